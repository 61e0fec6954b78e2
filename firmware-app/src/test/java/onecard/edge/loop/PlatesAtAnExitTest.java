package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import onecard.access.Direction;
import onecard.access.Token;
import onecard.point.Sensor;
import org.junit.jupiter.api.Test;

/// A camera at a way out that refuses nobody, in somebody else's hands: whoever stands there leaves
/// all the same.
class PlatesAtAnExitTest extends CameraAtABarrier {

    private static final Token LEAVING = new Token(8, 8);

    PlatesAtAnExitTest() {
        super(Direction.OUT, _ -> Shares.NOTHING);
    }

    @Test
    void noPlateIsLeftOutAfterAFlood() {
        strangers(0, 36);
        after(Duration.ofSeconds(20));
        sense(Sensor.ARRIVAL_OUT, true);
        assertEquals(List.of(), line, "nobody is there that is read");
        read(LEAVING);
        assertEquals(List.of("raise"), line);
        assertEquals(37, taps());
        assertEquals(List.of(), alarms());
    }

    /// Whoever was seen longest ago makes room: never the one that is read again and again.
    @Test
    void whoeverIsSeenStillKeepsTheirPlace() {
        read(LEAVING);
        for (int i = 0; i < 100; i++) {
            strangers(5 * i, 5);
            read(LEAVING);
            after(Duration.ofMillis(100));
        }
        assertEquals(501, taps(), "one tap each");
        sense(Sensor.ARRIVAL_OUT, true);
        assertEquals(List.of("raise"), line);
    }
}
