package onecard.edge.state;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Packed;
import onecard.edge.store.DeniedEntries;
import onecard.edge.store.PublishedLists;
import onecard.edge.store.PublishedLists.Adoption;
import org.tinylog.Logger;

/// Published lists as they arrive, from a broker or a memory stick: in any order, again and again,
/// late, altered. A head signed by a trusted key and newer than what is held says which buckets
/// are wanted; once all are there the list is switched. Whatever is lost is asked for again. One
/// thread; time is an argument.
final class ListFeed {

    /// Buckets asked for at once: what may be on its way to a small board.
    static final int FETCHED_AT_ONCE = 16;

    /// Without a bucket for so long, those on their way are asked for anew.
    static final Duration STUCK = Duration.ofSeconds(10);

    /// A head whose buckets are not all there.
    private record Pending(ListHead head, String key, String sha256, Set<String> missing) {}

    private final String site;
    private final TrustedKeys keys;
    private final PublishedLists store;
    private final DeniedEntries denied;
    private final Consumer<InForce> switched;
    private final Map<String, Pending> pending = new TreeMap<>();
    private long progressNanos;

    /// @param keys that may sign lists
    /// @param switched told of each list that is in force from now on
    ListFeed(
            String site,
            TrustedKeys keys,
            PublishedLists store,
            DeniedEntries denied,
            Consumer<InForce> switched) {
        this.site = site;
        this.keys = keys;
        this.store = store;
        this.denied = denied;
        this.switched = switched;
    }

    /// @param list under whose name it came
    Outcome head(String list, byte[] wire, long nowNanos) throws IOException {
        var signed = Packed.open(wire, ListHead.BYTES_MAX).flatMap(keys::verified);
        var head =
                signed.flatMap(ListHead::read)
                        .filter(it -> it.site().equals(site) && it.list().equals(list));
        if (head.isEmpty()) {
            return signed.isPresent() ? Outcome.MALFORMED : Outcome.NOT_TRUSTED;
        }
        var before = pending.get(list);
        long known = before == null ? store.version(list) : before.head().version();
        if (head.get().version() <= known) {
            return Outcome.OLD;
        }
        var one =
                new Pending(
                        head.get(),
                        signed.flatMap(it -> it.text("key")).orElse(""),
                        ListBucket.sha256(Canonical.bytes(signed.get())),
                        new LinkedHashSet<>(store.missing(head.get())));
        store.keepOnShelf(list, head.get().names());
        pending.put(list, one);
        progressNanos = nowNanos;
        return adopted(one);
    }

    /// @param sha256 under whose name it came
    Outcome bucket(String list, String sha256, byte[] wire, long nowNanos) throws IOException {
        var one = pending.get(list);
        if (one == null || !one.missing().contains(sha256)) {
            return Outcome.OLD;
        }
        var plain =
                Packed.open(wire, ListBucket.BYTES_MAX)
                        .filter(bytes -> ListBucket.sha256(bytes).equals(sha256));
        if (plain.isEmpty()) {
            return Outcome.MALFORMED;
        }
        store.shelve(list, plain.get());
        one.missing().remove(sha256);
        progressNanos = nowNanos;
        return adopted(one);
    }

    /// Makes it the list in force if nothing is missing, and what is denied is as new as it wants.
    private Outcome adopted(Pending one) throws IOException {
        if (!one.missing().isEmpty() || denied.version() < one.head().denyMin()) {
            return Outcome.TAKEN;
        }
        try {
            return switch (store.adopt(one.head(), one.key())) {
                case Adoption.InForce(var list) -> {
                    pending.remove(list.name());
                    switched.accept(
                            new InForce(list, one.head().entries(), one.key(), one.sha256()));
                    store.keepOnShelf(list.name(), Set.of());
                    yield Outcome.IN_FORCE;
                }
                case Adoption.Old() -> {
                    pending.remove(one.head().list());
                    yield Outcome.OLD;
                }
                case Adoption.Lacks(var buckets) -> {
                    one.missing().addAll(buckets);
                    yield Outcome.TAKEN;
                }
            };
        } catch (PublishedLists.Malformed never) {
            pending.remove(one.head().list());
            Logger.warn(
                    "list {} is signed and yet none: {}", one.head().list(), never.getMessage());
            return Outcome.MALFORMED;
        }
    }

    /// Switches what could not be, for want of room on the disk.
    void tryAgain() throws IOException {
        for (var waiting : List.copyOf(pending.values())) {
            var _ = adopted(waiting);
        }
    }

    /// Gives up what is on its way; what came of it stays on the shelf.
    void forget(String list) {
        pending.remove(list);
    }

    /// Buckets to fetch now.
    Set<Wanted> wanted(long nowNanos) {
        if (stuck(nowNanos)) {
            // Given back for once, so that asking again is a new question.
            progressNanos = nowNanos;
            return Set.of();
        }
        return pending.values().stream()
                .flatMap(one -> one.missing().stream().map(it -> new Wanted(one.head().list(), it)))
                .limit(FETCHED_AT_ONCE)
                .collect(Collectors.toUnmodifiableSet());
    }

    record Wanted(String list, String sha256) {}

    private boolean stuck(long nowNanos) {
        return fetching() && nowNanos - progressNanos >= STUCK.toNanos();
    }

    private boolean fetching() {
        return pending.values().stream().anyMatch(one -> !one.missing().isEmpty());
    }
}
