package onecard.edge.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;

/// What a list consists of at one version. Signed; the buckets it names by their hash need no
/// signature of their own.
///
/// @param version only ever greater
/// @param validUntil the publisher's own limit; after it a point does with the list what it does
///     with a stale one
/// @param denyMin the least version of the denied entries it may be used with; 0: any
/// @param entries all buckets' together
/// @param bits 2^bits buckets, in the order of the tokens they hold
public record ListHead(
        String site,
        String list,
        ListType type,
        long version,
        Instant issued,
        Optional<Instant> validUntil,
        long denyMin,
        long entries,
        int bits,
        List<Part> buckets) {

    /// What a head may have unpacked: the greatest one has 377 KB.
    public static final int BYTES_MAX = 1 << 19;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /// One bucket by its name.
    ///
    /// @param count entries in it
    public record Part(String sha256, int count) {

        private static Optional<Part> read(Json json) {
            if (!(json instanceof Json.Obj part)) {
                return Optional.empty();
            }
            var sha256 = part.text("sha256").filter(text -> SHA256.matcher(text).matches());
            var count = part.number("count").filter(n -> n >= 0 && n <= Integer.MAX_VALUE);
            return sha256.isPresent() && count.isPresent()
                    ? Optional.of(new Part(sha256.get(), count.get().intValue()))
                    : Optional.empty();
        }

        private Json.Obj json() {
            return Json.Obj.EMPTY.with("sha256", sha256).with("count", count);
        }
    }

    public ListHead {
        buckets = List.copyOf(buckets);
        if (bits < 0 || bits > ListBucket.BITS_MAX || buckets.size() != 1 << bits) {
            throw new IllegalArgumentException("there must be 2^bits buckets");
        }
        if (buckets.stream().mapToLong(Part::count).sum() != entries) {
            throw new IllegalArgumentException("entries must be those of all buckets");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, but was " + version);
        }
    }

    /// Empty if it is no head. Whether its signature is good was seen before.
    public static Optional<ListHead> read(Json.Obj json) {
        var site = json.text("site");
        var list = json.text("list").filter(name -> !name.equals(DenyList.NAME));
        var type = json.text("type").flatMap(ListType::ofWire);
        var version = json.number("version");
        var issued = json.text("issued").flatMap(ListHead::instant);
        var entries = json.number("entries");
        var bits = json.number("bits").filter(n -> n >= 0 && n <= ListBucket.BITS_MAX);
        var buckets = json.array("buckets").flatMap(ListHead::parts);
        var until = json.text("valid_until");
        if (site.isEmpty()
                || list.isEmpty()
                || type.isEmpty()
                || version.isEmpty()
                || issued.isEmpty()
                || entries.isEmpty()
                || bits.isEmpty()
                || buckets.isEmpty()
                || (until.isPresent() && until.flatMap(ListHead::instant).isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ListHead(
                            site.get(),
                            list.get(),
                            type.get(),
                            version.get(),
                            issued.get(),
                            until.flatMap(ListHead::instant),
                            json.number("deny_min").orElse(0L),
                            entries.get(),
                            bits.get().intValue(),
                            buckets.get()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<List<Part>> parts(Json.Arr array) {
        var parts = new ArrayList<Part>(array.items().size());
        for (var item : array.items()) {
            var part = Part.read(item);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(parts);
    }

    /// The buckets that hold anything, in order.
    public Set<String> names() {
        return buckets.stream()
                .map(Part::sha256)
                .filter(name -> !name.equals(ListBucket.EMPTY))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// A time as it is published; empty for any other text.
    public static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text))
                    .filter(at -> at.getYear() >= 0 && at.getYear() <= 9_999)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// As it is published.
    public Json.Obj signed(SigningKey key) {
        var head =
                Json.Obj.EMPTY
                        .with("site", site)
                        .with("list", list)
                        .with("type", type.wire())
                        .with("version", version)
                        .with("issued", issued.toString())
                        .with("deny_min", denyMin)
                        .with("entries", entries)
                        .with("bits", bits)
                        .with(
                                "buckets",
                                new Json.Arr(buckets.stream().<Json>map(Part::json).toList()))
                        .with("key", key.publicText());
        if (validUntil.isPresent()) {
            head = head.with("valid_until", validUntil.get().toString());
        }
        return head.with("sig", key.sign(head));
    }
}
