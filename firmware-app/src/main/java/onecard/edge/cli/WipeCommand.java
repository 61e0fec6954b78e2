package onecard.edge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.backup.Wipe;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `wipe`: everything in a state directory erased for good, once somebody has said whose it is.
@Command(name = "wipe", mixinStandardHelpOptions = true)
public final class WipeCommand implements Callable<Integer> {

    private static final int MEGABYTE = 1 << 20;

    @Option(names = "--device", descriptionKey = "onecard.wipe.device")
    private Optional<String> device = Optional.empty();

    @Option(names = "--lose-unsent", descriptionKey = "onecard.wipe.lose-unsent")
    private boolean loseUnsent;

    @Mixin private StateOption state = new StateOption();

    private final Console console;
    private final InputStream in;

    /// @param console where it speaks
    /// @param in where the name is typed
    public WipeCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        state.requireOurs();
        var directory = state.directory();
        if (!Wipe.isState(directory)) {
            console.complain(Message.WIPE_NO_STATE, directory);
            return Exit.FAILED;
        }
        var held =
                Wipe.hasBegun(directory)
                        ? StateDir.holdAsItIs(directory)
                        : StateDir.hold(directory);
        if (held.isEmpty()) {
            console.complain(Message.STATE_IN_USE, directory);
            return Exit.FAILED;
        }
        try (var ours = held.get()) {
            return Wipe.hasBegun(directory) ? erased(ours) : confirmed(ours);
        }
    }

    private int confirmed(StateDir ours) throws IOException {
        var found = Wipe.look(ours.path());
        long unsent = found.unsent().orElse(Long.MAX_VALUE);
        if (unsent > 0 && !loseUnsent) {
            if (found.unsent().isPresent()) {
                console.complain(Message.WIPE_UNSENT, unsent);
            } else {
                console.complain(Message.WIPE_UNREAD, StateDir.journal(ours.path()));
            }
            return Exit.PROBLEMS;
        }
        var name = found.device().orElse(ours.path().toAbsolutePath().toString());
        var said = device.or(() -> typed(name, ours.path()));
        if (!said.equals(Optional.of(name))) {
            console.complain(Message.WIPE_NOT_SAID, name, said.orElse(""));
            return Exit.USAGE;
        }
        return erased(ours);
    }

    /// Empty if nobody types anything.
    private Optional<String> typed(String name, Path directory) {
        console.tell(Message.WIPE_ASK, name, directory);
        try {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return Optional.ofNullable(lines.readLine()).map(String::strip);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private int erased(StateDir ours) throws IOException {
        var done = new Wipe(ours).erase();
        long megabytes = (done.bytes() + MEGABYTE - 1) / MEGABYTE;
        console.tell(Message.WIPE_DONE, ours.path(), done.files(), megabytes);
        console.tell(Message.WIPE_FLASH);
        console.tell(Message.WIPE_ELSEWHERE);
        return 0;
    }
}
