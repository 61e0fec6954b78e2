package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import onecard.edge.crypto.Json;
import onecard.edge.demo.DemoBroker;
import onecard.edge.simulate.Cable;
import onecard.edge.simulate.Happenings;
import onecard.edge.simulate.Power;
import onecard.edge.uplink.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real daemon under the simulator's hand: its power cut and restored, its cable cut and
/// mended, and what is told of it read from where it happened.
class PowerTest {

    @TempDir Path dir;

    private final List<Json.Obj> happened = new CopyOnWriteArrayList<>();
    private final List<Power.State> states = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    private final Power.Watcher watcher =
            new Power.Watcher() {
                @Override
                public void is(Power.State state) {
                    states.add(state);
                }

                @Override
                public void said(String line) {
                    said.add(line);
                }
            };

    @Test
    void cutItIsGoneAndRestoredItServesAnew() throws Exception {
        int mqtt = Ports.free();
        try (var _ = new DemoBroker(mqtt);
                var cable = new Cable(Optional.of(new InetSocketAddress(loopback(), mqtt)))) {
            var bench = new Bench(dir, cable.port()).withoutReader();
            try (var happenings = new Happenings(bench.state, happened::add);
                    var power = new Power(bench.site, bench.state, watcher);
                    var _ =
                            new Subscription(
                                    "mqtt://127.0.0.1:" + mqtt,
                                    "watch",
                                    "oc/v1/#",
                                    happenings::heard)) {
                happenings.start();
                power.restore();
                assertTrue(power.awaitReady(30), said::toString);
                Await.until("online", Watched.SOON, () -> status("online") == 1);
                Await.until("a record", Watched.SOON, () -> count("journal") > 0);
                Await.until("a line", Watched.SOON, () -> count("line") > 0);

                cable.cut();
                Await.until("its will", Watched.SOON, () -> status("offline") == 1);
                cable.mend();
                Await.until("online anew", Watched.SOON, () -> status("online") == 2);

                power.cut();
                assertFalse(power.isOn());
                Await.until("its will", Watched.SOON, () -> status("offline") == 2);
                var boots = boots();
                power.restore();
                assertTrue(power.awaitReady(30), said::toString);
                bench.importList();
                Await.until("another start", Watched.SOON, () -> boots().size() > boots.size());
                assertEquals(
                        List.of(
                                Power.State.STARTING,
                                Power.State.READY,
                                Power.State.OFF,
                                Power.State.STARTING,
                                Power.State.READY),
                        states);
            }
            assertEquals(Power.State.OFF, states.getLast());
        }
    }

    @Test
    void whatCannotStartIsOffAndSaysWhy() throws Exception {
        Files.writeString(dir.resolve("bad.yaml"), "onecard: 2");
        try (var power = new Power(dir.resolve("bad.yaml"), dir.resolve("state"), watcher)) {
            power.restore();
            assertFalse(power.awaitReady(30));
            Await.until("off", Watched.SOON, () -> states.getLast() == Power.State.OFF);
            assertTrue(String.join("\n", said).contains("bad.yaml"), said::toString);
            assertFalse(power.isOn());
        }
    }

    private long count(String type) {
        return happened.stream().filter(it -> it.text("type").equals(Optional.of(type))).count();
    }

    private long status(String state) {
        return happened.stream()
                .filter(it -> it.text("topic").filter(to -> to.endsWith("/status")).isPresent())
                .filter(
                        it ->
                                it.object("payload")
                                        .flatMap(status -> status.text("state"))
                                        .equals(Optional.of(state)))
                .count();
    }

    private List<String> boots() {
        return happened.stream()
                .flatMap(it -> it.object("event").stream())
                .flatMap(it -> it.object("data").stream())
                .flatMap(it -> it.text("boot").stream())
                .distinct()
                .toList();
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByName("127.0.0.1");
    }
}
