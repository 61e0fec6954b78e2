package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.record.Renames;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.registry.ListedRenames;

/// What else somebody is known by here, whose token is asked about, where the site's key is or was
/// rolled: as their taps tell, and lists that say what their tokens were.
final class Names {

    private final List<Token> names = new ArrayList<>();

    private Names(Token token) {
        names.add(token);
    }

    /// @param state directory, whose files need not be there
    /// @return the present one last
    static List<Token> of(Path state, Token token) throws IOException {
        var names = new Names(token);
        int known;
        do { // who was known by a third one, rolled before
            known = names.names.size();
            names.look(state);
        } while (names.names.size() > known);
        return List.copyOf(names.names);
    }

    private void look(Path state) throws IOException {
        var journal = JournalReader.open(StateDir.journal(state));
        if (journal.isPresent()) {
            try (var records = journal.get()) {
                each(records, List.copyOf(names), event -> add(Renames.of(event)));
            }
        }
        add(ListedRenames.of(StateDir.registry(state), names));
    }

    private void add(Renamed renamed) {
        renamed.present().forEach(this::add);
    }

    private void add(Token was, Token now) {
        if (names.contains(was) && !names.contains(now)) {
            names.addLast(now);
        } else if (names.contains(now) && !names.contains(was)) {
            names.addFirst(was);
        } else if (names.indexOf(was) > names.indexOf(now)) { // a roll that was taken back
            names.remove(now);
            names.addLast(now);
        }
    }

    /// Every record that bears one of these, oldest first.
    static void each(JournalReader journal, List<Token> names, Consumer<Json.Obj> told)
            throws IOException {
        var named = names.stream().map(name -> '"' + name.toString() + '"').toList();
        long _ =
                journal.each(
                        0,
                        event -> {
                            if (named.stream().anyMatch(event::contains)) {
                                JsonReader.object(event).ifPresent(told);
                            }
                        });
    }
}
