package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A link that is cut again and again leaves nothing behind in the process.
@Tag("mosquitto")
class ReconnectTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /// A compiler thread of the JVM, or a connection that is just being made.
    private static final int SLACK = 3;

    @TempDir Path dir;

    @Test
    void aHundredReconnectsLeaveThreadsAndFilesWhereTheyWere() throws Exception {
        reconnects(100);
    }

    @Tag("long")
    @Test
    void tenThousandReconnectsLeaveThreadsAndFilesWhereTheyWere() throws Exception {
        reconnects(10_000);
    }

    private void reconnects(int cuts) throws Exception {
        int port = Ports.free();
        try (var broker = Service.mosquitto(port, dir);
                var line = new CutLine(port);
                var producer = new Producer(dir.resolve("state"), line.port())) {
            for (int i = 0; i < 5; i++) {
                producer.taps(1);
                connectedMoreThan(producer, i);
                line.cut();
            }
            connectedMoreThan(producer, 5);
            var before = producer.counts();
            for (int i = 0; i < cuts; i++) {
                // Something is in flight when the line breaks.
                producer.taps(3);
                if (i % 50 == 49) {
                    broker.kill();
                    broker.startAgain();
                } else {
                    line.cut();
                }
                connectedMoreThan(producer, before.connects() + i);
            }
            Await.until(
                    "threads and files as before: " + before + ", but now " + producer.counts(),
                    SOON,
                    () -> settled(before, producer.counts()));
            var after = producer.counts();
            System.out.printf("%d reconnects: before %s, after %s%n", cuts, before, after);
            assertTrue(after.connects() - before.connects() >= cuts);
        }
    }

    private static boolean settled(Producer.Counts before, Producer.Counts now) {
        return now.threads() <= before.threads() + SLACK && now.files() <= before.files() + SLACK;
    }

    private static void connectedMoreThan(Producer producer, long connects) {
        Await.until(
                "connection " + (connects + 1),
                SOON,
                () -> producer.counts().connects() > connects);
    }
}
