package onecard.edge.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Packed;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.BrokerFailed;
import onecard.edge.uplink.Topics;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// Brings the lists of a folder to one broker: the buckets that it lacks, then the head, then away
/// with buckets that nobody names any more. Never an earlier version than the broker has. One
/// thread; each call waits until the broker has taken all.
public final class ListPublisher implements AutoCloseable {

    /// Between looks into the folder.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// For devices to ask for what a head names.
    private static final Duration ASKING = Duration.ofSeconds(1);

    /// Asked for at once.
    private static final int BUCKETS_AT_ONCE = 16;

    /// What was sent of a list.
    ///
    /// @param buckets of them sent
    /// @param cleared of them taken away
    /// @param bytes of topics and payloads, packed
    public record Sent(String list, long version, int buckets, int cleared, long bytes) {}

    /// A list of the folder, whole.
    private record Own(ListHead head, Json.Obj signed) {}

    private final ListFolder folder;
    private final Topics topics;
    private final List<String> keys;
    private final Retained retained;
    private final Map<String, byte[]> kept = new HashMap<>();
    private final Set<String> heldBuckets = new LinkedHashSet<>();
    private final Set<String> goodBuckets = new HashSet<>();
    private final Births births = new Births();
    private final LongSupplier nanoTime;

    /// Connects.
    ///
    /// @param clientId nobody else's at this broker
    /// @param site whose lists they are
    /// @param keys that may sign lists of the site; none: whichever signed those of the folder
    /// @param nanoTime the monotonic clock by which lists go out once more
    public ListPublisher(
            Broker broker,
            String clientId,
            ListFolder folder,
            String site,
            List<String> keys,
            LongSupplier nanoTime)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.topics = new Topics(site, "+");
        this.keys = List.copyOf(keys);
        this.nanoTime = nanoTime;
        retained = new Retained(broker, clientId, this::heard);
    }

    private void heard(String topic, byte[] payload) {
        if (Births.isTopic(topic)) {
            births.heard(topic, payload);
        } else if (!topic.contains("/bucket/")) {
            kept.put(topic, payload);
        } else if (payload.length > 0) {
            var sha256 = topic.substring(topic.lastIndexOf('/') + 1);
            heldBuckets.add(sha256);
            if (Packed.open(payload, ListBucket.BYTES_MAX)
                    .filter(plain -> ListBucket.sha256(plain).equals(sha256))
                    .isPresent()) {
                goodBuckets.add(sha256);
            }
        }
    }

    /// Publishes what the broker lacks of a list, or of what is denied everywhere.
    ///
    /// @throws Failed if the folder holds none, or the broker a later one
    /// @throws BrokerFailed if the broker cannot be reached, or does not take it
    public Sent publish(String list) throws IOException, InterruptedException {
        var sent = list.equals(DenyList.NAME) ? denied(false) : list(list, Set.of(), false);
        births.sent(list, nanoTime.getAsLong());
        return sent;
    }

    /// Goes on for ever: publishes each list once more that a device's birth shows to be old, and
    /// what comes into the folder meanwhile.
    ///
    /// @param told of what was sent
    public void follow(Collection<String> lists, Consumer<Sent> told)
            throws IOException, InterruptedException {
        retained.listen(List.of(topics.birth()));
        var sent = new HashMap<String, Long>();
        for (var list : lists) {
            sent.put(list, version(list));
        }
        while (true) {
            retained.hear(LOOK);
            for (var list : lists) {
                long version = version(list);
                if (!Optional.of(version).equals(Optional.ofNullable(sent.put(list, version)))) {
                    told.accept(publish(list));
                }
                var least = births.behind(list, version, nanoTime.getAsLong());
                if (least.isPresent()) {
                    told.accept(again(list, least.get()));
                }
            }
        }
    }

    private long version(String list) throws IOException {
        return list.equals(DenyList.NAME)
                ? ownDeny().number("version").orElse(0L)
                : own(list).head().version();
    }

    /// For devices that have not got it, though the broker may have: of a cluster, what one node
    /// keeps the others do not, but what is sent goes to all.
    private Sent again(String list, long heldByDevice) throws IOException, InterruptedException {
        if (list.equals(DenyList.NAME)) {
            return denied(true);
        }
        var lacking = own(list).head().names();
        previous(list)
                .filter(head -> head.version() == heldByDevice)
                .ifPresent(head -> lacking.removeAll(head.names()));
        return list(list, lacking, true);
    }

    private Sent denied(boolean anyway) throws IOException, InterruptedException {
        var signed = ownDeny();
        long version = signed.number("version").orElse(0L);
        var theirs = theirs(topics.deny(), DenyList.BYTES_MAX, signed);
        requireNewer(DenyList.NAME, version, signed, theirs);
        long before = retained.bytes();
        if (anyway || !theirs.equals(Optional.of(signed))) {
            put(topics.deny(), Canonical.bytes(signed));
            retained.settle();
        }
        return new Sent(DenyList.NAME, version, 0, 0, retained.bytes() - before);
    }

    private Json.Obj ownDeny() throws IOException {
        var file = folder.denyFile();
        var signed = verified(folder.signedDeny(), file);
        if (DenyList.read(signed).filter(it -> it.site().equals(topics.site())).isEmpty()) {
            throw none(file);
        }
        return signed;
    }

    /// @param anyway buckets that are sent even if the broker has them
    /// @param again for devices at another node of a cluster: parts reach those alone that ask for
    ///     them by then, so the head goes first
    private Sent list(String list, Set<String> anyway, boolean again)
            throws IOException, InterruptedException {
        var own = own(list);
        long before = retained.bytes();
        heldBuckets.clear();
        goodBuckets.clear();
        retained.look(List.of(topics.listBuckets(list)), () -> false);
        var theirs = theirs(topics.listHead(list), ListHead.BYTES_MAX, own.signed());
        requireNewer(list, own.head().version(), own.signed(), theirs);
        var theirHead = theirs.flatMap(ListHead::read);
        lookAgain(list, own.head(), theirHead);

        var missing = own.head().names();
        missing.removeAll(goodBuckets);
        missing.addAll(anyway);
        if (again) {
            head(list, own);
            retained.hear(ASKING);
        }
        for (var sha256 : missing) {
            put(topics.listBucket(list, sha256), bucket(list, sha256));
        }
        retained.settle();
        if (!again && (!missing.isEmpty() || !theirs.equals(Optional.of(own.signed())))) {
            head(list, own);
        }
        int cleared = clear(list, own.head(), theirHead);
        return new Sent(
                list, own.head().version(), missing.size(), cleared, retained.bytes() - before);
    }

    private void head(String list, Own own) throws IOException, InterruptedException {
        put(topics.listHead(list), Canonical.bytes(own.signed()));
        retained.settle();
    }

    /// A broker's queue for one client may be shorter than a list: what its own head names and was
    /// not seen is asked for by name. The rest it never had.
    private void lookAgain(String list, ListHead own, Optional<ListHead> theirs)
            throws IOException, InterruptedException {
        if (theirs.isEmpty()) {
            return;
        }
        var unseen = new ArrayList<>(own.names());
        unseen.retainAll(theirs.get().names());
        unseen.removeAll(goodBuckets);
        for (int from = 0; from < unseen.size(); from += BUCKETS_AT_ONCE) {
            var some = unseen.subList(from, Math.min(unseen.size(), from + BUCKETS_AT_ONCE));
            var filters = some.stream().map(sha256 -> topics.listBucket(list, sha256)).toList();
            retained.look(filters, () -> goodBuckets.containsAll(some));
        }
    }

    /// Takes away what neither this head nor the one before it names: a device may still be
    /// fetching that. Which one was before is only known where the broker has one.
    private int clear(String list, ListHead own, Optional<ListHead> theirs)
            throws IOException, InterruptedException {
        if (theirs.isEmpty()) {
            return 0;
        }
        var gone = new LinkedHashSet<>(heldBuckets);
        gone.removeAll(own.names());
        gone.removeAll(theirs.get().names());
        previous(list).ifPresent(head -> gone.removeAll(head.names()));
        for (var sha256 : gone) {
            retained.put(topics.listBucket(list, sha256), new byte[0]);
        }
        retained.settle();
        return gone.size();
    }

    private void put(String topic, byte[] plain) throws IOException, InterruptedException {
        retained.put(topic, Packed.of(plain));
    }

    private Own own(String list) throws IOException {
        var file = folder.headFile(list);
        var signed = verified(folder.signedHead(list), file);
        var head =
                ListHead.read(signed)
                        .filter(it -> it.site().equals(topics.site()) && it.list().equals(list));
        return new Own(head.orElseThrow(() -> none(file)), signed);
    }

    private Optional<ListHead> previous(String list) throws IOException {
        return folder.signedPrevious(list).flatMap(ListHead::read);
    }

    private byte[] bucket(String list, String sha256) throws IOException {
        return folder.bucket(list, sha256)
                .orElseThrow(() -> new Failed(Message.LIST_BUCKET_MISSING.with(list, sha256)));
    }

    private Json.Obj verified(Optional<Json.Obj> signed, Path file) throws Failed {
        return signed.filter(it -> trusted(it).verified(Canonical.bytes(it)).isPresent())
                .orElseThrow(() -> none(file));
    }

    private static Failed none(Path file) {
        return new Failed(Message.LIST_NONE_TO_SEND.with(file));
    }

    private TrustedKeys trusted(Json.Obj own) {
        return new TrustedKeys(keys.isEmpty() ? List.of(own.text("key").orElse("")) : keys);
    }

    /// What the broker keeps there, if it is signed by a key that may.
    private Optional<Json.Obj> theirs(String topic, int most, Json.Obj own)
            throws IOException, InterruptedException {
        kept.remove(topic);
        retained.look(List.of(topic), () -> kept.containsKey(topic));
        return Optional.ofNullable(kept.get(topic))
                .flatMap(payload -> Packed.open(payload, most))
                .flatMap(trusted(own)::verified)
                .filter(it -> it.text("site").equals(Optional.of(topics.site())))
                .filter(it -> it.text("list").equals(own.text("list")));
    }

    private static void requireNewer(
            String list, long version, Json.Obj own, Optional<Json.Obj> theirs) throws Failed {
        long theirVersion = theirs.flatMap(it -> it.number("version")).orElse(0L);
        if (theirVersion > version || (theirVersion == version && !theirs.get().equals(own))) {
            throw new Failed(Message.LIST_BROKER_NEWER.with(list, theirVersion, version));
        }
    }

    @Override
    public void close() {
        retained.close();
    }
}
