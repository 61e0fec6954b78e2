package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.edge.process.Listener;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A broker that was away finds a whole fleet at its door: real uplinks, with the back-off they
/// have at work, in one process.
@Tag("mosquitto")
class FleetReturnsTest {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    /// A quarter of the fleet: without jitter all of it comes within one second.
    private static final int ATTEMPTS_A_SECOND_MAX = 500;

    /// Of each device before, during and after it.
    private static final int ROWS = 5;

    @TempDir Path directory;

    // Two thousand clients of Paho are eight thousand threads: the many use the other client.

    @Test
    void fiftyDevicesComeBackAndNothingIsLost() throws Exception {
        returns(BrokerClient.PAHO, 50, Duration.ofMillis(500));
    }

    @Tag("long")
    @Test
    void twoThousandDevicesComeBackWithinAMinuteFromAShortOutage() throws Exception {
        twoThousandAway(Duration.ofMillis(500));
    }

    @Tag("long")
    @Test
    void twoThousandDevicesComeBackWithinAMinuteFromHalfAMinuteOfOutage() throws Exception {
        twoThousandAway(Duration.ofSeconds(30));
    }

    private void twoThousandAway(Duration outage) throws Exception {
        var back = returns(BrokerClient.HIVEMQ, 2_000, outage);
        assertTrue(back.took().compareTo(BACK_WITHIN) <= 0, back::toString);
        assertTrue(back.attemptsASecond() <= ATTEMPTS_A_SECOND_MAX, back::toString);
    }

    /// @param took from the broker's first breath to the last device that serves again
    /// @param attemptsASecond the most within any second of it
    private record Back(Duration took, int attemptsASecond) {}

    private Back returns(BrokerClient client, int number, Duration outage) throws Exception {
        int port = Ports.free();
        var heard = ConcurrentHashMap.<String>newKeySet();
        try (var broker =
                        Service.mosquitto(
                                port,
                                directory,
                                "listener %d 127.0.0.1".formatted(port),
                                "allow_anonymous true",
                                // What it has taken for the host outlives it.
                                "persistence true",
                                "persistence_location " + directory + "/");
                var host =
                        new Listener(
                                port,
                                "host",
                                "oc/v1/bench/+/evt/#",
                                message -> heard.add(name(message)))) {
            var fleet =
                    IntStream.range(0, number).mapToObj(i -> new Device(client, i, port)).toList();
            try {
                fleet.forEach(Device::start);
                Await.until("the fleet online", SOON, () -> online(fleet) == number);
                fleet.forEach(Device::taps);
                Await.until("all sent", SOON, () -> unsent(fleet) == 0);

                broker.stop();
                Await.until("nobody online", SOON, () -> online(fleet) == 0);
                fleet.forEach(Device::taps);
                LockSupport.parkNanos(outage.toNanos()); // the outage itself, by the real clock
                fleet.forEach(device -> device.attempts.clear());
                broker.startAgain();
                long start = System.nanoTime();
                Await.until("the fleet back", SOON, () -> online(fleet) == number);
                var took = Duration.ofNanos(System.nanoTime() - start);

                host.say(fleet.getFirst().topics.deny(), "{}");
                Await.until("all told", SOON, () -> told(fleet) == number);
                fleet.forEach(Device::taps);
                Await.until("all sent", SOON, () -> unsent(fleet) == 0);
                Await.until("all heard", SOON, () -> heard.size() == 3 * ROWS * number);
                assertEquals(names(fleet), heard);
                var attempts = fleet.stream().flatMap(device -> device.attempts.stream()).toList();
                int most = mostASecond(attempts);
                System.out.printf(
                        "%d devices, %d ms away: all back after %d ms, %d attempts, at most %d a"
                                + " second%n",
                        number, outage.toMillis(), took.toMillis(), attempts.size(), most);
                return new Back(took, most);
            } finally {
                for (var goodbye : fleet.stream().map(Device::goodbye).toList()) {
                    goodbye.join();
                }
            }
        }
    }

    private static long online(List<Device> fleet) {
        return fleet.stream().filter(device -> device.uplink.health().online()).count();
    }

    private static long told(List<Device> fleet) {
        return fleet.stream().filter(device -> device.wanted.told.get() == 1).count();
    }

    private static long unsent(List<Device> fleet) {
        return fleet.stream().mapToLong(device -> device.outbox.unsentCount()).sum();
    }

    private static Set<String> names(List<Device> fleet) {
        var names = ConcurrentHashMap.<String>newKeySet();
        for (var device : fleet) {
            for (int seq = 1; seq <= 3 * ROWS; seq++) {
                names.add(device.topics.device() + ":" + seq);
            }
        }
        return names;
    }

    private static String name(Listener.Heard message) {
        return message.topic().split("/")[3]
                + ":"
                + message.text().replaceAll("(?s).*\"seq\":(\\d+).*", "$1");
    }

    private static int mostASecond(List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        int most = 0;
        for (int from = 0, to = 0; to < sorted.size(); to++) {
            while (sorted.get(to) - sorted.get(from) > 1_000_000_000) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    /// One door's uplink, its journal in memory.
    private static final class Device {
        final Topics topics;
        final MemoryOutbox outbox = new MemoryOutbox();
        final ConcurrentLinkedQueue<Long> attempts = new ConcurrentLinkedQueue<>();
        final Wanted wanted;
        final Uplink uplink;

        Device(BrokerClient client, int number, int port) {
            topics = new Topics("bench", "door-" + number);
            wanted = new Wanted(topics);
            var real = client.broker(port);
            Broker counted =
                    (hello, events) -> {
                        attempts.add(System.nanoTime());
                        return real.open(hello, events);
                    };
            var ports =
                    new Courier.Ports(
                            outbox,
                            counted,
                            Backoff.jittered(new Random(number)),
                            List.of(wanted),
                            (alarm, active, detail) -> {},
                            Object::toString,
                            () -> Json.Obj.EMPTY,
                            () -> Json.Obj.EMPTY,
                            () -> ClockTrust.SYNCED,
                            () -> "2026-11-23T08:00:00.000+08:00",
                            () -> true);
            uplink =
                    new Uplink(
                            new Courier.Settings(
                                    topics, 7, onecard.site.Uplink.BACKLOG_PER_SECOND_MAX),
                            ports,
                            System::nanoTime);
        }

        void start() {
            uplink.start();
        }

        void taps() {
            for (int i = 0; i < ROWS; i++) {
                outbox.add(System.nanoTime());
            }
        }

        Thread goodbye() {
            return Thread.ofVirtual().start(uplink::close);
        }
    }

    /// What a door's uplink subscribes to, all of it granted before the device counts as back.
    private record Wanted(Set<String> filters, AtomicInteger told) implements Inbound {

        Wanted(Topics topics) {
            this(
                    Set.of(
                            topics.ack(),
                            topics.commands(),
                            topics.configDesired(),
                            topics.deny(),
                            topics.listHead("staff")),
                    new AtomicInteger());
        }

        @Override
        public boolean wants(String topic) {
            return filters.contains(topic);
        }

        @Override
        public int bytesMax() {
            return 4_096;
        }

        @Override
        public boolean arrived(Arrived message) {
            told.incrementAndGet();
            return true;
        }
    }
}
