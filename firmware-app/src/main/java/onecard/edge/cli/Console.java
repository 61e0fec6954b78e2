package onecard.edge.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.words.Message;
import onecard.words.Lang;
import onecard.words.Words;

/// Where a command speaks, and in which language.
public record Console(Lang lang, PrintStream out, PrintStream err) {

    /// This process's own streams. Where the locale's charset has no Chinese (a service, a bare
    /// `LANG=C`) they are UTF-8, or half of what is said would be question marks.
    public static Console ofProcess(Lang lang) {
        return new Console(
                lang,
                legible(System.out, FileDescriptor.out),
                legible(System.err, FileDescriptor.err));
    }

    private static PrintStream legible(PrintStream stream, FileDescriptor descriptor) {
        return stream.charset().newEncoder().canEncode('卡')
                ? stream
                : new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /// The language asked for by `--lang`, wherever it stands, else the locale's. Read before the
    /// command line is: help and wrong usage speak it too.
    ///
    /// The locale is read from the environment, in the order POSIX gives. Java's own is English
    /// where a board was told `zh_CN.UTF-8` and nobody generated that locale.
    public static Lang lang(List<String> args, Map<String, String> environment) {
        return asked(args)
                .flatMap(Lang::ofTag)
                .orElseGet(
                        () ->
                                Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                                        .map(name -> environment.getOrDefault(name, ""))
                                        .filter(locale -> !locale.isEmpty())
                                        .findFirst()
                                        .map(Lang::ofLocale)
                                        .orElse(Lang.EN));
    }

    /// What follows `--lang`; empty if nothing does.
    public static Optional<String> asked(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (arg.startsWith("--lang=")) {
                return Optional.of(arg.substring("--lang=".length()));
            }
            if (arg.equals("--lang") && i + 1 < args.size()) {
                return Optional.of(args.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /// What was asked for, in the reader's language.
    public void tell(Message message, Object... values) {
        tell(message.with(values));
    }

    /// The same of words already put together.
    public void tell(Words words) {
        out.println(words.in(lang));
    }

    /// What a program reads: in no language.
    public void print(String line) {
        out.println(line);
    }

    /// What is wrong, or why nothing can be done.
    public void complain(Message message, Object... values) {
        complain(message.with(values));
    }

    /// The same of words already put together.
    public void complain(Words words) {
        complain(words.in(lang));
    }

    void complain(String text) {
        err.println("onecard: " + text);
    }

    /// A line about a file's own place, `file:line:col: ...`, which names itself.
    public void point(String line) {
        err.println(line);
    }

    /// `command` stands for others and was said alone.
    ///
    /// @return the exit status of wrong usage
    public int needsCommand(String command) {
        complain(Message.WHICH_COMMAND, command);
        point(Message.NEXT_HELP.with(command).in(lang));
        return Exit.USAGE;
    }
}
