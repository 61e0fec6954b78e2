package onecard.edge.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.ListHead.Part;

/// Publishes lists of people that it makes up, and retains their buckets as a broker would.
public final class Publisher {

    public static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    public static final Instant ISSUED = Instant.parse("2026-11-28T00:00:00Z");

    private final Map<String, byte[]> buckets = new HashMap<>();
    private final String site;
    private final Random random;

    public Publisher(String site, long seed) {
        this.site = site;
        this.random = new Random(seed);
    }

    public List<ListEntry> people(int count) {
        var people = new ArrayList<ListEntry>();
        for (int i = 0; i < count; i++) {
            people.add(person(token()));
        }
        return people;
    }

    /// Somebody new with that card.
    public ListEntry person(Token token) {
        return ListEntry.of("ssc", token, Json.Obj.EMPTY.with("subject", token().toString()));
    }

    public Token token() {
        return new Token(random.nextLong(), random.nextLong());
    }

    public ListHead people(String list, long version, List<ListEntry> people, int bits) {
        return head(list, ListType.PEOPLE, version, people, bits, 0);
    }

    public ListHead head(
            String list,
            ListType type,
            long version,
            List<ListEntry> entries,
            int bits,
            long denyMin) {
        var parts = new ArrayList<Part>();
        for (int number = 0; number < 1 << bits; number++) {
            int wanted = number;
            var mine =
                    entries.stream()
                            .filter(entry -> ListBucket.number(entry.token(), bits) == wanted)
                            .toList();
            var bytes = ListBucket.bytes(mine);
            buckets.put(ListBucket.sha256(bytes), bytes);
            parts.add(new Part(ListBucket.sha256(bytes), mine.size()));
        }
        return new ListHead(
                site,
                list,
                type,
                version,
                ISSUED,
                Optional.empty(),
                denyMin,
                entries.size(),
                bits,
                parts);
    }

    /// A bucket of any head so far.
    public byte[] bucket(String sha256) {
        return Objects.requireNonNull(buckets.get(sha256));
    }

    /// The same as a broker retains it.
    public byte[] packed(String sha256) {
        return Packed.of(bucket(sha256));
    }

    /// As a broker retains it.
    public static byte[] wire(ListHead head) {
        return Packed.of(Canonical.bytes(head.signed(KEY)));
    }

    /// As a broker retains it.
    public byte[] deny(long version, List<ListEntry> entries) {
        return Canonical.bytes(
                new DenyList(site, version, ISSUED, Optional.empty(), entries).signed(KEY));
    }

    /// A lost card.
    public static ListEntry lost(Token token) {
        return ListEntry.of("ssc", token, Json.Obj.EMPTY.with("reason", "lost"));
    }
}
