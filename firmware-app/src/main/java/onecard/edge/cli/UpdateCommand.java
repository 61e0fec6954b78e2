package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import onecard.edge.update.Release;
import onecard.edge.update.Standing;
import onecard.edge.update.Step;
import onecard.edge.update.Updates;
import onecard.edge.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `update`: another release of this program, from a file, tried by root's service; without a file,
/// how the last one stands.
@Command(name = "update", mixinStandardHelpOptions = true)
public final class UpdateCommand implements Callable<Integer> {

    /// The release in force is to go on: the script that started this starts it again, by that.
    private static final int HAND_OVER = 75;

    private static final long LOOK_NANOS = 500_000_000;

    /// Looks in a row at which nobody is at it: it may have to begin yet.
    private static final int IDLE_MAX = 20;

    @Parameters(paramLabel = "FILE", arity = "0..1", descriptionKey = "onecard.update.file")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--notice", paramLabel = "FILE", descriptionKey = "onecard.update.notice")
    private Optional<Path> notice = Optional.empty();

    @Option(names = "--site", paramLabel = "FILE")
    private Path site = Path.of("/etc/onecard/site.yaml");

    @Mixin private StateOption state = new StateOption();

    /// For root's service.
    @Option(names = "--go-on", descriptionKey = "onecard.update.go-on")
    private boolean goOn;

    @Option(names = "--folder", paramLabel = "DIR", descriptionKey = "onecard.update.folder")
    private Path folder = Release.folder();

    private final Console console;

    private UpdateCommand(Console console) {
        this.console = console;
    }

    /// With what stands below it.
    public static CommandLine line(Console console) {
        return new CommandLine(new UpdateCommand(console))
                .addSubcommand(new UpdateSignCommand(console));
    }

    @Override
    public Integer call() throws IOException {
        if (file.isEmpty() && !goOn) {
            return standing();
        }
        if (!Files.isWritable(Files.exists(folder) ? folder : parent(folder))) {
            console.complain(Message.UPDATE_ROOT);
            return Exit.FAILED;
        }
        var profile = Sites.read(site, console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        var updates = Updates.of(profile.get(), site, state.directory(), folder);
        return goOn ? (updates.goOn() ? HAND_OVER : 0) : bring(updates, file.orElseThrow());
    }

    private static Path parent(Path path) {
        var parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    private int bring(Updates updates, Path file) throws IOException {
        var signed = notice.orElse(UpdateSignCommand.beside(file));
        for (var needed : new Path[] {file, signed}) {
            if (!Files.isReadable(needed)) {
                console.complain(Message.FILE_UNREADABLE, needed);
                return Exit.PROBLEMS;
            }
        }
        var refusal = updates.bring(file, signed);
        if (refusal.isPresent()) {
            console.complain(refusal.get().words());
            return Exit.PROBLEMS;
        }
        var not = updates.begin();
        if (not.isPresent()) {
            console.complain(Message.UPDATE_NO_SERVICE, not.get());
            return Exit.FAILED;
        }
        return follow(updates);
    }

    /// Tells each step as it is taken: whoever goes away meanwhile stops nothing.
    private int follow(Updates updates) throws IOException {
        Optional<Standing> told = Optional.empty();
        for (int idle = 0; ; ) {
            idle = Updates.isAtWork() ? 0 : idle + 1; // before the rest is looked at
            var now = updates.standing();
            if (now.isPresent() && !now.equals(told)) {
                told = now;
                console.print(now.get().words().in(console.lang()));
            }
            if (!updates.isUnderWay() && now.isPresent()) {
                return exit(now.get().step());
            }
            if (idle > IDLE_MAX) {
                console.complain(Message.UPDATE_LATER);
                return Exit.FAILED;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static int exit(Step step) {
        return switch (step) {
            case INSTALLED -> 0;
            case REFUSED -> Exit.PROBLEMS;
            case STAGED, TRYING, GOOD, ROLLED_BACK -> Exit.FAILED;
        };
    }

    private int standing() throws IOException {
        var last = Standing.read(folder);
        if (last.isPresent()) {
            console.print(last.get().words().in(console.lang()));
        } else {
            console.tell(Message.UPDATE_NONE);
        }
        return 0;
    }
}
