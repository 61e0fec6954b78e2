package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.Stimulus.AtCounter;
import onecard.edge.intake.Stimulus.Weighed;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.edge.watch.Metrics;
import onecard.hal.Load;
import onecard.hal.ScaleEvent;
import org.junit.jupiter.api.Test;

/// What a scale tells, as the loop hears of it.
class ScaleSourceTest {

    private static final Device PAN = new Device(Kind.SCALE, "pan");

    private final Inbox inbox = new Inbox();

    @Test
    void eachIsHeardAsItIs() throws InterruptedException {
        heard(
                new ScaleEvent.Weight("pan", 4_750, true, 1),
                new Weighed("pan", new Load.Weight(4_750, true)));
        heard(
                new ScaleEvent.Weight("pan", -20, false, 2),
                new Weighed("pan", new Load.Weight(-20, false)));
        heard(new ScaleEvent.Overloaded("pan", 3), new Weighed("pan", new Load.Over()));
        heard(new ScaleEvent.Underloaded("pan", 4), new Weighed("pan", new Load.Under()));
        heard(new ScaleEvent.Lost("pan", "is silent", 5), new AtCounter.Lost(PAN));
        heard(new ScaleEvent.Back("pan", 6), new AtCounter.Back(PAN));
    }

    private void heard(ScaleEvent event, Stimulus expected) throws InterruptedException {
        new CounterSource(inbox, new Metrics()).scale(event);
        assertEquals(Optional.of(expected), inbox.take(Duration.ZERO));
        assertEquals(Optional.empty(), inbox.take(Duration.ZERO));
    }
}
