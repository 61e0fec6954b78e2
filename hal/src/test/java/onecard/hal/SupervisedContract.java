package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecard.hal.Bands.Band;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.Loss;
import org.junit.jupiter.api.Test;

/// What any supervised contact must keep besides what every contact keeps.
public abstract class SupervisedContract extends ContactContract {

    private static final Duration DEBOUNCE = Duration.ofMillis(50);
    private static final Band LOW = new Band(900, 1_500);
    private static final Band HIGH = new Band(1_900, 2_600);

    private final List<String> heard = new ArrayList<>();

    protected SupervisedContract() {}

    /// A contact of one and the same line; the one before it is closed.
    protected abstract Contact contact(Bands bands, Duration debounce) throws Exception;

    /// What the line measures from now on.
    protected abstract void measures(int millivolts) throws Exception;

    /// The converter is gone, or back.
    protected abstract void gone(boolean gone) throws Exception;

    @Override
    protected final Contact contact(boolean closedWhenHigh, Duration debounce) throws Exception {
        return contact(closedWhenHigh ? new Bands(HIGH, LOW) : new Bands(LOW, HIGH), debounce);
    }

    @Override
    protected final void pull(boolean high) throws Exception {
        measures(high ? 2_000 : 1_000);
    }

    @Test
    void aShortAndACutAreTamperAndNoLevel() throws Exception {
        measures(1_200);
        var contact = listening();
        assertTrue(contact.active());
        measures(0);
        settle();
        assertFalse(contact.active(), "I62: the last level is not shown as current");
        measures(3_300);
        settle();
        measures(1_200);
        settle();
        assertEquals(List.of("true", "SHORT", "CUT", "true"), heard);
    }

    @Test
    void whatIsBetweenTheBandsBelongsToNobody() throws Exception {
        measures(2_000);
        listening();
        measures(1_700);
        settle();
        assertEquals(List.of("false", "ODD"), heard);
    }

    @Test
    void aShortIsDebouncedToo() throws Exception {
        measures(2_000);
        listening();
        measures(0);
        measures(2_000);
        settle();
        assertEquals(List.of("false"), heard);
    }

    @Test
    void aLineFoundShortAtTheStartIsToldFirst() throws Exception {
        measures(0);
        listening();
        assertEquals(List.of("SHORT"), heard);
        settle();
        assertEquals(List.of("SHORT"), heard);
    }

    @Test
    void aLineThatDoesNotSettleIsLostWithinASecondOrSo() throws Exception {
        measures(2_000);
        listening();
        for (int i = 0; i < 60; i++) {
            measures(i % 2 == 0 ? 1_700 : 1_200);
            pass(Duration.ofMillis(20));
        }
        assertEquals(List.of("false", "ODD"), heard);
        measures(2_000);
        settle();
        assertEquals(List.of("false", "ODD", "false"), heard);
    }

    @Test
    void aConverterThatIsGoneIsNoTamper() throws Exception {
        measures(1_200);
        var contact = listening();
        gone(true);
        settle();
        assertFalse(contact.active());
        gone(false);
        settle();
        assertEquals(List.of("true", "UNREAD", "true"), heard);
        assertFalse(Loss.UNREAD.isTamper());
    }

    private Contact listening() throws Exception {
        var contact = contact(new Bands(LOW, HIGH), DEBOUNCE);
        contact.open(this::hear);
        return contact;
    }

    private void settle() throws Exception {
        pass(DEBOUNCE.plus(slack()));
    }

    private void hear(DeviceEvent event) {
        switch (event) {
            case ContactChanged(_, var active, _) -> heard.add(String.valueOf(active));
            case ContactLost(_, var loss, _, _) -> heard.add(loss.name());
            default -> heard.add(event.toString());
        }
    }
}
