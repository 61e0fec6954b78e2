package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When answers on their way to the broker want to be looked at again.
class OutgoingTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Outgoing outgoing = new Outgoing();
    private final QuietLink link = new QuietLink();

    /// Room is made by an answer of the broker, which wakes by itself; to wake before is to spin.
    @Test
    void whatHasTimeAndOnlyLacksRoomWakesNobody() {
        outgoing.add(new Broker.Message("rsp", new byte[0], 1, false));
        outgoing.send(0, 0, link);
        assertEquals(Long.MAX_VALUE, outgoing.wake(0));

        outgoing.send(1, 0, link);
        outgoing.answered(link.lastTicket(), 0x97, 0);
        assertEquals(SECOND, outgoing.wake(0));

        outgoing.send(0, 2 * SECOND, link);
        assertEquals(Long.MAX_VALUE, outgoing.wake(2 * SECOND));
    }
}
