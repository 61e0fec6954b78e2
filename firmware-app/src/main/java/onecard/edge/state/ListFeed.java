package onecard.edge.state;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Packed;
import onecard.edge.store.registry.DeniedEntries;
import onecard.edge.store.registry.PublishedLists;
import onecard.edge.store.registry.PublishedLists.Adoption;
import org.tinylog.Logger;

/// Published lists as they arrive, from a broker or a memory stick: in any order, again and again,
/// late, altered. A head signed by a trusted key and newer than what is held says which buckets
/// are wanted; once all are there the list is switched. Whatever is lost is asked for again. One
/// thread; time is an argument.
final class ListFeed {

    /// A head whose buckets are not all there, or that waits for what is denied.
    private record Pending(ListHead head, String key, String sha256, Set<String> missing) {

        boolean of(String list) {
            return head.list().equals(list);
        }

        List<Wanted> wanted() {
            return missing.stream().map(it -> new Wanted(head.list(), it)).toList();
        }
    }

    /// A bucket to fetch.
    record Wanted(String list, String sha256) {}

    /// After a list could not be stored.
    static final Duration REST = Duration.ofSeconds(30);

    private final String site;
    private final TrustedKeys keys;
    private final PublishedLists store;
    private final DeniedEntries denied;
    private final Consumer<InForce> switched;
    private final List<Pending> pending = new ArrayList<>();
    private final Fetching fetching = new Fetching();
    private final Map<String, Long> restsUntil = new HashMap<>();

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
    Outcome head(String list, byte[] wire) throws IOException {
        var signed = Packed.open(wire, ListHead.BYTES_MAX).flatMap(keys::verified);
        if (signed.isEmpty()) {
            return Outcome.NOT_TRUSTED;
        }
        var read =
                ListHead.read(signed.get())
                        .filter(it -> it.site().equals(site) && it.list().equals(list));
        if (read.isEmpty()) {
            return Outcome.MALFORMED;
        }
        var head = read.get();
        if (head.version() <= store.oldVersion(list) || isFollowed(head)) {
            return Outcome.OLD;
        }
        var one =
                new Pending(
                        head,
                        signed.get().text("key").orElse(""),
                        ListBucket.sha256(Canonical.bytes(signed.get())),
                        new LinkedHashSet<>(store.missing(head)));
        pending.add(one);
        followTwo(list);
        if (!pending.contains(one)) {
            return Outcome.OLD;
        }
        tidy(list);
        return adopted(one);
    }

    private boolean isFollowed(ListHead head) {
        return of(head.list()).stream().anyMatch(one -> one.head().version() == head.version());
    }

    /// Of each list the newest, and beside it the one that lacks least: a version that does not
    /// come whole must not hide one that does.
    private void followTwo(String list) {
        var earlier = of(list);
        earlier.removeFirst();
        earlier.sort(Comparator.comparingInt(one -> one.missing().size()));
        pending.removeAll(earlier.subList(Math.min(1, earlier.size()), earlier.size()));
    }

    /// Heads of a list, the newest first.
    private List<Pending> of(String list) {
        var heads = new ArrayList<>(pending.stream().filter(one -> one.of(list)).toList());
        heads.sort(Comparator.comparingLong((Pending one) -> one.head().version()).reversed());
        return heads;
    }

    private void tidy(String list) throws IOException {
        var names = new HashSet<String>();
        of(list).forEach(one -> names.addAll(one.head().names()));
        store.keepOnShelf(list, names);
    }

    /// @param sha256 under whose name it came
    Outcome bucket(String list, String sha256, byte[] wire) throws IOException {
        var waiting = of(list);
        waiting.removeIf(one -> !one.missing().contains(sha256));
        if (waiting.isEmpty()) {
            return Outcome.OLD;
        }
        var plain =
                Packed.open(wire, ListBucket.BYTES_MAX)
                        .filter(bytes -> ListBucket.sha256(bytes).equals(sha256));
        if (plain.isEmpty()) {
            return Outcome.MALFORMED;
        }
        store.shelve(list, sha256, wire);
        waiting.forEach(one -> one.missing().remove(sha256));
        return adopted(waiting);
    }

    /// Switches what could not be: for want of room on the disk, or of a newer version of what is
    /// denied. One that cannot be stored keeps no other from it, and rests for a while: each try
    /// may write a large list.
    void tryAgain(long nowNanos) throws IOException {
        for (var list : pending.stream().map(one -> one.head().list()).distinct().toList()) {
            if (nowNanos < restsUntil.getOrDefault(list, nowNanos)) {
                continue;
            }
            long held = store.oldVersion(list);
            pending.removeIf(one -> one.of(list) && one.head().version() <= held);
            try {
                var _ = adopted(of(list));
                restsUntil.remove(list);
            } catch (IOException failed) {
                restsUntil.put(list, nowNanos + REST.toNanos());
                Logger.warn("list {} cannot be stored: {}", list, failed.getMessage());
            }
        }
    }

    /// One came that was asked for.
    void came(long nowNanos) {
        fetching.came(nowNanos);
    }

    /// Whether a head still waits for that bucket.
    boolean lacks(Wanted bucket) {
        return of(bucket.list()).stream().anyMatch(one -> one.missing().contains(bucket.sha256()));
    }

    private Outcome adopted(List<Pending> newestFirst) throws IOException {
        for (var one : newestFirst) {
            var outcome = adopted(one);
            if (outcome != Outcome.TAKEN) {
                return outcome;
            }
        }
        return Outcome.TAKEN;
    }

    /// Makes it the list in force if nothing is missing, and what is denied is as new as it wants.
    private Outcome adopted(Pending one) throws IOException {
        boolean deniedIsOld = denied.isBehind() || denied.version() < one.head().denyMin();
        if (!one.missing().isEmpty() || deniedIsOld) {
            return Outcome.TAKEN;
        }
        try {
            return switch (store.adopt(one.head(), one.key())) {
                case Adoption.InForce(var list) -> {
                    switched.accept(
                            new InForce(list, one.head().entries(), one.key(), one.sha256()));
                    outlived(list.name(), list.version());
                    yield Outcome.IN_FORCE;
                }
                case Adoption.Old() -> {
                    pending.remove(one);
                    yield Outcome.OLD;
                }
                case Adoption.Lacks(var buckets) -> {
                    one.missing().addAll(buckets);
                    yield Outcome.TAKEN;
                }
            };
        } catch (PublishedLists.Malformed never) {
            pending.remove(one);
            Logger.warn(
                    "list {} is signed and yet none: {}", one.head().list(), never.getMessage());
            return Outcome.MALFORMED;
        }
    }

    /// What is held is another: later heads may lack more of it, or less.
    private void outlived(String list, long version) throws IOException {
        pending.removeIf(one -> one.of(list) && one.head().version() <= version);
        for (var later : of(list)) {
            var missing = store.missing(later.head());
            later.missing().retainAll(missing);
            later.missing().addAll(missing);
        }
        tidy(list);
    }

    /// Gives up what is on its way; what came of it stays on the shelf.
    void forget(String list) {
        pending.removeIf(one -> one.of(list));
    }

    /// Buckets to fetch now.
    Set<Wanted> wanted(long nowNanos) {
        return fetching.follow(pending.stream().map(Pending::wanted).toList(), nowNanos);
    }

    /// Those that should have come by now. Each goes behind the others of its head, and that behind
    /// the other heads.
    List<Wanted> overdue(long nowNanos) {
        var overdue = fetching.overdue(nowNanos);
        for (var one : List.copyOf(pending)) {
            var late = one.wanted().stream().filter(overdue::contains).map(Wanted::sha256).toList();
            if (!late.isEmpty()) {
                late.forEach(one.missing()::remove);
                one.missing().addAll(late);
                pending.remove(one);
                pending.add(one);
            }
        }
        return overdue;
    }
}
