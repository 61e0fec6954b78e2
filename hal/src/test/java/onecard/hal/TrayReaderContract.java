package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.hal.TrayEvent.Back;
import onecard.hal.TrayEvent.Inventory;
import onecard.hal.TrayEvent.Lost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any tray reader must keep, whoever built it.
public abstract class TrayReaderContract {

    protected static final String BOWL = "E20047000000000000000001";
    protected static final String PLATE = "30751FEB705C5904E3D50D70";

    /// As short as a tag may be.
    protected static final String SAUCER = "0BB07E15";

    private static final long DEADLINE_SECONDS = 30;

    /// As many rounds as fit into that.
    private static final int ROUNDS_MAX = 300;

    private final LinkedBlockingQueue<TrayEvent> events = new LinkedBlockingQueue<>();
    private TrayReader reader = new Unopened();

    protected TrayReaderContract() {}

    /// One whose device is there, with nothing on it, and that goes round.
    protected abstract TrayReader reader() throws Exception;

    /// From now on these lie there, and no others.
    protected abstract void lay(Set<String> tags) throws Exception;

    protected abstract void unplug() throws Exception;

    protected abstract void plugIn() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        reader = reader();
        reader.open(events::add);
        next(Back.class);
    }

    @AfterEach
    final void close() {
        reader.close();
    }

    @Test
    void everyRoundIsToldWhetherOrNotAnythingChanged() throws Exception {
        long before = System.nanoTime();
        var first = next(Inventory.class);
        assertEquals(Set.of(), first.tags());
        assertEquals(reader.name(), first.reader());
        var second = next(Inventory.class);
        assertEquals(Set.of(), second.tags());
        assertTrue(second.nanos() > first.nanos() && first.nanos() > before - 30_000_000_000L);
    }

    @Test
    void whatLiesThereIsFound() throws Exception {
        for (var tags : Set.of(Set.of(PLATE), Set.of(PLATE, BOWL, SAUCER), Set.<String>of())) {
            lay(tags);
            found(tags);
        }
    }

    @Test
    void aTrayThatIsPutDownBecomesStable() throws Exception {
        lay(Set.of(BOWL, SAUCER));
        var stability = TrayStability.begin(TrayStability.Rules.USUAL);
        var stable = new TrayStability.Tray.Stable(Set.of(BOWL, SAUCER));
        for (int i = 0; i < ROUNDS_MAX && !stability.tray().equals(stable); i++) {
            var round = next(Inventory.class);
            stability = stability.after(round.tags(), round.nanos());
        }
        assertEquals(stable, stability.tray());
    }

    @Test
    void anUnpluggedCableIsToldAndThenItLooksAgain() throws Exception {
        lay(Set.of(PLATE));
        found(Set.of(PLATE));
        unplug();
        var event = next(TrayEvent.class);
        for (int i = 0; i < ROUNDS_MAX && event instanceof Inventory; i++) {
            event = next(TrayEvent.class);
        }
        assertEquals(reader.name(), assertInstanceOf(Lost.class, event).reader());
        plugIn();
        next(Back.class);
        found(Set.of(PLATE));
    }

    @Test
    void itEndsWithinASecond() {
        long before = System.nanoTime();
        reader.close();
        reader.close();
        assertTrue(System.nanoTime() - before < 2_000_000_000L);
    }

    /// Of the rounds to come one finds these; a round that was under way finds others.
    private void found(Set<String> tags) throws InterruptedException {
        var last = next(Inventory.class);
        for (int i = 0; i < ROUNDS_MAX && !last.tags().equals(tags); i++) {
            last = next(Inventory.class);
        }
        assertEquals(tags, last.tags());
    }

    private <T extends TrayEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }

    private record Unopened() implements TrayReader {
        @Override
        public String name() {
            return "";
        }

        @Override
        public void open(Consumer<TrayEvent> listener) {}

        @Override
        public long unreadable() {
            return 0;
        }

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
