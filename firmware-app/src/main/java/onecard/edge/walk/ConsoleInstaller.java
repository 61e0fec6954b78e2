package onecard.edge.walk;

import java.io.IOException;
import java.util.function.Consumer;
import onecard.edge.words.Message;
import onecard.words.Lang;
import onecard.words.Words;
import org.jspecify.annotations.Nullable;

/// An installer at a terminal, or a file of answers in their place. Enter says that it was done, a
/// number chooses, `s` and a reason leaves it out; where no answers are left, the rest is left out.
public final class ConsoleInstaller implements Installer {

    private final Lang lang;
    private final Consumer<String> shows;
    private final Lines lines;
    private boolean gone;

    /// Where answers come from.
    @FunctionalInterface
    public interface Lines {
        /// The next; null: there are no more.
        @Nullable String next() throws IOException;
    }

    /// @param shows prints a line
    public ConsoleInstaller(Lang lang, Consumer<String> shows, Lines lines) {
        this.lang = lang;
        this.shows = shows;
        this.lines = lines;
    }

    @Override
    public Answer answer(Ask ask) {
        shows.accept("");
        shows.accept(ask.words().in(lang));
        var choices = ask.choices();
        for (int i = 0; i < choices.size(); i++) {
            shows.accept("  " + (i + 1) + "  " + choices.get(i).in(lang));
        }
        shows.accept(hint(ask).in(lang));
        while (true) {
            var line = read();
            if (line == null) {
                gone = true;
                return new Answer.Skipped(Message.WALK_NO_ANSWER.with().in(lang));
            }
            var said = line.strip();
            if (said.equals("s") || said.startsWith("s ")) {
                var why = said.substring(1).strip();
                return new Answer.Skipped(
                        why.isEmpty() ? Message.WALK_NO_REASON.with().in(lang) : why);
            }
            if (ask instanceof Ask.Tell) {
                return new Answer.Text(said);
            }
            if (choices.isEmpty()) {
                // Whoever writes "no" or "wait" has not done it; and an output is about to move.
                if (said.isEmpty()) {
                    return new Answer.Done();
                }
                shows.accept(hint(ask).in(lang));
                continue;
            }
            if (said.matches("[0-9]{1,3}")) {
                int chosen = Integer.parseInt(said);
                if (chosen >= 1 && chosen <= choices.size()) {
                    return new Answer.Choice(chosen - 1);
                }
            }
            shows.accept(Message.WALK_CHOOSE.with(choices.size()).in(lang));
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void begins(Block block) {
        shows.accept("");
        shows.accept("== " + block.title().in(lang));
    }

    @Override
    public void told(Stepped step) {
        var said = new StringBuilder("  ");
        said.append(
                switch (step.result()) {
                    case Stepped.Result.Passed() -> "";
                    case Stepped.Result.Failed(var why) ->
                            Message.WALK_PAGE_FAILED.with().in(lang) + ": " + why.in(lang) + "; ";
                    case Stepped.Result.Skipped _ ->
                            Message.WALK_PAGE_SKIPPED.with().in(lang) + "; ";
                });
        step.measured().forEach(it -> said.append(it.in(lang)).append("; "));
        var line = said.toString().stripTrailing();
        if (!line.isBlank()) {
            shows.accept(line.replaceAll(";$", ""));
        }
    }

    private static Words hint(Ask ask) {
        return ask instanceof Ask.Tell
                ? Message.WALK_HINT_TELL.with()
                : ask.choices().isEmpty()
                        ? Message.WALK_HINT_DO.with()
                        : Message.WALK_HINT_CHOOSE.with();
    }

    /// A terminal that is gone has no answers left: what was walked till then is still reported.
    private @Nullable String read() {
        try {
            return lines.next();
        } catch (IOException _) {
            return null;
        }
    }
}
