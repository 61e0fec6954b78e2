package onecard.edge.lists;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListHead.Part;
import org.junit.jupiter.api.Test;

/// What is published reads back as it was, whatever order it was made in; anything else is refused.
class ListFormatTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Instant ISSUED = Instant.parse("2026-11-28T08:00:00Z");

    private final Random random = new Random(7);

    @Test
    void aBucketIsTheSameBytesInAnyOrderAndReadsBack() {
        var entries = new ArrayList<ListEntry>();
        for (int i = 0; i < 300; i++) {
            entries.add(entry(random.nextLong()));
        }
        var bytes = ListBucket.bytes(entries);
        Collections.shuffle(entries, random);
        assertArrayEquals(bytes, ListBucket.bytes(entries));

        var read = ListBucket.read(bytes, 0, 0).orElseThrow();
        assertEquals(entries.stream().sorted(ListEntry.ORDER).toList(), read);
    }

    @Test
    void anEntryIsInTheBucketOfItsFirstBitsAndInNoOther() {
        var entry = entry(0b1011L << 60);
        assertEquals(0b1011, ListBucket.number(entry.token(), 4));
        assertEquals(0, ListBucket.number(entry.token(), 0));
        var bytes = ListBucket.bytes(List.of(entry));
        assertEquals(Optional.of(List.of(entry)), ListBucket.read(bytes, 4, 0b1011));
        assertEquals(Optional.empty(), ListBucket.read(bytes, 4, 0b1010));
    }

    @Test
    void whatIsOutOfOrderTwiceOrMalformedIsNoBucket() {
        var low = entry(1);
        var high = entry(2);
        for (var items :
                List.<List<Json>>of(
                        List.of(high.json(), low.json()),
                        List.of(low.json(), low.json()),
                        List.of(low.json().without("kind")),
                        List.of(low.json().with("token", "short")),
                        List.of(new Json.Str("text")))) {
            var bytes = Canonical.bytes(new Json.Arr(items));
            assertEquals(Optional.empty(), ListBucket.read(bytes, 0, 0), items::toString);
        }
        assertEquals(Optional.empty(), ListBucket.read(Canonical.bytes(low.json()), 0, 0));
    }

    @Test
    void headAndOneBucketOfALargeListAreSmallOnTheWire() {
        int entries = 270_000;
        int bits = ListBucket.bits(entries);
        var bucket = new ArrayList<ListEntry>();
        for (int i = 0; i < entries >> bits; i++) {
            bucket.add(entry(random.nextLong() >>> bits));
        }
        var parts =
                IntStream.range(0, 1 << bits)
                        .mapToObj(_ -> new Part(sha256(), bucket.size()))
                        .toList();
        var head = head(bits, parts).signed(KEY);

        int wire =
                Packed.of(Canonical.bytes(head)).length
                        + Packed.of(ListBucket.bytes(bucket)).length;
        System.out.println("one entry of 270,000 changed: " + wire + " bytes");
        assertTrue(wire <= 65_536, () -> wire + " bytes");
    }

    private String sha256() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return ListBucket.sha256(bytes);
    }

    @Test
    void aHeadReadsBackAndIsSigned() {
        var head = head(1, List.of(new Part(sha256(), 3), new Part(sha256(), 4)));
        var json = head.signed(KEY);
        assertEquals(Optional.of(head), ListHead.read(json));
        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        assertEquals(Optional.of(json), trusted.verified(Canonical.bytes(json)));
    }

    @Test
    void whatDoesNotAddUpIsNoHead() {
        var json = head(1, List.of(new Part(sha256(), 3), new Part(sha256(), 4))).signed(KEY);
        for (var broken :
                List.of(
                        json.with("entries", 8),
                        json.with("bits", 2),
                        json.with("bits", 13),
                        json.with("version", 0),
                        json.with("type", "faces"),
                        json.with("issued", "yesterday"),
                        json.with("valid_until", "never"),
                        json.without("buckets"))) {
            assertEquals(Optional.empty(), ListHead.read(broken), broken::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> head(1, List.of()));
    }

    @Test
    void whatIsDeniedReadsBack() {
        var until = Optional.of(ISSUED.plusSeconds(60));
        var list = new DenyList("hall", 3, ISSUED, until, List.of(entry(2), entry(1)));
        assertEquals(Optional.of(list), DenyList.read(list.signed(KEY)));
        assertEquals(Optional.empty(), DenyList.read(list.signed(KEY).without("entries")));
    }

    @Test
    void packedOrNotIsTheSame() {
        var plain = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(plain, Packed.open(Packed.of(plain), 10_000).orElseThrow());
        assertArrayEquals(plain, Packed.open(plain, 10_000).orElseThrow());
        assertTrue(Packed.open(Packed.of(plain), 9_999).isEmpty(), "a bomb is not unpacked");
        assertTrue(Packed.open(plain, 9_999).isEmpty());
        assertTrue(Packed.open(new byte[] {0x1F, 0x00}, 10).isEmpty());
        assertTrue(Packed.open(new byte[0], 10).isEmpty());
    }

    /// Whoever is denied: as many as may be, each as short as may be.
    @Test
    void whatIsDeniedAtItsGreatestIsReadAndFitsOnTheWire() {
        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        int count = (DenyList.BYTES_MAX - 1_000) / 58;
        var entries = new ArrayList<ListEntry>();
        for (int i = 0; i < count; i++) {
            entries.add(ListEntry.of("ssc", new Token(random.nextLong(), i), Json.Obj.EMPTY));
        }
        var list = new DenyList("hall", 1, ISSUED, Optional.empty(), entries);
        var bytes = Canonical.bytes(list.signed(KEY));
        assertTrue(bytes.length <= DenyList.BYTES_MAX, () -> bytes.length + " bytes");

        var wire = Packed.of(bytes);
        System.out.println(count + " denied: " + wire.length + " bytes packed");
        assertTrue(wire.length <= Packed.WIRE_BYTES_MAX, () -> wire.length + " bytes");
        var read = Packed.open(wire, DenyList.BYTES_MAX).flatMap(trusted::verified);
        assertEquals(count, read.flatMap(DenyList::read).orElseThrow().entries().size());
    }

    /// Nobody signed it, and it would be ten times as much once read.
    @Test
    void aFloodOfValuesIsNotRead() {
        var flood = "{\"a\":[" + "0,".repeat(500_000) + "0]}";
        assertTrue(flood.length() <= JsonReader.CHARS_MAX);
        assertEquals(Optional.empty(), JsonReader.object(flood));
        assertTrue(JsonReader.object("{\"a\":[" + "0,".repeat(60_000) + "0]}").isPresent());
    }

    private static ListHead head(int bits, List<Part> parts) {
        return new ListHead(
                "hall",
                "staff",
                ListType.PEOPLE,
                17,
                ISSUED,
                Optional.of(ISSUED.plusSeconds(3_600)),
                2,
                parts.stream().mapToLong(Part::count).sum(),
                bits,
                parts);
    }

    private ListEntry entry(long high) {
        var token = new Token(high, random.nextLong());
        return ListEntry.of(
                "ssc",
                token,
                Json.Obj.EMPTY
                        .with("subject", new Token(random.nextLong(), high).toString())
                        .with("groups", Json.Arr.ofText(List.of("staff"))));
    }
}
