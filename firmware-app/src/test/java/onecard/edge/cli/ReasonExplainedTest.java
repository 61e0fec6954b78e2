package onecard.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import onecard.access.Reason;
import onecard.edge.words.ReasonWords;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/// `explain` of a reason's name, where there is no journal yet.
class ReasonExplainedTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir Path empty;

    @Test
    void aReasonIsToldWithWhatToDoAndWhoDoesIt() {
        assertEquals(0, explain(Lang.EN, "STALE_LIST"));
        assertEquals(
                List.of(
                        "reason     STALE_LIST  The list is past its end, or older than this point"
                                + " accepts: it refuses by it",
                        "shown      See desk",
                        "next       Bring the network back, or publish a new version by onecard list"
                                + " publish, or onecard list import",
                        "acts       operations",
                        "fields     list, decided.as_of",
                        "see        profiles/MESSAGES.md#stale_list, firmware-app/README.md#lists"),
                said());
    }

    @ParameterizedTest
    @EnumSource
    void eachIsToldInEitherLanguage(Reason reason) {
        for (var lang : Lang.values()) {
            out.reset();
            assertEquals(0, explain(lang, reason.name()));
            var words = ReasonWords.of(reason);
            var said = said();
            assertEquals(6, said.size());
            assertTrue(said.get(0).endsWith("  " + words.means().in(lang)), said::toString);
            assertTrue(said.get(1).endsWith(" " + words.shown().in(lang)), said::toString);
            assertTrue(said.get(2).endsWith(" " + words.next().in(lang)), said::toString);
        }
    }

    /// No name of a reason, so it is taken for an event's.
    @Test
    void whatIsNoReasonIsLookedForInTheJournal() {
        assertEquals(Exit.FAILED, explain(Lang.EN, "STALE"));
    }

    private int explain(Lang lang, String id) {
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLine(new ExplainCommand(new Console(lang, print, print)))
                .execute(id, "--state", empty.toString());
    }

    private List<String> said() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
