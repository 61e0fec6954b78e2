package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.words.Lang;

/// Lists brought to the daemon as an operator would, by its control socket. Thread-safe.
public final class BroughtLists {

    /// Of the visitors who were added by hand, so many are remembered.
    private static final int ADDED_MAX = 16;

    private final Path state;
    private final Lang lang;
    private final Map<String, String> brought = new HashMap<>();
    private final Map<String, Deque<String>> added = new HashMap<>();

    /// @param state directory of the daemon
    /// @param lang in which it answers
    public BroughtLists(Path state, Lang lang) {
        this.state = state;
        this.lang = lang;
    }

    /// A list by hand; rows that were added to it stay.
    ///
    /// @param csv with its header
    /// @return how many entries it has
    public synchronized long bring(String list, String csv) throws IOException {
        brought.put(list, csv);
        var file = state.resolve(list + ".csv");
        var rows = String.join("\n", added.getOrDefault(list, new ArrayDeque<>()));
        Files.writeString(file, csv.strip() + "\n" + rows + "\n");
        var answer = ask(ListCommands.request(file, list, false, lang));
        return answer.number("entries").orElseThrow(() -> failed(list, answer));
    }

    /// One row more of a list that was brought.
    synchronized void add(String list, String row) throws IOException {
        var rows = added.computeIfAbsent(list, _ -> new ArrayDeque<>());
        rows.addLast(row);
        if (rows.size() > ADDED_MAX) {
            rows.removeFirst();
        }
        var before = Optional.ofNullable(brought.get(list));
        if (before.isPresent()) {
            bring(list, before.get());
        }
    }

    /// The signed lists of a folder.
    ///
    /// @return how many came into force
    public long bring(Path signed) throws IOException {
        var answer = ask(ListCommands.request(signed, lang));
        return answer.array("told")
                .map(told -> (long) told.items().size())
                .orElseThrow(() -> failed(signed.getFileName().toString(), answer));
    }

    private Json.Obj ask(Json.Obj request) throws IOException {
        return Control.ask(StateDir.controlSocket(state), request).orElse(Json.Obj.EMPTY);
    }

    private static Failed failed(String list, Json.Obj answer) {
        return new Failed(Message.SIMULATE_LIST_FAILED.with(list, answer));
    }
}
