package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real mosquitto says of the real daemon when it dies, comes back and stops: `status` and
/// its will, told apart by the session's number.
@Tag("mosquitto")
class StatusTest {

    private static final String OWN = "oc/v1/bench/bench/";
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir Path dir;
    private int port;
    private int listeners;

    @BeforeEach
    void choosePort() throws Exception {
        port = Ports.free();
    }

    @Test
    void deathIsToldByTheBrokerAndTheEndByTheDaemon() throws Exception {
        var bench = new Bench(dir, port).withoutReader();
        try (var _ = Service.mosquitto(port, dir)) {
            long first;
            long second;
            try (var daemon = bench.run().awaitReady()) {
                var online = awaitRetained("online");
                first = session(online);
                daemon.kill();
            }
            assertEquals(first, session(awaitRetained("offline")), "the will is of its session");

            try (var daemon = bench.run().awaitReady()) {
                var online = awaitRetained("online");
                second = session(online);
                assertTrue(second > first, () -> second + " after " + first);

                var before = OffsetDateTime.now(java.time.ZoneOffset.UTC).minusNanos(1_000_000);
                assertEquals(0, daemon.stop());
                var offline = awaitRetained("offline");
                assertEquals(second, session(offline));
                // The will was written when the link was made; this was said at the end.
                assertFalse(
                        OffsetDateTime.parse(offline.text("since").orElseThrow()).isBefore(before),
                        offline::toString);
            }
        }
    }

    @Test
    void aLateWillOfAnOldSessionDoesNotCount() throws Exception {
        var bench = new Bench(dir, port).withoutReader();
        var heard = new ConcurrentLinkedQueue<Listener.Heard>();
        try (var _ = Service.mosquitto(port, dir);
                var _ = new Listener(port, "host", OWN + "+", heard::add)) {
            try (var daemon = bench.run().awaitReady()) {
                awaitRetained("online");
                daemon.kill();
            }
            awaitRetained("offline");
            try (var _ = bench.run().awaitReady()) {
                awaitRetained("online");
                Await.until("both births", SOON, () -> count(heard, "birth") >= 2);
                Await.until("three words", SOON, () -> count(heard, "status") >= 3);
                var words =
                        heard.stream().filter(word -> !word.topic().endsWith("metrics")).toList();
                // The first session's birth and online, its will, the second's birth and online.
                assertEquals(5, words.size());
                int orders = 0;
                for (var order : orders(words)) {
                    var host = new Host();
                    order.forEach(host::hear);
                    assertTrue(host.online(), order::toString);
                    orders++;
                }
                assertEquals(120, orders);
            }
        }
        var contract = new ContractValidator();
        heard.forEach(
                word ->
                        assertTrue(
                                contract.objection(word.topic(), word.text()).isEmpty(),
                                word::toString));
    }

    @Test
    void theEndOfTheNewestSessionCounts() {
        var host = new Host();
        host.hear(word("birth", "{\"session\":4}"));
        host.hear(word("status", "{\"session\":4,\"state\":\"online\"}"));
        assertTrue(host.online());
        host.hear(word("status", "{\"session\":3,\"state\":\"offline\"}"));
        assertTrue(host.online());
        host.hear(word("status", "{\"session\":4,\"state\":\"offline\"}"));
        assertFalse(host.online());
    }

    /// The rule of a consumer: an `offline` counts only if nothing newer is known of a later
    /// session, and `birth` names the session too.
    private static final class Host {
        private long newest;
        private boolean online;

        void hear(Listener.Heard heard) {
            var said = JsonReader.object(heard.text()).orElseThrow();
            long session = session(said);
            if (session > newest) {
                newest = session;
                online = true;
            }
            if (session == newest && heard.topic().endsWith("status")) {
                online = said.text("state").orElseThrow().equals("online");
            }
        }

        boolean online() {
            return online;
        }
    }

    private static Listener.Heard word(String topic, String text) {
        return new Listener.Heard(OWN + topic, text, true, 0);
    }

    private static long count(Iterable<Listener.Heard> heard, String topic) {
        long count = 0;
        for (var word : heard) {
            count += word.topic().endsWith(topic) ? 1 : 0;
        }
        return count;
    }

    private static <T> List<List<T>> orders(List<T> words) {
        if (words.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<T>>();
        for (int i = 0; i < words.size(); i++) {
            var others = new ArrayList<>(words);
            var first = others.remove(i);
            for (var order : orders(others)) {
                var whole = new ArrayList<T>();
                whole.add(first);
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }

    /// What somebody who comes only now is told.
    private Json.Obj awaitRetained(String state) throws Exception {
        var heard = new ConcurrentLinkedQueue<Listener.Heard>();
        try (var _ = new Listener(port, "passer-by-" + ++listeners, OWN + "status", heard::add)) {
            Await.until(
                    "status " + state,
                    SOON,
                    () -> heard.stream().anyMatch(word -> word.text().contains('"' + state + '"')));
        }
        // It may have come live to this one: then the next one is told of it.
        var retained = new ConcurrentLinkedQueue<Listener.Heard>();
        try (var _ = new Listener(port, "next-" + listeners, OWN + "status", retained::add)) {
            Await.until("the retained status", SOON, () -> !retained.isEmpty());
        }
        var told = retained.element();
        assertTrue(told.retained(), told::toString);
        var said = JsonReader.object(told.text()).orElseThrow();
        assertEquals(state, said.text("state").orElseThrow());
        return said;
    }

    private static long session(Json.Obj said) {
        return said.number("session").orElseThrow();
    }
}
