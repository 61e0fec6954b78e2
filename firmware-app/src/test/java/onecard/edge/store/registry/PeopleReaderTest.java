package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.store.registry.PublishedLists.Malformed;
import onecard.edge.store.registry.Registry.NewEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast reader of a bucket says what the one that looks at each entry says, or nothing.
class PeopleReaderTest {

    private static final String[] MEMBERS = {"groups", "schedule", "deny", "from", "until", "odd"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void itReadsWhatALookAtEachEntryReads(long seed) throws Exception {
        var random = new Random(seed);
        var reader = new PeopleReader();
        int read = 0;
        for (int round = 0; round < 400; round++) {
            var bucket = damaged(ListBucket.bytes(people(random)), round, random);
            var fast = fast(reader, bucket);
            read += fast.isPresent() ? 1 : 0;
            if (fast.isPresent()) {
                assertEquals(slow(bucket), fast, () -> new String(bucket, StandardCharsets.UTF_8));
            }
        }
        assertTrue(read > 50, "and it does read: " + read);
    }

    @Test
    void peopleWhoDifferInNameAloneAreReadFast() throws Exception {
        var people = new ArrayList<ListEntry>();
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            people.add(
                    person(random, Json.Obj.EMPTY.with("groups", Json.Arr.ofText(List.of("a")))));
        }
        assertEquals(500, fast(new PeopleReader(), ListBucket.bytes(people)).orElseThrow().size());
    }

    /// A brace, a quotation mark or a sign that is no ASCII in a text; two of the same token.
    @ParameterizedTest
    @ValueSource(strings = {"a}b", "a\"token\":\"b", "\u00e9", "\\", "{"})
    void whatIsOddIsLeftToALookAtEachEntry(String odd) throws Exception {
        var random = new Random(8);
        var people =
                List.of(
                        person(random, Json.Obj.EMPTY.with("odd", odd)),
                        person(random, Json.Obj.EMPTY.with("odd", odd)));
        var bucket = ListBucket.bytes(people);

        assertEquals(2, slow(bucket).orElseThrow().size());
        assertTrue(
                fast(new PeopleReader(), bucket)
                        .filter(it -> !it.equals(slowOf(bucket)))
                        .isEmpty());
    }

    /// What looks like a member and is a part of another's name, or is written with a blank: any
    /// digits there would leave the rest as it is.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\\"token\":\"%1$s\",\"kind\":\"ssc\",\"subject\":\"%2$s\",\"token\":\"%3$s\"}",
                "{\"abcde\":\"%1$s\",\"kind\":\"ssc\",\"subject\":\"%2$s\",\"token\" :\"%3$s\"}"
            })
    void aTokenIsTheMemberAndNothingLikeIt(String entry) throws Exception {
        var random = new Random(9);
        var low = new Token(1, 1).toString();
        var high = new Token(2, 2).toString();
        var subject = token(random).toString();
        var bucket =
                ("["
                                + entry.formatted(low, subject, low)
                                + ","
                                + entry.formatted(low, subject, high)
                                + "]")
                        .getBytes(StandardCharsets.UTF_8);

        var fast = fast(new PeopleReader(), bucket);
        assertTrue(fast.isEmpty() || fast.equals(slow(bucket)), fast::toString);
    }

    private static List<ListEntry> people(Random random) {
        var people = new ArrayList<ListEntry>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            var more = Json.Obj.EMPTY;
            for (var member : MEMBERS) {
                more = random.nextInt(4) == 0 ? with(more, member, random) : more;
            }
            people.add(person(random, more));
        }
        return people;
    }

    private static Json.Obj with(Json.Obj json, String member, Random random) {
        return switch (member) {
            case "groups" -> json.with(member, Json.Arr.ofText(List.of("g" + random.nextInt(3))));
            case "schedule" -> json.with(member, "office");
            case "deny" -> json.with(member, random.nextBoolean());
            case "odd" -> json.with(member, random.nextBoolean() ? "\u4e2d" : "x");
            default -> json.with(member, "2026-11-2" + random.nextInt(9) + "T00:00:00Z");
        };
    }

    private static ListEntry person(Random random, Json.Obj more) {
        return ListEntry.of(
                random.nextInt(3) == 0 ? "uid" : "ssc",
                token(random),
                more.with("subject", token(random).toString()));
    }

    private static Token token(Random random) {
        return new Token(random.nextLong(), random.nextLong());
    }

    /// Every other one has a byte that is another, or is missing.
    private static byte[] damaged(byte[] bucket, int round, Random random) {
        if (round % 2 == 0) {
            return bucket;
        }
        int at = random.nextInt(bucket.length);
        if (random.nextBoolean()) {
            bucket[at] = (byte) "{}[]\",:\\a0\u0080".charAt(random.nextInt(11));
            return bucket;
        }
        var shorter = new byte[bucket.length - 1];
        System.arraycopy(bucket, 0, shorter, 0, at);
        System.arraycopy(bucket, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static Optional<List<NewEntry>> fast(PeopleReader reader, byte[] bucket) {
        try {
            return reader.read(bucket, 0, 0);
        } catch (Malformed _) {
            return Optional.empty();
        }
    }

    private static List<NewEntry> slowOf(byte[] bucket) {
        try {
            return slow(bucket).orElseThrow();
        } catch (Malformed none) {
            throw new AssertionError(none);
        }
    }

    private static Optional<List<NewEntry>> slow(byte[] bucket) throws Malformed {
        var entries = ListBucket.read(bucket, 0, 0);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var people = new ArrayList<NewEntry>();
        for (var entry : entries.get()) {
            people.add(PublishedEntry.person(entry));
        }
        return Optional.of(people);
    }
}
