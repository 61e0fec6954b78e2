package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onecard.access.Reason;
import onecard.edge.cli.Console;
import onecard.edge.words.ReasonWords;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The grid as it is printed; the readers' side of it is the lab's own test.
class TearLabCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theGridHasARowACommandAMarkAByteAndFitsATerminal() {
        assertEquals(0, run(grid("--lang", "en")), () -> text(out));
        var lines = text(out).lines().toList();

        for (var kind : SimKind.values()) {
            for (var face : kind.faces()) {
                var name = "%-11s %-12s ".formatted(kind.label(), face).toLowerCase(Locale.ROOT);
                assertTrue(lines.stream().anyMatch(line -> line.startsWith(name)), name);
            }
        }
        // The social security application by name: 20 bytes and 61xx by the contacts.
        var row = "ssc-3       contact      00a40400  " + "u".repeat(20) + "|uu";
        assertTrue(lines.contains(row), () -> text(out));
        assertTrue(lines.stream().allMatch(line -> line.length() <= 100), () -> text(out));
        assertTrue(
                lines.contains(
                        "u  CARD_UNREADABLE  "
                                + ReasonWords.of(Reason.CARD_UNREADABLE).shown().en()));
        assertTrue(lines.contains("+  a card that stayed was read"));
        assertTrue(lines.getLast().matches("15\\d\\d pulls, 0 bad; slowest .*"), lines::getLast);
        assertEquals("", text(err));
    }

    @Test
    void theLegendSpeaksChineseToo() {
        assertEquals(0, run(grid("--step", "9", "--lang", "zh-CN")), () -> text(out));
        assertTrue(
                text(out)
                        .contains(
                                "u  CARD_UNREADABLE  "
                                        + ReasonWords.of(Reason.CARD_UNREADABLE).shown().zh()),
                () -> text(out));
        assertTrue(text(out).contains("-  未试"), () -> text(out));
    }

    @Test
    void wrongUsageIsStatusTwo() {
        assertEquals(2, run("tear-lab", "--step", "0"));
        assertEquals(2, run("tear-lab", "--reader", "nonsense"));
        assertEquals("", text(out));
    }

    @Test
    void withoutAVirtualReaderItSaysWhatToStart() {
        Assumptions.assumeFalse(VirtualCard.readerListens(), "a virtual reader is there");
        assertEquals(3, run("tear-lab", "--reader", "vpcd"));
        assertTrue(text(err).contains("vsmartcard-vpcd"), () -> text(err));
    }

    /// Times are not this test's: other programs may hold the machine up.
    private static String[] grid(String... options) {
        var args = new ArrayList<>(List.of("tear-lab", "--verdict-ms", "5000"));
        args.addAll(List.of("--next-ms", "5000"));
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }

    private int run(String... args) {
        return Main.run(
                new Console(
                        Console.lang(List.of(args), Map.of()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                args);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
