package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
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

    /// As many rounds as fit into that.
    private static final int ROUNDS_MAX = 300;

    private final Told<TrayEvent> events = new Told<>();
    private TrayReader reader;

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
        reader.open(events);
        events.next(Back.class);
    }

    @AfterEach
    final void close() {
        reader.close();
    }

    @Test
    void everyRoundIsToldWhetherOrNotAnythingChanged() throws Exception {
        long before = System.nanoTime();
        var first = events.next(Inventory.class);
        assertEquals(Set.of(), first.tags());
        assertEquals(reader.name(), first.reader());
        var second = events.next(Inventory.class);
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
            var round = events.next(Inventory.class);
            stability = stability.after(round.tags(), round.nanos());
        }
        assertEquals(stable, stability.tray());
    }

    @Test
    void anUnpluggedCableIsToldAndThenItLooksAgain() throws Exception {
        lay(Set.of(PLATE));
        found(Set.of(PLATE));
        unplug();
        var event = events.next(TrayEvent.class);
        for (int i = 0; i < ROUNDS_MAX && event instanceof Inventory; i++) {
            event = events.next(TrayEvent.class);
        }
        assertEquals(reader.name(), assertInstanceOf(Lost.class, event).reader());
        plugIn();
        events.next(Back.class);
        found(Set.of(PLATE));
    }

    @Test
    void itEndsWithinASecond() throws Exception {
        events.ends(reader);
    }

    /// Of the rounds to come one finds these; a round that was under way finds others.
    private void found(Set<String> tags) throws InterruptedException {
        var last = events.next(Inventory.class);
        for (int i = 0; i < ROUNDS_MAX && !last.tags().equals(tags); i++) {
            last = events.next(Inventory.class);
        }
        assertEquals(tags, last.tags());
    }
}
