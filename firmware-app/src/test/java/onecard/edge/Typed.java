package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import onecard.edge.cli.Console;
import onecard.edge.site.SiteFile;
import onecard.words.Lang;
import picocli.CommandLine;

/// What somebody types by the guide, and what is answered.
final class Typed {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// Of the last command alone is [#said].
    int run(Lang lang, List<String> words) {
        out.reset();
        return Main.run(console(lang), words.toArray(String[]::new));
    }

    String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Every command there is, to be looked at and not run.
    CommandLine commands() {
        return Main.commands(console(Lang.EN));
    }

    private Console console(Lang lang) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(lang, stream, stream);
    }

    /// A site file that `check` finds nothing in.
    static void assertGood(String site) {
        var read = SiteFile.read(site);
        assertInstanceOf(SiteFile.Read.Good.class, read, () -> read + "\n" + site);
    }
}
