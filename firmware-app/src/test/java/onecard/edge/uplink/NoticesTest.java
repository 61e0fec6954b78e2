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

    /// Until it is away; then nobody is asked about it on each link, for as long as a device runs.
    @Test
    void whatIsTakenAwayIsSaidUntilItIs() {
        notices.keep(new Broker.Message("cleared", new byte[0], 1, true), () -> {});
        notices.keep(new Broker.Message("kept", new byte[1], 1, true), () -> {});
        for (int code : new int[] {0x97, 0, 0}) {
            var link = new QuietLink();
            notices.begin();
            notices.send(10, 0, link);
            boolean said = link.published.containsValue("cleared");
            assertEquals(code == 0x97 || !away, said);
            assertTrue(link.published.containsValue("kept"), "a broker may keep nothing");
            link.published.forEach((ticket, topic) -> answer(ticket, topic, code));
            notices.linkLost();
        }
        assertTrue(away);
    }

    private boolean away;

    private void answer(long ticket, String topic, int code) {
        notices.answered(ticket, topic.equals("cleared") ? code : 0, 0);
        away |= topic.equals("cleared") && code == 0;
    }

    /// A newer word of the same topic is kept, whatever becomes of the clearing before it.
    @Test
    void whatIsSaidAnewStays() {
        var link = new QuietLink();
        notices.keep(new Broker.Message("part", new byte[0], 1, true), () -> {});
        notices.send(10, 0, link);
        notices.keep(new Broker.Message("part", new byte[1], 1, true), () -> {});
        notices.answered(link.lastTicket(), 0, 0);
        notices.linkLost();

        var next = new QuietLink();
        notices.begin();
        notices.send(10, 0, next);
        assertTrue(next.published.containsValue("part"));
    }
}
