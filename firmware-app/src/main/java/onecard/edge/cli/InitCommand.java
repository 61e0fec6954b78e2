package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.init.Draft;
import onecard.edge.init.Question;
import onecard.edge.words.Message;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `init`: a first site file from the answers to a few questions.
@Command(name = "init", mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            descriptionKey = "init-file",
            defaultValue = "site.yaml")
    private Path file = Path.of("");

    @Option(names = "--answer", paramLabel = "KEY=VALUE")
    private Map<String, String> given = new LinkedHashMap<>();

    private final Console console;
    private final Optional<Asker> asker;

    /// @param console where it speaks
    /// @param asker whom it asks; empty where nobody is there
    public InitCommand(Console console, Optional<Asker> asker) {
        this.console = console;
        this.asker = asker;
    }

    @Override
    public Integer call() {
        var keys = Draft.keys();
        if (asker.isEmpty() && given.isEmpty()) {
            console.complain(Message.INIT_NO_TERMINAL, String.join(", ", keys));
            return Exit.USAGE;
        }
        for (var key : given.keySet()) {
            if (!keys.contains(key)) {
                console.complain(Message.INIT_NO_KEY, key, String.join(", ", keys));
                return Exit.USAGE;
            }
        }
        // Nobody answers twenty questions for a file that cannot be written.
        if (Files.exists(file)) {
            return taken();
        }
        return interview().map(this::write).orElse(Exit.USAGE);
    }

    /// Everything answered; or empty, and why was said.
    private Optional<Draft> interview() {
        var draft = Draft.empty();
        var left = new LinkedHashMap<>(given);
        for (var next = draft.next(left); next.isPresent(); next = draft.next(left)) {
            var question = next.get();
            var beforehand = Optional.ofNullable(left.remove(question.key()));
            var answer =
                    beforehand.isPresent()
                            ? good(draft, question, beforehand.get(), left)
                            : asked(draft, question, left);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            draft = draft.with(question.key(), answer.get());
        }
        if (!left.isEmpty()) {
            console.complain(Message.INIT_NOT_ASKED, String.join(", ", left.keySet()));
            return Optional.empty();
        }
        return Optional.of(draft);
    }

    private Optional<String> asked(Draft draft, Question question, Map<String, String> left) {
        if (asker.isEmpty()) {
            return good(draft, question, question.preset(), left);
        }
        if (question.known().isEmpty()) {
            console.print(question.key() + ": " + question.asks().in(console.lang()));
        } else {
            console.tell(
                    Message.INIT_KNOWN,
                    question.key(),
                    question.asks(),
                    String.join(", ", question.known()));
        }
        while (true) {
            var answer = asker.get().answer(question.preset());
            if (answer.isEmpty()) {
                console.complain(Message.INIT_ENDED);
                return Optional.empty();
            }
            var good = good(draft, question, answer.get(), left);
            if (good.isPresent()) {
                return good;
            }
        }
    }

    /// The answer; or empty, and why was said.
    private Optional<String> good(
            Draft draft, Question question, String answer, Map<String, String> left) {
        var wrong = draft.wrong(question, answer, left);
        if (wrong.isEmpty()) {
            return Optional.of(answer);
        }
        console.complain(Message.INIT_WRONG, question.key(), answer, all(wrong));
        return Optional.empty();
    }

    private String all(List<Words> wrong) {
        return String.join("; ", wrong.stream().map(each -> each.in(console.lang())).toList());
    }

    private int write(Draft draft) {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            return taken();
        } catch (IOException failed) {
            return failed(failed);
        }
        try {
            // Whatever the umask: it holds no secret, and the daemon is another user.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            Files.writeString(file, draft.text());
        } catch (IOException failed) {
            discard();
            return failed(failed);
        }
        console.tell(Message.INIT_WRITTEN, file, file, file);
        return 0;
    }

    /// Half a site file is none.
    private void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            failed(failed);
        }
    }

    private int failed(IOException why) {
        console.complain(Message.INIT_NOT_WRITTEN, file, String.valueOf(why.getMessage()));
        return Exit.FAILED;
    }

    private int taken() {
        console.complain(Message.INIT_THERE, file);
        return Exit.USAGE;
    }
}
