package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import onecard.hal.Receipt.Align;
import onecard.hal.Receipt.Pair;
import onecard.hal.Receipt.Part;
import onecard.hal.Receipt.Size;
import onecard.hal.Receipt.Text;
import onecard.hal.ReceiptLayout.Code;
import onecard.hal.ReceiptLayout.Line;
import org.junit.jupiter.api.Test;

/// How a receipt looks on 20 columns.
class ReceiptLayoutTest {

    private static final long SEED = 11;
    private static final ReceiptLayout LAYOUT = new ReceiptLayout(20);

    @Test
    void textStandsWhereItIsAskedFor() {
        look(new Text("left"), "left");
        look(new Text("mid", Align.CENTRE, Size.NORMAL), "        mid");
        look(new Text("中", Align.CENTRE, Size.NORMAL), "         中");
        look(new Text("右", Align.RIGHT, Size.NORMAL), "                  右");
        look(new Text("大", Align.RIGHT, Size.DOUBLE), "        大");
        look(new Text("", Align.CENTRE, Size.NORMAL), "");
    }

    @Test
    void longTextTakesMoreLinesEachOfThemAligned() {
        look(
                new Text("a text of several words", Align.RIGHT, Size.NORMAL),
                "   a text of several",
                "               words");
        look(new Text("第一食堂二楼", Align.LEFT, Size.DOUBLE), "第一食堂二", "楼");
    }

    @Test
    void aPairStandsAtBothEnds() {
        look(new Pair("红烧肉", "12.50"), "红烧肉         12.50");
        look(new Pair("合计", "12", Size.DOUBLE), "合计    12");
        look(new Pair("fifteen letters", "1234"), "fifteen letters 1234");
        look(new Pair("fifteen letters", "12345"), "fifteen letters", "               12345");
        look(
                new Pair("a dish of a very long name", "9.00"),
                "a dish of a very",
                "long name       9.00");
        look(
                new Pair("a", "an end that is too long itself"),
                "a",
                "  an end that is too",
                "         long itself");
    }

    @Test
    void aRuleAndACodeAreRowsOfTheirOwn() {
        look(new Receipt.Rule(), "--------------------");
        assertEquals(
                List.of(new Code("https://x")),
                LAYOUT.rows(receipt(new Receipt.Code("https://x"))));
    }

    @Test
    void noRowIsWiderThanThePaper() {
        var random = new Random(SEED);
        var texts =
                List.of("", "x", "饭", "a dish of some length", "二楼 second floor 12.5", "¥99.99");
        for (int i = 0; i < 20_000; i++) {
            var layout = new ReceiptLayout(10 + random.nextInt(40));
            var size = Size.values()[random.nextInt(2)];
            var one = texts.get(random.nextInt(texts.size()));
            var other = texts.get(random.nextInt(texts.size()));
            var align = Align.values()[random.nextInt(3)];
            var part =
                    random.nextBoolean() ? new Pair(one, other, size) : new Text(one, align, size);
            for (var row : layout.rows(receipt(part))) {
                if (row instanceof Line(var text, var large)) {
                    assertTrue(
                            Columns.of(text) * large.times() <= layout.columns(),
                            () -> part + " on " + layout);
                }
            }
        }
    }

    @Test
    void whatIsNoReceiptIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Receipt("a", List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Receipt("a", Collections.nCopies(201, new Receipt.Rule())));
        assertThrows(IllegalArgumentException.class, () -> new Text("x".repeat(201)));
        assertThrows(IllegalArgumentException.class, () -> new Pair("x".repeat(201), ""));
        assertThrows(IllegalArgumentException.class, () -> new Pair("", "x".repeat(201)));
        for (var bad : List.of("", "中", "a\u0010\u0004\u0001", "x".repeat(257))) {
            assertThrows(IllegalArgumentException.class, () -> new Receipt.Code(bad));
        }
        assertThrows(IllegalArgumentException.class, () -> new ReceiptLayout(9));
    }

    private static Receipt receipt(Part part) {
        return new Receipt("a", List.of(part));
    }

    private static void look(Part part, String... lines) {
        assertEquals(
                List.of(lines),
                LAYOUT.rows(receipt(part)).stream().map(Line.class::cast).map(Line::text).toList());
    }
}
