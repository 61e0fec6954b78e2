package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import onecard.access.CredentialKind;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListBucket;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListHead;
import onecard.edge.lists.Publisher;
import onecard.edge.store.registry.Registry;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Metrics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is denied is in force within a second of its arrival while 270,000 entries come in, and a
/// change of a thousand of them within two, with ten looks-up a second beside.
@Tag("long")
class ListsAtOnceTest {

    private static final Topics TOPICS = new Topics("hall", "north");
    private static final int MANY = 270_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    @TempDir Path dir;
    private final Publisher publisher = new Publisher("hall", 21);
    private final Map<String, Long> inForce = new ConcurrentHashMap<>();
    private final Map<String, byte[]> retained = new ConcurrentHashMap<>();
    private final AtomicLong slowestNanos = new AtomicLong();

    @Test
    void whatIsDeniedWaitsForNoListHoweverLarge() throws Exception {
        var people = publisher.people(MANY);
        int bits = ListBucket.bits(MANY);
        var first = publisher.people("staff", 1, people, bits);
        for (int i = 0; i < 1_000; i++) {
            var one = people.get(i * (MANY / 1_000));
            people.set(i * (MANY / 1_000), publisher.person(one.token()));
        }
        var second = publisher.people("staff", 2, people, bits);
        try (var registry = Registry.open(dir.resolve("registry.db"))) {
            var keys = new TrustedKeys(List.of(Publisher.KEY.publicText()));
            var feed =
                    new ListFeed(
                            "hall", keys, registry.published(), registry.denied(), this::switched);
            var denies = new DenyFeed("hall", keys, registry.denied(), this::switched);
            var lists =
                    new Intake(
                            "lists",
                            new ListDesk(TOPICS, List.of("staff"), feed),
                            System::nanoTime,
                            new Metrics(),
                            () -> true);
            var deny =
                    new Intake(
                            "deny",
                            new DenyDesk(TOPICS, denies),
                            System::nanoTime,
                            new Metrics(),
                            () -> true);
            var done = new AtomicBoolean();
            var taps = Thread.ofPlatform().start(() -> tap(registry, people, done));
            var broker = new Broker(lists);
            try (lists;
                    deny) {
                lists.start(broker);
                deny.start(new Broker(deny));
                retain(first);
                long start = System.nanoTime();
                broker.publish(TOPICS.listHead("staff"));
                long slowest = 0;
                for (int version = 1; !inForce.containsKey("staff 1"); version++) {
                    broker.sendAgain();
                    slowest = Math.max(slowest, denied(deny, version, people.get(version)));
                }
                say("full", inForce("staff 1") - start);
                say("slowest denied meanwhile", slowest);

                retain(second);
                start = System.nanoTime();
                broker.publish(TOPICS.listHead("staff"));
                while (!inForce.containsKey("staff 2")) {
                    broker.sendAgain();
                    LockSupport.parkNanos(MILLI);
                }
                long change = inForce("staff 2") - start;
                say("1,000 changed", change);
                done.set(true);
                taps.join();
                say("slowest look-up", slowestNanos.get());
                assertTrue(slowest < SECOND);
                assertTrue(change < 2 * SECOND);
            }
        }
    }

    private long denied(Intake deny, int version, ListEntry whom) {
        long start = System.nanoTime();
        var wire = publisher.deny(version, List.of(Publisher.lost(whom.token())));
        assertTrue(deny.arrived(new Arrived(TOPICS.deny(), wire, true)));
        while (!inForce.containsKey("deny " + version)) {
            LockSupport.parkNanos(MILLI);
        }
        return inForce("deny " + version) - start;
    }

    private long inForce(String version) {
        return Objects.requireNonNull(inForce.get(version));
    }

    private void switched(InForce list) {
        inForce.put(list.list().name() + " " + list.list().version(), System.nanoTime());
    }

    private void retain(ListHead head) {
        retained.put(TOPICS.listHead("staff"), Publisher.wire(head));
        for (var sha256 : head.names()) {
            retained.put(TOPICS.listBucket("staff", sha256), publisher.packed(sha256));
        }
    }

    private void tap(Registry registry, List<ListEntry> people, AtomicBoolean done) {
        try (var lists = registry.lists()) {
            for (int i = 0; !done.get(); i++) {
                long start = System.nanoTime();
                var _ = lists.find(CredentialKind.SSC, people.get(i % MANY).token());
                slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                LockSupport.parkNanos(100 * MILLI);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void say(String what, long nanos) {
        System.out.printf(Locale.ROOT, "%s: %,d ms%n", what, nanos / MILLI);
    }

    /// Sends what it retains of what is wanted, and again when it is asked.
    private final class Broker implements Inbound.Bringer {
        private final Intake to;
        private final Set<String> subscribed = new HashSet<>(); // by the intake's thread alone
        private final Queue<String> again = new ConcurrentLinkedQueue<>();

        Broker(Intake to) {
            this.to = to;
        }

        void publish(String topic) {
            var payload = retained.get(topic);
            if (payload != null) {
                var _ = to.arrived(new Arrived(topic, payload, true));
            }
        }

        void sendAgain() {
            for (var topic = again.poll(); topic != null; topic = again.poll()) {
                publish(topic);
            }
        }

        @Override
        public void interestChanged() {
            var wanted = to.filters();
            subscribed.retainAll(wanted);
            wanted.stream().filter(subscribed::add).forEach(this::publish);
        }

        @Override
        public void askAgain(String topic) {
            again.add(topic);
        }
    }
}
