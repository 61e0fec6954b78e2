package onecard.edge.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.cbor.Cbor;
import onecard.edge.cbor.CborReader;
import onecard.edge.cbor.CborWriter;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.match.CardTemplate.Read;
import onecard.edge.match.CardTemplate.Why;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a card carries: by whoever may enrol, for that card, and not for ever.
class CardTemplateTest {

    private static final Token CARD = new Token(4, 4);
    private static final Instant UNTIL = Instant.parse("2027-11-30T00:00:00Z");
    private static final Instant NOW = UNTIL.minusMillis(1);
    private static final SigningKey DESK = SigningKey.ofSeed(Arrays.copyOf(new byte[] {1}, 32));
    private static final SigningKey OTHER = SigningKey.ofSeed(Arrays.copyOf(new byte[] {2}, 32));
    private static final SigningKey SM2 = SigningKey.sm2Of(Arrays.copyOf(new byte[] {3}, 32));
    private static final TrustedKeys KEYS =
            new TrustedKeys(List.of(DESK.publicText(), SM2.publicText()));

    private static CardTemplate carried(int payload) {
        var bytes = new byte[payload];
        new Random(payload).nextBytes(bytes);
        var template =
                new Template(
                        Modality.FINGER,
                        2,
                        new Template.Made("sourceafis-cbor", "sim 1", 3, ""),
                        "R503",
                        OptionalInt.of(508),
                        61,
                        Instant.parse("2026-11-30T00:00:00.123Z"),
                        bytes);
        return new CardTemplate(CredentialKind.SSC, CARD, UNTIL, template);
    }

    private static Read read(byte[] bytes) {
        return CardTemplate.read(bytes, CredentialKind.SSC, CARD, KEYS, NOW);
    }

    private static Why bad(Read read) {
        return assertInstanceOf(Read.Bad.class, read).why();
    }

    @Test
    void whatIsWrittenIsReadAsIs() {
        for (var by : List.of(DESK, SM2)) {
            var bytes = carried(443).bytes(by);
            var good = assertInstanceOf(Read.Good.class, read(bytes)).of();
            assertEquals(CARD, good.card());
            assertEquals(UNTIL, good.until());
            assertArrayEquals(carried(443).template().payload(), good.template().payload());
            assertTrue(bytes.length < 800, "it is to fit a card: " + bytes.length);
        }
    }

    /// Another's finger on my card would let them in as me, and mine on another's me as them.
    @Test
    void onAnotherCardItIsNobodys() {
        var bytes = carried(443).bytes(DESK);
        assertEquals(
                Why.ANOTHER_CARD,
                bad(CardTemplate.read(bytes, CredentialKind.SSC, new Token(4, 5), KEYS, NOW)));
        assertEquals(
                Why.ANOTHER_CARD,
                bad(CardTemplate.read(bytes, CredentialKind.UID, CARD, KEYS, NOW)));
    }

    @Test
    void bySomebodyWhoMayNotEnrolItIsNothing() {
        assertEquals(Why.NOT_SIGNED, bad(read(carried(443).bytes(OTHER))));
        var none = new TrustedKeys(List.of());
        assertEquals(
                Why.NOT_SIGNED,
                bad(
                        CardTemplate.read(
                                carried(443).bytes(DESK), CredentialKind.SSC, CARD, none, NOW)));
    }

    @Test
    void itEnds() {
        assertEquals(
                Why.OVER,
                bad(
                        CardTemplate.read(
                                carried(443).bytes(DESK), CredentialKind.SSC, CARD, KEYS, UNTIL)));
    }

    /// Each field is signed, but for the two that sign.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void whatIsChangedIsNotSigned(int field) {
        var fields = fields();
        fields.set(
                field,
                switch (fields.get(field)) {
                    case Cbor.Text(var text) -> new Cbor.Text(text.replace(text.charAt(0), 'x'));
                    case Cbor.Int(var number) -> new Cbor.Int(number + 1);
                    case Cbor.Bytes(var bytes) -> {
                        var other = bytes.clone();
                        other[other.length / 2] ^= 1;
                        yield new Cbor.Bytes(other);
                    }
                    case Cbor other -> throw new AssertionError(other);
                });
        assertEquals(Why.NOT_SIGNED, bad(read(CborWriter.bytes(new Cbor.Array(fields)))));
    }

    @Test
    void whatIsNoneIsSaidToBeNone() {
        assertEquals(Why.MALFORMED, bad(read(new byte[0])));
        assertEquals(Why.MALFORMED, bad(read(Envelope.bytes(carried(9).template()))));
        var later = fields();
        later.set(1, new Cbor.Int(2));
        assertEquals(Why.UNKNOWN_VERSION, bad(read(CborWriter.bytes(new Cbor.Array(later)))));
        var shorter = fields();
        shorter.removeLast();
        assertEquals(Why.MALFORMED, bad(read(CborWriter.bytes(new Cbor.Array(shorter)))));
        var empty = fields();
        empty.set(5, new Cbor.Bytes(new byte[] {1}));
        var signed = new Cbor.Array(empty.subList(0, 6));
        empty.set(7, new Cbor.Bytes(DESK.sign(CborWriter.bytes(signed))));
        assertEquals(Why.NO_TEMPLATE, bad(read(CborWriter.bytes(new Cbor.Array(empty)))));
    }

    @Test
    void nothingButAReasonComesOfWhatIsGarbled() {
        var random = new Random(5);
        var original = carried(443).bytes(DESK);
        var seen = EnumSet.noneOf(Why.class);
        for (int i = 0; i < 3_000; i++) {
            var bytes = original.clone();
            for (int each = random.nextInt(3); each >= 0; each--) {
                int within = random.nextBoolean() ? bytes.length : 40;
                bytes[random.nextInt(within)] = (byte) random.nextInt(256);
            }
            bytes =
                    random.nextInt(8) == 0
                            ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 8))
                            : bytes;
            if (!Arrays.equals(bytes, original)) {
                seen.add(bad(read(bytes)));
            }
        }
        assertTrue(seen.containsAll(EnumSet.of(Why.MALFORMED, Why.NOT_SIGNED)), seen::toString);
    }

    private static List<Cbor> fields() {
        var value = CborReader.read(carried(443).bytes(DESK), 20_000).orElseThrow();
        return new ArrayList<>(((Cbor.Array) value).items());
    }
}
