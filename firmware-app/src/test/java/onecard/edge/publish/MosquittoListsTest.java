package onecard.edge.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import onecard.edge.process.Await;
import onecard.edge.process.Service;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// mosquitto, and what it alone shows: exactly what it keeps, a short queue, a large list.
@Tag("mosquitto")
class MosquittoListsTest extends ListPublisherContract {

    @Override
    Service start(int at, Path directory) throws Exception {
        return Service.mosquitto(at, directory);
    }

    /// A device may still be fetching the version before.
    @Test
    void whatNoHeadNamesIsClearedOneVersionLater() throws Exception {
        build(0);
        publish();
        var first = names();
        build(1);
        assertEquals(0, publish().cleared());
        var second = names();
        assertEquals(BUCKETS + 1 + 1, retained().size(), "with the head");
        build(2);
        assertEquals(1, publish().cleared());
        var gone = new HashSet<>(first);
        gone.removeAll(second);
        gone.removeAll(names());
        assertEquals(1, gone.size());
        var kept = retained();
        assertTrue(gone.stream().noneMatch(kept::containsKey));
        assertTrue(kept.keySet().containsAll(second), "those of the version before are kept");
        assertWhole(3);
    }

    /// mosquitto keeps 1,000 waiting messages for a client unless it is told otherwise, and drops
    /// the others.
    @Test
    void aBrokerWithAShortQueueLooksAsFullAsItIs() throws Exception {
        listener.close();
        broker.close();
        broker =
                Service.mosquitto(
                        port,
                        dir,
                        "listener %d 127.0.0.1".formatted(port),
                        "allow_anonymous true",
                        "max_inflight_messages 1",
                        "max_queued_messages 2");
        build(0);
        assertEquals(BUCKETS, publish().buckets());
        assertEquals(0, publish().buckets());
    }

    @Test
    @Tag("long")
    void oneEntryOfTwoHundredSeventyThousandIsSmallOnTheWire() throws Exception {
        large(0);
        long start = System.nanoTime();
        var first = publish();
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        large(1);
        start = System.nanoTime();
        var second = publish();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.printf(
                "270,000 entries: %d parts, %,d bytes in %d s; one changed: %d part, %,d bytes in"
                        + " %,d ms%n",
                first.buckets(), first.bytes(), seconds, second.buckets(), second.bytes(), millis);
        assertEquals(1, second.buckets());
        assertTrue(second.bytes() <= BYTES_MAX, () -> second.bytes() + " bytes");
    }

    private void large(int changed) throws Exception {
        list(dir.resolve("out"), rows(270_000, changed));
    }

    /// What the broker keeps of the list, by the last level of its topic. One that comes later is
    /// shown it, and then its own word, which mosquitto sends after all that.
    private Map<String, byte[]> retained() throws Exception {
        try (var latecomer = new Host(port, "latecomer")) {
            latecomer.hear("oc/v1/hall/list/#");
            latecomer.hear("fence");
            latecomer.say("fence", new byte[] {1}, false);
            Await.until("the fence", SOON, () -> latecomer.topics().contains("fence"));
            var kept = latecomer.kept();
            kept.remove("fence");
            return kept;
        }
    }
}
