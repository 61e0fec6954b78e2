package onecard.edge.match.finger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005Template;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.hal.bio.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Records of minutiae from strangers: compared among themselves, and refused for a reason that
/// stays.
class RecordEngineTest {

    private static final Pattern REASON =
            Pattern.compile(
                    "not an? .* record|an? .* record that ends early or contradicts itself"
                            + "|a record of \\d+ views, not one"
                            + "|\\d+ x \\d+ pixels a centimetre, not 118 to 788"
                            + "|an? .* record that cannot be compared"
                            + "|too little of the finger: [0-7] minutiae");

    @ParameterizedTest
    @EnumSource
    void recordsOfOneFingerAreAlikeAndThoseOfOthersAreNot(RecordFormat format) {
        var engine = new RecordEngine(format, "maker-9");
        var one = made(engine, MadeRecord.of(format, 11, 1));
        var same = made(engine, MadeRecord.of(format, 11, 2));
        var other = made(engine, MadeRecord.of(format, 12, 1));

        var scores = engine.compare(one, List.of(one, same, other));

        assertTrue(scores[0] > 60 && scores[1] > 60 && scores[2] < 30, Arrays.toString(scores));
    }

    @ParameterizedTest
    @EnumSource
    void aTemplateIsTheRecordAndSaysWhoFoundIt(RecordFormat format) {
        var engine = new RecordEngine(format, "maker-9");
        var record = MadeRecord.of(format, 11, 1);
        var template = made(engine, record);

        assertArrayEquals(record, template.payload());
        assertEquals(new Template.Made(format.id(), "maker-9", 1, ""), template.made());
        assertEquals(OptionalInt.of(500), template.dpi());
        assertEquals(Optional.of(format), RecordFormat.ofId(format.id()));
        record[record.length - 1] ^= 1;
        assertNotEquals(record[record.length - 1], template.payload()[record.length - 1]);
    }

    @Test
    void theRecordNamesTheFingerWhereNobodyElseDoes() {
        var format = RecordFormat.ISO_19794_2_2005;
        var engine = new RecordEngine(format, "maker-9");
        var sample = new Sample.Template(format.id(), MadeRecord.of(format, 11, 1));

        assertEquals(7, made(engine.extract(sample, 0, "s", Instant.EPOCH)).position());
        assertEquals(2, made(engine.extract(sample, 2, "s", Instant.EPOCH)).position());
        assertEquals(80, made(engine.extract(sample, 2, "s", Instant.EPOCH)).quality());
    }

    @Test
    void recordsAndPicturesNeverMeet() {
        var format = RecordFormat.ISO_19794_2_2005;
        var records = new RecordEngine(format, "maker-9");
        var others = new RecordEngine(format, "maker-10");
        var pictures = new FingerEngine();
        var record = made(records, MadeRecord.of(format, 11, 1));
        var picture =
                made(pictures.extract(new MadeFinger(11).impression(1), 0, "s", Instant.EPOCH));

        assertThrows(
                IllegalArgumentException.class, () -> records.compare(record, List.of(picture)));
        assertThrows(
                IllegalArgumentException.class, () -> pictures.compare(picture, List.of(record)));
        assertThrows(IllegalArgumentException.class, () -> others.compare(record, List.of(record)));
        assertEquals(
                "a template of iso19794-2:2005 is wanted, and no picture",
                why(records.extract(new MadeFinger(11).impression(1), 0, "s", Instant.EPOCH)));
        assertEquals(
                "a template of iso19794-2:2005 is wanted, not vendor:x",
                why(
                        records.extract(
                                new Sample.Template("vendor:x", new byte[9]),
                                0,
                                "s",
                                Instant.EPOCH)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoSuchRecordIsRefused(RecordFormat format) {
        var engine = new RecordEngine(format, "maker-9");
        var record = MadeRecord.of(format, 11, 1);
        var other = RecordFormat.values()[1 - format.ordinal()];
        boolean iso = format == RecordFormat.ISO_19794_2_2005;
        var not = iso ? "not an ISO/IEC 19794-2:2005 record" : "not an ANSI INCITS 378-2004 record";

        assertEquals(not, why(engine, new byte[0]));
        assertEquals(not, why(engine, new byte[4_000]));
        assertEquals(not, why(engine, MadeRecord.of(other, 11, 1)));
        assertEquals("a record of 8193 bytes, above 8192", why(engine, new byte[8_193]));
        for (int length = 0; length < record.length; length++) {
            var cut = why(engine, Arrays.copyOf(record, length));
            assertTrue(cut.equals(not) || cut.endsWith("ends early or contradicts itself"), cut);
        }
        var longer = Arrays.copyOf(record, record.length + 1);
        assertTrue(why(engine, longer).endsWith("ends early or contradicts itself"));
    }

    @Test
    void aRecordThatSaysTooLittleOrTooMuchIsRefused() {
        var format = RecordFormat.ISO_19794_2_2005;
        var engine = new RecordEngine(format, "maker-9");

        var none =
                MadeRecord.of(format, 11, 1, iso -> iso.fingerprints.getFirst().minutiae.clear());
        var seven = MadeRecord.of(format, 11, 1, iso -> keep(iso, 7));
        var eight = MadeRecord.of(format, 11, 1, iso -> keep(iso, 8));
        var coarse = MadeRecord.of(format, 11, 1, iso -> iso.resolutionX = 117);
        var fine = MadeRecord.of(format, 11, 1, iso -> iso.resolutionY = 789);
        var empty = MadeRecord.of(format, 11, 1, iso -> iso.fingerprints.clear());

        assertEquals("too little of the finger: 0 minutiae", poor(engine, none));
        assertEquals("too little of the finger: 7 minutiae", poor(engine, seven));
        assertEquals(80, made(engine, eight).quality());
        assertEquals("117 x 197 pixels a centimetre, not 118 to 788", why(engine, coarse));
        assertEquals("197 x 789 pixels a centimetre, not 118 to 788", why(engine, fine));
        assertEquals("a record of 0 views, not one", why(engine, empty));
    }

    @Test
    void aRecordOfTwoViewsIsRefused() {
        var format = RecordFormat.ISO_19794_2_2005;
        var two =
                MadeRecord.of(
                        format,
                        11,
                        1,
                        iso -> {
                            var more = MadeRecord.of(format, 11, 2);
                            var view = new Iso19794p2v2005Template(more).fingerprints.getFirst();
                            view.view = 1;
                            iso.fingerprints.add(view);
                        });

        assertEquals("a record of 2 views, not one", why(new RecordEngine(format, "maker-9"), two));
    }

    /// Bytes changed, cut and doubled: each is taken or refused for one of few reasons, and what is
    /// taken can be compared.
    @ParameterizedTest
    @EnumSource
    void noDamagedRecordEscapes(RecordFormat format) {
        long seed = 20_261_125;
        var random = new SplittableRandom(seed);
        var engine = new RecordEngine(format, "maker-9");
        var record = MadeRecord.of(format, 13, 1);
        var good = made(engine, record);
        var outcomes = new TreeMap<String, Integer>();
        for (int round = 0; round < 4_000; round++) {
            var damaged = record.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                // Half of it where the record says what it is.
                int within = random.nextBoolean() ? 40 : damaged.length;
                damaged[random.nextInt(within)] = (byte) random.nextInt(256);
            }
            if (random.nextInt(4) == 0) {
                damaged = Arrays.copyOf(damaged, random.nextInt(2 * damaged.length));
            }
            var said = "seed " + seed + " round " + round;
            switch (engine.extract(
                    new Sample.Template(format.id(), damaged), 0, "s", Instant.EPOCH)) {
                case Extraction.Made(var template) -> {
                    double score = engine.compare(good, List.of(template))[0];
                    assertTrue(score >= 0 && score < 1e6, said);
                    assertTrue(template.position() >= 0 && template.position() <= 10, said);
                    assertTrue(template.quality() >= 0 && template.quality() <= 100, said);
                    outcomes.merge("made", 1, Integer::sum);
                }
                case Extraction.Poor(var why) -> count(why, said, outcomes);
                case Extraction.Unreadable(var why) -> count(why, said, outcomes);
            }
        }
        assertTrue(outcomes.getOrDefault("made", 0) > 100, outcomes::toString);
        assertTrue(outcomes.size() > 3, outcomes::toString);
    }

    private static void keep(Iso19794p2v2005Template iso, int minutiae) {
        var all = iso.fingerprints.getFirst().minutiae;
        all.subList(minutiae, all.size()).clear();
    }

    private static void count(String why, String said, TreeMap<String, Integer> outcomes) {
        assertTrue(REASON.matcher(why).matches(), said + ": " + why);
        outcomes.merge(why.replaceAll("\\d+", "N"), 1, Integer::sum);
    }

    private static Template made(RecordEngine engine, byte[] record) {
        return made(extract(engine, record));
    }

    private static Template made(Extraction extraction) {
        return assertInstanceOf(Extraction.Made.class, extraction).template();
    }

    private static String why(RecordEngine engine, byte[] record) {
        return why(extract(engine, record));
    }

    private static String why(Extraction extraction) {
        return assertInstanceOf(Extraction.Unreadable.class, extraction).why();
    }

    private static String poor(RecordEngine engine, byte[] record) {
        return assertInstanceOf(Extraction.Poor.class, extract(engine, record)).why();
    }

    private static Extraction extract(RecordEngine engine, byte[] record) {
        var format = engine.made().format();
        return engine.extract(new Sample.Template(format, record), 0, "s", Instant.EPOCH);
    }
}
