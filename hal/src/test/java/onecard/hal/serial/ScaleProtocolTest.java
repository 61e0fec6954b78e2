package onecard.hal.serial;

import static onecard.hal.serial.ScaleProtocol.CONTINUOUS;
import static onecard.hal.serial.ScaleProtocol.SICS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import onecard.hal.Load;
import onecard.hal.serial.ScaleProtocol.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines into what lies on a scale.
class ScaleProtocolTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1.234kg      |   1234
                    +  1.234kg   |   1234
                    -  0.005kg   |     -5
                    - 12.345 kg  | -12345
                    +0001.234 kg |   1234
                    -0.000kg     |      0
                    1.2kg        |   1200
                    1.23kg       |   1230
                    15kg         |  15000
                    250g         |    250
                    -  7  g      |     -7
                    +000123  g   |    123
                    999999999.999kg | 999999999999
                    """)
    void aWeightIsExactlyItsGrams(String text, long grams) {
        assertEquals(OptionalLong.of(grams), Grams.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "kg", "1.234", "1.234lb", "1.234 oz", "1.234t", "1.234KG", "1.234 kgs",
                "1.2345kg", "1.2340kg", "100.5g", "100.0g", "1.kg", ".5kg", "1,234kg", "1 234kg",
                "--1kg", "+-1kg", "1.234k g", "1.234 kg kg", "1234567890g", "0x10g", "1e3g",
                        "NaNkg",
                "１.234kg", "٣kg"
            })
    void whatIsNotInWholeGramsIsNoWeight(String text) {
        assertEquals(OptionalLong.empty(), Grams.of(text));
    }

    @Test
    void everyGramIsItself() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long grams = random.nextInt(-40_000, 40_000);
            var kilograms = BigDecimal.valueOf(grams, 3);
            assertEquals(OptionalLong.of(grams), Grams.of(kilograms.toPlainString() + "kg"));
            assertEquals(OptionalLong.of(grams), Grams.of("%+8d g".formatted(grams)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock =
                    """
                    ST,GS,+  1.234kg|1234|true
                    ST,NT,-  0.005kg|-5|true
                    US,GS,+  1.230kg|1230|false
                    US,NT,+ 15.000 kg|15000|false
                    ST,+0001.234 kg|1234|true
                    US,-000250  g|-250|false
                    """)
    void aScaleThatSpeaksByItself(String line, long grams, boolean stable) {
        assertEquals(new Said.Lies(new Load.Weight(grams, stable)), CONTINUOUS.hear(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OL", "OL,GS,+  .  kg", "OL,+9999999 kg", "OL,NT,     kg"})
    void tooMuchSaidByItself(String line) {
        assertEquals(new Said.Lies(new Load.Over()), CONTINUOUS.hear(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OL,GS,-  .  kg", "OL,-9999999 kg"})
    void tooLittleSaidByItself(String line) {
        assertEquals(new Said.Lies(new Load.Under()), CONTINUOUS.hear(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ST",
                "ST,",
                "ST,GS",
                "ST,GS,",
                "ST,TR,+  1.234kg",
                "ST,PT,+  1.234kg",
                "QT,GS,+      12PC",
                "ST,GS,+  1.234lb",
                "ST,GS,+  1.234kg,",
                "st,gs,+  1.234kg",
                " ST,GS,+  1.234kg",
                "T,GS,+  1.234kg",
                "+  1.234kg",
                "ST,GS,NT,+  1.234kg",
                "S S      1.234 kg",
                "OLD"
            })
    void whatNoScaleSaysByItselfIsUnreadable(String line) {
        assertInstanceOf(Said.Unreadable.class, CONTINUOUS.hear(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock =
                    """
                    S S      1.234 kg|1234|true
                    S S     -0.005 kg|-5|true
                    S D      1.230 kg|1230|false
                    S D        250 g|250|false
                    """)
    void aScaleThatIsAsked(String line, long grams, boolean stable) {
        assertEquals(new Said.Lies(new Load.Weight(grams, stable)), SICS.hear(line));
    }

    @Test
    void whatElseItAnswers() {
        assertEquals(new Said.Lies(new Load.Over()), SICS.hear("S +"));
        assertEquals(new Said.Lies(new Load.Under()), SICS.hear("S -"));
        assertEquals(new Said.Busy(), SICS.hear("S I"));
        assertEquals(new Said.Unreadable("refuses the question"), SICS.hear("ES"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S",
                "S S",
                "S S ",
                "S X      1.234 kg",
                "SS      1.234 kg",
                " S S      1.234 kg",
                "S S      1.234 lb",
                "S S     100.00 g",
                "I4 A \"0123456789\"",
                "S      1.234 kg",
                "ST,GS,+  1.234kg"
            })
    void whatNoScaleAnswersIsUnreadable(String line) {
        assertInstanceOf(Said.Unreadable.class, SICS.hear(line));
    }

    /// Half a line is heard at every opening of the port.
    @ParameterizedTest
    @EnumSource(ScaleProtocol.class)
    void noEndOfAGoodLineIsAGoodLine(ScaleProtocol protocol) {
        for (var good : new String[] {"ST,GS,+  1.234kg", "OL,GS,-  .  kg", "S S      1.234 kg"}) {
            for (int from = 1; from <= good.length(); from++) {
                var end = good.substring(from);
                assertInstanceOf(Said.Unreadable.class, protocol.hear(end), () -> end);
            }
        }
    }

    /// Whatever becomes of a line on its way, a weight is the digits that stand in it.
    @ParameterizedTest
    @EnumSource(ScaleProtocol.class)
    void noDamagedLineIsAnotherWeightThanItSays(ScaleProtocol protocol) {
        var random = new Random(2);
        var alphabet = "STUSOLGNDI,+-.0123456789 kg\u0000ÿ";
        var good = protocol == CONTINUOUS ? "ST,GS,+  1.234kg" : "S S      1.234 kg";
        for (int i = 0; i < 50_000; i++) {
            var line = new StringBuilder(good);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int at = random.nextInt(line.length());
                line.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
            line.setLength(random.nextInt(line.length() + 1));
            Said said = protocol.hear(line.toString());
            if (said instanceof Said.Lies(Load.Weight(var grams, _))) {
                assertEquals(digits(line), String.valueOf(Math.abs(grams)), line::toString);
            }
        }
    }

    /// All digits there are, read as one number: of kg with three decimals, or of g.
    private static String digits(CharSequence line) {
        var text = line.toString();
        var digits = text.replaceAll("[^0-9]", "");
        int point = text.indexOf('.');
        int decimals = point < 0 ? 0 : text.substring(point).replaceAll("[^0-9]", "").length();
        var whole = text.endsWith("kg") ? digits + "0".repeat(3 - decimals) : digits;
        return String.valueOf(Long.parseLong(whole));
    }

    @Test
    void aScaleIsAskedForItsWeightAtOnce() {
        assertEquals(
                "SI\r\n", new String(SICS.question().orElseThrow(), StandardCharsets.US_ASCII));
        assertEquals(true, CONTINUOUS.question().isEmpty());
    }

    @Test
    void aStableWeightIsBelievedTheSecondTime() {
        var twice = new TwiceSaid();
        assertEquals(new Load.Weight(1_234, false), twice.hear(new Load.Weight(1_234, true)));
        assertEquals(new Load.Weight(1_234, true), twice.hear(new Load.Weight(1_234, true)));
        assertEquals(new Load.Weight(1_240, false), twice.hear(new Load.Weight(1_240, true)));
        assertEquals(new Load.Weight(1_234, false), twice.hear(new Load.Weight(1_234, true)));
        assertEquals(new Load.Weight(1_234, false), twice.hear(new Load.Weight(1_234, false)));
        assertEquals(new Load.Weight(1_234, false), twice.hear(new Load.Weight(1_234, true)));
        assertEquals(new Load.Over(), twice.hear(new Load.Over()));
        assertEquals(new Load.Under(), twice.hear(new Load.Under()));
    }
}
