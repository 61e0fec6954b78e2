package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.Stimulus.AtCounter;
import onecard.edge.intake.Stimulus.Laid;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.edge.watch.Metrics;
import onecard.hal.TrayEvent;
import onecard.hal.TrayStability;
import onecard.point.Tray;
import org.junit.jupiter.api.Test;

/// Rounds of an antenna, as the loop hears of them.
class TraySourceTest {

    private static final String RICE = "E20047000000000000000001";
    private static final String SOUP = "E20047000000000000000002";
    private static final Device ANTENNA = new Device(Kind.TRAY, "plates");

    private final Inbox inbox = new Inbox();
    private final Consumer<TrayEvent> source =
            new CounterSource(inbox, new Metrics()).tray(TrayStability.Rules.USUAL);
    private long round;

    @Test
    void aTrayIsToldOnceItRestsAndNotAtEachRound() throws Exception {
        look(3);
        assertEquals(List.of(laid(new Tray.Empty())), heard());

        look(2, RICE);
        look(9, RICE, SOUP);
        assertEquals(
                List.of(laid(new Tray.Unstable()), laid(new Tray.Stable(Set.of(RICE, SOUP)))),
                heard());
    }

    @Test
    void aTagThatStaysAwayFromOneRoundChangesNothing() throws Exception {
        look(3);
        look(6, RICE, SOUP);
        heard();
        look(1, RICE);
        look(6, RICE, SOUP);
        assertEquals(List.of(), heard());
    }

    @Test
    void aTrayThatIsTakenAwayIsToldWithTheSecondEmptyRound() throws Exception {
        look(3);
        look(6, RICE);
        heard();
        look(1);
        assertEquals(List.of(), heard());
        look(1);
        assertEquals(List.of(laid(new Tray.Empty())), heard());
    }

    /// What lay there before is not what lies there now.
    @Test
    void anAntennaThatWasLostBeginsAnew() throws Exception {
        look(3);
        look(6, RICE);
        heard();
        source.accept(new TrayEvent.Lost("plates", "unplugged", nanos()));
        source.accept(new TrayEvent.Back("plates", nanos()));
        look(3, RICE);
        assertEquals(
                List.of(
                        laid(new Tray.Unstable()),
                        new AtCounter.Lost(ANTENNA),
                        new AtCounter.Back(ANTENNA)),
                heard());
        look(1, RICE);
        assertEquals(List.of(laid(new Tray.Stable(Set.of(RICE)))), heard());
    }

    private void look(int rounds, String... tags) {
        for (int i = 0; i < rounds; i++) {
            round++;
            source.accept(new TrayEvent.Inventory("plates", Set.of(tags), nanos()));
        }
    }

    /// A tenth of a second a round.
    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(100 * round);
    }

    private static Stimulus laid(Tray tray) {
        return new Laid("plates", tray);
    }

    private List<Stimulus> heard() throws InterruptedException {
        var heard = new ArrayList<Stimulus>();
        for (var next = inbox.take(Duration.ZERO);
                next.isPresent();
                next = inbox.take(Duration.ZERO)) {
            heard.add(next.get());
        }
        return heard;
    }
}
