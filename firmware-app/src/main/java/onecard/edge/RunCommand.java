package onecard.edge;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.cli.Sites;
import onecard.edge.cli.StateOption;
import onecard.edge.config.Boot;
import onecard.edge.config.SiteSlots;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "run", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Option(names = "--site", required = true)
    private Path site = Path.of("");

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (Sites.read(site, console).isEmpty()) {
            return Exit.PROBLEMS;
        }
        var held = StateDir.hold(state.directory());
        if (held.isEmpty()) {
            console.complain(Message.STATE_IN_USE, state.directory());
            return Exit.FAILED;
        }
        Thread.setDefaultUncaughtExceptionHandler(RunCommand::died);
        var slots = SiteSlots.open(held.get().path().resolve("config"), site, Boot.id());
        var runs = new SiteRuns(slots, held.get(), console, RunCommand::fatal);
        stopOnSignal(runs);
        try {
            return runs.forEver() ? 0 : Exit.PROBLEMS;
        } finally {
            runs.close();
        }
    }

    /// SIGTERM is the ordinary end: everything is closed in order, and the status is 0; where that
    /// does not end, it is that of a bug. An end of our own has a status of its own.
    private static void stopOnSignal(SiteRuns runs) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(
                                        () -> {
                                            if (runs.isStopping()) {
                                                return;
                                            }
                                            runs.stop();
                                            Logger.info("stopped");
                                            Main.shutDownLog();
                                            Runtime.getRuntime().halt(0);
                                        }));
    }

    /// One of our threads ended by a bug. The MQTT client's own threads meet whatever a broker
    /// sends; what breaks them ends a connection, never the daemon.
    private static void died(Thread thread, Throwable bug) {
        if (isOfClient(thread)) {
            Logger.warn("the MQTT client's thread {} ended: {}", thread.getName(), bug.toString());
        } else {
            fatal(bug);
        }
    }

    private static boolean isOfClient(Thread thread) {
        return thread.getName().startsWith("MQTT");
    }

    /// A bug: nothing is known of the state any more, so nothing is tidied. Lines fall back by
    /// their own deadlines, the journal holds what was durable, and the supervisor starts us
    /// anew.
    private static void fatal(Throwable bug) {
        try {
            Logger.error(bug, "a bug; the process ends and is started again");
            Main.shutDownLog();
        } finally {
            Runtime.getRuntime().halt(Exit.BUG);
        }
    }
}
