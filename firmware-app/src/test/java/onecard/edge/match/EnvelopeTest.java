package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.edge.match.Envelope.Read;
import onecard.edge.match.Envelope.Why;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.Test;

/// What is written is read again whole, and of anything else there is one reason, whatever it is.
class EnvelopeTest {

    private static final int MAX = 32_768;
    private static final int MUTANTS = 50_000;

    @Test
    void whatIsWrittenIsReadAgain() {
        for (var template : templates()) {
            var bytes = Envelope.bytes(template);
            var read = good(bytes);
            assertEquals(template.toString(), read.toString());
            assertEquals(template.sensor(), read.sensor());
            assertEquals(template.dpi(), read.dpi());
            assertEquals(template.quality(), read.quality());
            assertEquals(template.captured(), read.captured());
            assertArrayEquals(template.payload(), read.payload());
            assertArrayEquals(bytes, Envelope.bytes(read));
        }
    }

    @Test
    void whatIsCutShortOrGoesOnIsMalformed() {
        var bytes = Envelope.bytes(finger());
        for (int length = 0; length < bytes.length; length++) {
            assertEquals(Why.MALFORMED, bad(Arrays.copyOf(bytes, length)), "of " + length);
        }
        assertEquals(Why.MALFORMED, bad(Arrays.copyOf(bytes, bytes.length + 1)));
        assertEquals(Why.TOO_LONG, bad(new byte[MAX]));
    }

    @Test
    void whatIsOfAnotherVersionOrKindSaysSo() {
        assertEquals(Why.NO_TEMPLATE, bad(CborWriter.bytes(new Cbor.Int(1))));
        assertEquals(Why.NO_TEMPLATE, with(0, new Cbor.Text("OCBX")));
        assertEquals(Why.UNKNOWN_VERSION, with(1, new Cbor.Int(2)));
        assertEquals(Why.UNKNOWN_VERSION, with(1, new Cbor.Text("1")));
        assertEquals(Why.UNKNOWN_FORMAT, with(4, new Cbor.Text("sourceafis-cbor2")));
        assertEquals(Why.UNKNOWN_FORMAT, with(4, new Cbor.Text("vendor:")));
        assertEquals(Why.UNKNOWN_FORMAT, with(4, new Cbor.Text("face-f32[0]")));
        assertEquals(Why.WRONG_FIELDS, with(3, new Cbor.Text("1")));
        var more = new ArrayList<>(fields());
        more.add(new Cbor.Int(0));
        assertEquals(Why.WRONG_FIELDS, bad(CborWriter.bytes(new Cbor.Array(more))));
        assertEquals(
                Why.WRONG_FIELDS, bad(CborWriter.bytes(new Cbor.Array(fields().subList(0, 12)))));
    }

    @Test
    void noFieldHasAValueThatItCannotHave() {
        assertEquals(Why.WRONG_VALUE, with(2, new Cbor.Text("iris")));
        assertEquals(Why.WRONG_VALUE, with(2, new Cbor.Text("vein")), "of a finger's format");
        assertEquals(Why.WRONG_VALUE, with(3, new Cbor.Int(11)));
        assertEquals(Why.WRONG_VALUE, with(3, new Cbor.Int(-1)));
        assertEquals(Why.WRONG_VALUE, with(3, new Cbor.Int(1L << 32)), "1 as an int of 32 bits");
        assertEquals(Why.WRONG_VALUE, with(5, new Cbor.Text("")));
        assertEquals(Why.WRONG_VALUE, with(6, new Cbor.Int(-1)));
        assertEquals(Why.WRONG_VALUE, with(7, new Cbor.Bytes(new byte[31])));
        assertEquals(Why.WRONG_VALUE, with(8, new Cbor.Text("new\nline")));
        assertEquals(Why.WRONG_VALUE, with(9, new Cbor.Int(10_001)));
        assertEquals(Why.WRONG_VALUE, with(10, new Cbor.Int(101)));
        assertEquals(Why.WRONG_VALUE, with(11, new Cbor.Int(-1)));
        assertEquals(Why.WRONG_VALUE, with(11, new Cbor.Int(Long.MAX_VALUE)));
    }

    @Test
    void aPayloadIsAsLongAsItsFormatSays() {
        assertEquals(Why.WRONG_LENGTH, with(12, new Cbor.Bytes(new byte[0])));
        assertEquals(
                Why.WRONG_LENGTH, with(12, new Cbor.Bytes(new byte[Envelope.PAYLOAD_MAX + 1])));
        assertThrows(
                IllegalArgumentException.class,
                () -> Envelope.bytes(template(Modality.VEIN, "vein-mc-256x112", 3_583)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Envelope.bytes(template(Modality.FACE, "face-f32[128]", 128)));
    }

    @Test
    void nothingButAReasonComesOfWhatIsGarbled() {
        long seed = 8;
        var random = new Random(seed);
        var originals = templates().stream().map(Envelope::bytes).toList();
        var seen = EnumSet.noneOf(Why.class);
        for (int i = 0; i < MUTANTS; i++) {
            var bytes = garbled(originals.get(i % originals.size()), random);
            switch (Envelope.read(bytes)) {
                case Read.Good(var template) ->
                        assertArrayEquals(
                                bytes, Envelope.bytes(template), "seed " + seed + ", " + i);
                case Read.Bad(var why) -> seen.add(why);
            }
        }
        assertTrue(seen.containsAll(EnumSet.of(Why.MALFORMED, Why.WRONG_VALUE)), seen::toString);
        assertTrue(
                seen.containsAll(EnumSet.of(Why.NO_TEMPLATE, Why.UNKNOWN_VERSION)), seen::toString);
    }

    /// Mostly near the beginning, where the fields are.
    private static byte[] garbled(byte[] original, Random random) {
        var bytes = original.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int within = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 96);
            bytes[random.nextInt(within)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0
                ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 8))
                : bytes;
    }

    private static List<Template> templates() {
        return List.of(
                finger(),
                template(Modality.VEIN, "vein-mc-256x112", 3_584),
                template(Modality.FACE, "face-f32[128]", 512),
                template(Modality.FACE, "face-i8[512]", 512),
                template(Modality.VEIN, "vendor:palm-9", Envelope.PAYLOAD_MAX));
    }

    private static Template finger() {
        return template(Modality.FINGER, "sourceafis-cbor", 443);
    }

    private static Template template(Modality modality, String format, int bytes) {
        var payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        boolean face = modality == Modality.FACE;
        return new Template(
                modality,
                face ? 0 : 7,
                new Template.Made(format, "sim 1", 3, face ? "ab".repeat(32) : ""),
                "R503",
                face ? OptionalInt.empty() : OptionalInt.of(508),
                61,
                Instant.parse("2026-11-30T00:00:00.123Z"),
                payload);
    }

    private static List<Cbor> fields() {
        var value = CborReader.read(Envelope.bytes(finger()), MAX).orElseThrow();
        return ((Cbor.Array) value).items();
    }

    private static Why with(int index, Cbor value) {
        var fields = new ArrayList<>(fields());
        fields.set(index, value);
        return bad(CborWriter.bytes(new Cbor.Array(fields)));
    }

    private static Template good(byte[] bytes) {
        return switch (Envelope.read(bytes)) {
            case Read.Good(var template) -> template;
            case Read.Bad(var why) -> throw new AssertionError(why);
        };
    }

    private static Why bad(byte[] bytes) {
        return switch (Envelope.read(bytes)) {
            case Read.Good(var template) -> throw new AssertionError(template);
            case Read.Bad(var why) -> why;
        };
    }
}
