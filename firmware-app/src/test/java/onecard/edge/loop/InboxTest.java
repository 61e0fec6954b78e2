package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();

    @Test
    void aFullInboxRefusesCardsAndCountsThem() throws Exception {
        for (int i = 0; i < Inbox.PRESENTATIONS_MAX; i++) {
            assertTrue(inbox.offer(card("in")));
        }

        assertFalse(inbox.offer(card("in")));

        assertEquals(1, inbox.dropped());
        assertEquals(Inbox.PRESENTATIONS_MAX, drain().size());
    }

    @Test
    void anAnswerFromTheJournalIsHeardBeforeTheNextCard() throws Exception {
        inbox.offer(card("in"));
        inbox.offer(new Stimulus.Recorded(new TapId(1), 42));

        assertEquals(
                Optional.of(new Stimulus.Recorded(new TapId(1), 42)), inbox.take(Duration.ZERO));
    }

    @Test
    void aFloodOfOneContactNeverHidesTheLastLevelOfAnother() throws Exception {
        inbox.offer(new Stimulus.ContactChanged("fire", true));
        for (int i = 0; i < 10 * Inbox.LEVELS_MAX; i++) {
            inbox.offer(new Stimulus.ContactChanged("leaf", i % 2 == 0));
        }

        var heard = drain();

        assertTrue(heard.contains(new Stimulus.ContactChanged("fire", true)));
        assertEquals(new Stimulus.ContactChanged("leaf", false), heard.getLast());
        assertTrue(heard.size() <= Inbox.LEVELS_MAX + 1);
    }

    @Test
    void edgesBelowTheLimitKeepTheirOrder() throws Exception {
        inbox.offer(new Stimulus.ContactChanged("leaf", false));
        inbox.offer(new Stimulus.ContactChanged("leaf", true));

        assertEquals(2, drain().size());
    }

    private List<Stimulus> drain() throws InterruptedException {
        var all = new ArrayList<Stimulus>();
        for (var next = inbox.take(Duration.ZERO);
                next.isPresent();
                next = inbox.take(Duration.ZERO)) {
            all.add(next.get());
        }
        return all;
    }

    private static Stimulus card(String reader) {
        return new Stimulus.Presented(
                reader, new Presentation.Unreadable(Reason.CARD_UNREADABLE), 0, 0, 0);
    }
}
