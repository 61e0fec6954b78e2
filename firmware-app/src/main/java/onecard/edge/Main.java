package onecard.edge;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import onecard.edge.birth.Birth;
import onecard.edge.cli.Asker;
import onecard.edge.cli.AttendanceCommand;
import onecard.edge.cli.BackupCommand;
import onecard.edge.cli.BioCommand;
import onecard.edge.cli.CheckCommand;
import onecard.edge.cli.CmdCommand;
import onecard.edge.cli.ConsentCommand;
import onecard.edge.cli.Console;
import onecard.edge.cli.DoctorCommand;
import onecard.edge.cli.EnrolCommand;
import onecard.edge.cli.Exit;
import onecard.edge.cli.ExplainCommand;
import onecard.edge.cli.ForgetCommand;
import onecard.edge.cli.InitCommand;
import onecard.edge.cli.JournalCommand;
import onecard.edge.cli.KeysCommand;
import onecard.edge.cli.ListCommand;
import onecard.edge.cli.ModuleCommand;
import onecard.edge.cli.PassCommand;
import onecard.edge.cli.RestoreCommand;
import onecard.edge.cli.SettleCommand;
import onecard.edge.cli.TearLabCommand;
import onecard.edge.cli.TraceCommand;
import onecard.edge.cli.UpdateCommand;
import onecard.edge.cli.WatchCommand;
import onecard.edge.cli.WipeCommand;
import onecard.edge.cli.WiringCommand;
import onecard.edge.store.StoreFailed;
import onecard.edge.words.Failed;
import onecard.edge.words.HelpBundle;
import onecard.edge.words.Message;
import onecard.words.Lang;
import onecard.words.Words;
import org.tinylog.provider.ProviderRegistry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line. Exit status: 0 done, 1 the thing checked has problems, 2 wrong usage, 3 a
/// device or the broker failed or the state is in use, 70 a bug. What it says stands in
/// [onecard.edge.words].
@Command(
        name = "onecard",
        mixinStandardHelpOptions = true,
        version = "onecard-edge " + Birth.VERSION)
public final class Main implements Callable<Integer> {

    private final Console console;

    /// Checked and used before anything else is read, in [Console#lang].
    @Option(names = "--lang", paramLabel = "zh-CN|en", scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable")
    private String lang = "";

    @Option(names = "--debug", scope = ScopeType.INHERIT)
    private boolean debug;

    private Main(Console console) {
        this.console = console;
    }

    public static void main(String[] args) {
        var lang = Console.lang(List.of(args), System.getenv());
        int status = run(Console.ofProcess(lang), args);
        shutDownLog();
        System.exit(status);
    }

    static int run(Console console, String... args) {
        var wrong = Console.asked(List.of(args)).filter(tag -> Lang.ofTag(tag).isEmpty());
        if (wrong.isPresent()) {
            console.complain(Message.LANG_WRONG, wrong.get());
            return Exit.USAGE;
        }
        return commands(console).execute(args);
    }

    /// Every command there is.
    static CommandLine commands(Console console) {
        var main = new Main(console);
        var line = new CommandLine(main);
        line.addSubcommand(new RunCommand(console));
        line.addSubcommand(new DemoCommand(console));
        line.addSubcommand(new SimulateCommand(console));
        line.addSubcommand(new CheckCommand(console));
        line.addSubcommand(new InitCommand(console, Asker.ofProcess(console)));
        line.addSubcommand(new WiringCommand(console));
        line.addSubcommand(new DoctorCommand(console));
        line.addSubcommand(new WalkCommand(console));
        line.addSubcommand(new TearLabCommand(console));
        line.addSubcommand(new BackupCommand(console));
        line.addSubcommand(new RestoreCommand(console));
        line.addSubcommand(new WipeCommand(console, System.in));
        line.addSubcommand(new CmdCommand(console));
        line.addSubcommand(new SettleCommand(console));
        line.addSubcommand(new WatchCommand(console));
        line.addSubcommand(KeysCommand.line(console));
        line.addSubcommand(ListCommand.line(console));
        line.addSubcommand(UpdateCommand.line(console));
        line.addSubcommand(PassCommand.line(console));
        line.addSubcommand(JournalCommand.line(console));
        line.addSubcommand(AttendanceCommand.line(console));
        line.addSubcommand(new ExplainCommand(console));
        line.addSubcommand(new TraceCommand(console));
        line.addSubcommand(BioCommand.line(console));
        line.addSubcommand(ConsentCommand.line(console));
        line.addSubcommand(new EnrolCommand(console));
        line.addSubcommand(new ForgetCommand(console));
        line.addSubcommand(ModuleCommand.line(console));
        line.setResourceBundle(new HelpBundle(console.lang()));
        line.setOut(new PrintWriter(console.out(), true, console.out().charset()));
        line.setErr(new PrintWriter(console.err(), true, console.err().charset()));
        line.setExecutionExceptionHandler((failure, _, _) -> main.failed(failure));
        line.setParameterExceptionHandler((wrong, _) -> misused(console, wrong));
        return line;
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard");
    }

    private static int misused(Console console, ParameterException wrong) {
        console.complain(words(wrong));
        var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        console.point(Message.NEXT_HELP.with(command).in(console.lang()));
        return Exit.USAGE;
    }

    private static Words words(ParameterException wrong) {
        return switch (wrong) {
            case MissingParameterException missing ->
                    Message.OPTION_MISSING.with(
                            String.join(
                                    ", ", missing.getMissing().stream().map(Main::name).toList()));
            case UnmatchedArgumentException unknown ->
                    Message.ARGUMENT_UNKNOWN.with(String.join(" ", unknown.getUnmatched()));
            default ->
                    wrong.getArgSpec() != null && wrong.getValue() != null
                            ? Message.VALUE_WRONG.with(name(wrong.getArgSpec()), wrong.getValue())
                            : Message.USAGE_WRONG.with(String.valueOf(wrong.getMessage()));
        };
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /// Says what failed in one line; the stack only where it was asked for.
    private int failed(Exception failure) {
        console.complain(words(failure));
        if (debug) {
            failure.printStackTrace(console.err());
        }
        return failure instanceof RuntimeException ? Exit.BUG : Exit.FAILED;
    }

    private static Words words(Exception failure) {
        var text = String.valueOf(failure.getMessage());
        return switch (failure) {
            case Failed told -> told.words();
            case StoreFailed _ -> Message.STORE_FAILED.with(text);
            case NoSuchFileException _ -> Message.FILE_MISSING.with(text);
            case AccessDeniedException _ -> Message.FILE_DENIED.with(text);
            case IOException _ -> Message.IO_FAILED.with(text);
            default -> Message.BUG.with(failure.toString());
        };
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
