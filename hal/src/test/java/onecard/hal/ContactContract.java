package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecard.hal.DeviceEvent.ContactChanged;
import org.junit.jupiter.api.Test;

/// What any contact must keep, whoever built it. A subclass says what it is built on, how its line
/// is pulled from outside, and how time passes there.
public abstract class ContactContract {

    private static final Duration DEBOUNCE = Duration.ofMillis(50);

    private final List<DeviceEvent> heard = new ArrayList<>(); // under its own lock

    protected ContactContract() {}

    /// A contact of one and the same line, which is at the level it was pulled to; the contact
    /// before it is closed.
    protected abstract Contact contact(boolean closedWhenHigh, Duration debounce) throws Exception;

    /// From outside; it holds until the next pull.
    protected abstract void pull(boolean high) throws Exception;

    /// On the clock of the contact's events.
    protected abstract long nanos();

    /// At least so much time passes, and with it happens what is due.
    protected abstract void pass(Duration time) throws Exception;

    /// What comes may come so much later than it should.
    protected abstract Duration slack();

    @Test
    void thePresentLevelComesFirstInTheDeclaredSense() throws Exception {
        for (boolean high : new boolean[] {false, true}) {
            for (boolean closedWhenHigh : new boolean[] {false, true}) {
                pull(high);
                var contact = contact(closedWhenHigh, Duration.ZERO);
                long before = nanos();
                contact.open(this::hear);
                assertEquals(List.of(high == closedWhenHigh), levels());
                assertTrue(last().nanos() >= before);
                assertEquals(high == closedWhenHigh, contact.active());
                contact.close();
                heard.clear();
            }
        }
    }

    @Test
    void aChangeIsToldOnceWithTheTimeItWasSeen() throws Exception {
        pull(false);
        var contact = contact(true, DEBOUNCE);
        contact.open(this::hear);
        long before = nanos();
        pull(true);
        pass(DEBOUNCE.plus(slack()));
        assertEquals(List.of(false, true), levels());
        assertTrue(contact.active());
        long late = last().nanos() - before - DEBOUNCE.toNanos();
        assertTrue(late >= 0, () -> "a level of " + -late + " ns less than the debounce time");
        assertTrue(late <= slack().toNanos(), () -> "late by " + late / 1_000 + " us");
        pass(DEBOUNCE.multipliedBy(10));
        assertEquals(List.of(false, true), levels());
        pull(false);
        pass(DEBOUNCE.plus(slack()));
        assertEquals(List.of(false, true, false), levels());
        assertFalse(contact.active());
    }

    @Test
    void bounceIsNoChangeAndALevelThatStaysIs() throws Exception {
        pull(false);
        var contact = contact(true, Duration.ofMillis(400));
        contact.open(this::hear);
        for (int i = 0; i < 10; i++) {
            pull(true);
            pull(false);
        }
        pass(Duration.ofMillis(400).plus(slack()));
        assertEquals(List.of(false), levels());
        for (int i = 0; i < 10; i++) {
            pull(true);
            pull(false);
        }
        pull(true);
        pass(Duration.ofMillis(400).plus(slack()));
        assertEquals(List.of(false, true), levels());
    }

    /// Standards ask that whatever is active for longer than 400 ms counts.
    @Test
    void whatIsActiveFor400MillisecondsIsSeen() throws Exception {
        pull(false);
        var contact = contact(true, Duration.ofMillis(100)); // the longest that is allowed
        contact.open(this::hear);
        pull(true);
        pass(Duration.ofMillis(400));
        pull(false);
        pass(Duration.ofMillis(100).plus(slack()));
        assertEquals(List.of(false, true, false), levels());
    }

    @Test
    void whatWasBeforeNobodyHears() throws Exception {
        pull(false);
        var contact = contact(true, Duration.ZERO);
        pull(true);
        pull(false);
        pull(true);
        contact.open(this::hear);
        pass(Duration.ofMillis(50).plus(slack()));
        assertEquals(List.of(true), levels());
    }

    @Test
    void aClosedContactIsSilent() throws Exception {
        pull(false);
        var contact = contact(true, Duration.ZERO);
        contact.open(this::hear);
        contact.close();
        contact.close();
        pull(true);
        pass(Duration.ofMillis(50).plus(slack()));
        assertEquals(List.of(false), levels());
    }

    /// However fast it comes: no change is told twice, and the last one told is the line's (I65).
    @Test
    void theLastLevelToldIsTheLines() throws Exception {
        pull(false);
        var contact = contact(true, Duration.ZERO);
        contact.open(this::hear);
        for (int i = 0; i < 5_001; i++) {
            pull(i % 2 == 0);
        }
        pass(Duration.ofMillis(50).plus(slack()));
        var levels = levels();
        for (int i = 0; i < levels.size(); i++) {
            assertEquals(i % 2 == 1, levels.get(i), "told twice at " + i);
        }
        assertTrue(levels.getLast());
        assertTrue(contact.active());
        assertInOrder();
    }

    /// On whatever contact: each pulse once, and what bounces none.
    @Test
    void aMeterOnItCountsEachPulseOnce() throws Exception {
        pull(true);
        var meter = new ContactMeter(contact(true, DEBOUNCE));
        meter.open(this::hear);
        assertEquals(0, meter.pulses(), "nobody saw it close");
        for (int i = 1; i <= 3; i++) {
            pull(false);
            pass(DEBOUNCE.plus(slack()));
            for (int bounce = 0; bounce < 3; bounce++) {
                pull(true);
                pull(false);
            }
            pull(true);
            pass(DEBOUNCE.plus(slack()));
            assertEquals(i, meter.pulses());
        }
        synchronized (heard) {
            assertTrue(heard.removeFirst() instanceof ContactChanged, "that it is observed");
            assertEquals(
                    List.of(1L, 2L, 3L),
                    heard.stream().map(it -> ((DeviceEvent.Counted) it).total()).toList());
        }
        meter.close();
    }

    private void assertInOrder() {
        synchronized (heard) {
            long before = Long.MIN_VALUE;
            for (var event : heard) {
                long nanos = ((ContactChanged) event).nanos();
                assertTrue(nanos >= before, "out of order");
                before = nanos;
            }
        }
    }

    private void hear(DeviceEvent event) {
        synchronized (heard) {
            heard.add(event);
        }
    }

    private ContactChanged last() {
        synchronized (heard) {
            return (ContactChanged) heard.getLast();
        }
    }

    private List<Boolean> levels() {
        synchronized (heard) {
            return heard.stream().map(event -> ((ContactChanged) event).active()).toList();
        }
    }
}
