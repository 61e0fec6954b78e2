package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final int MANY = 10_000;

    @Test
    void aHundredReconnectsLeaveThreadsAndFilesWhereTheyWere() throws Exception {
        reconnects(100);
    }

    @Tag("long")
    @Test
    void tenThousandReconnectsLeaveThreadsFilesAndMemoryWhereTheyWere() throws Exception {
        reconnects(MANY);
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
            var memory = new ArrayList<Long>();
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
                memory.add(producer.residentKilobytes());
            }
            Await.until(
                    "threads and files as before: " + before + ", but now " + producer.counts(),
                    SOON,
                    () -> settled(before, producer.counts()));
            var after = producer.counts();
            System.out.printf("%d reconnects: before %s, after %s%n", cuts, before, after);
            assertTrue(after.connects() - before.connects() >= cuts);
            if (cuts >= MANY) {
                assertFlat(memory);
            }
        }
    }

    /// The last fifth beside the second: the first fills what is filled once.
    private static void assertFlat(List<Long> kilobytes) {
        long second = medianOfFifth(kilobytes, 1);
        long last = medianOfFifth(kilobytes, 4);
        System.out.printf("resident: second fifth %d kB, last fifth %d kB%n", second, last);
        assertTrue(last * 100 <= second * 105, last + " kB after " + second + " kB");
    }

    private static long medianOfFifth(List<Long> values, int fifth) {
        int size = values.size() / 5;
        return values.subList(fifth * size, (fifth + 1) * size).stream()
                .sorted()
                .skip(size / 2)
                .findFirst()
                .orElseThrow();
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
