package onecard.edge;

import java.io.PrintWriter;
import org.tinylog.provider.ProviderRegistry;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Exit status: 0 done, 1 the thing checked has problems, 2 wrong usage, 3 a
/// device or the broker failed or the state is in use, 70 a bug.
@Command(
        name = "onecard",
        description = "The controller beside doors, turnstiles and canteen terminals.",
        mixinStandardHelpOptions = true,
        version = "onecard-edge " + Birth.VERSION,
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            ListCommand.class,
            JournalCommand.class,
            ExplainCommand.class
        })
public final class Main {

    static final int PROBLEMS = 1;
    static final int FAILED = 3;
    static final int BUG = 70;

    private Main() {}

    public static void main(String[] args) {
        int status = run(args);
        shutDownLog();
        System.exit(status);
    }

    static int run(String... args) {
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler(Main::failed);
        line.setParameterExceptionHandler(
                (wrong, _) -> {
                    PrintWriter err = wrong.getCommandLine().getErr();
                    err.println("onecard: " + wrong.getMessage());
                    err.println("Next: onecard --help");
                    return CommandLine.ExitCode.USAGE;
                });
        return line.execute(args);
    }

    /// Says what failed in one line; the stack only where it was asked for.
    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        line.getErr().println("onecard: " + failure.getMessage());
        if (System.getenv("ONECARD_DEBUG") != null) {
            failure.printStackTrace(line.getErr());
        }
        return failure instanceof RuntimeException ? BUG : FAILED;
    }

    /// Last of all, or the last messages are lost.
    static void shutDownLog() {
        try {
            ProviderRegistry.getLoggingProvider().shutdown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
