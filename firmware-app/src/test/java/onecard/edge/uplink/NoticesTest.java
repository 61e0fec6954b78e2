package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What is said of the device on one link, and on the next.
class NoticesTest {

    private final Notices notices = new Notices();

    /// Whoever said it says it anew; an old word would come behind that.
    @Test
    void whatWasRefusedOnOneLinkIsNotSaidAgainOnTheNext() {
        var first = new QuietLink();
        notices.say(new Broker.Message("status", new byte[0], 1, true));
        notices.send(1, 0, first);
        notices.answered(first.lastTicket(), 0x97, 0);
        assertFalse(notices.isTaken());

        notices.linkLost();

        var second = new QuietLink();
        notices.begin();
        for (int i = 0; i <= 10; i++) {
            notices.send(10, i * Notices.AGAIN.toNanos(), second);
        }
        assertEquals(0, second.published.size());
        assertTrue(notices.isTaken(), "nothing was said on this link that was not taken");
    }
}
