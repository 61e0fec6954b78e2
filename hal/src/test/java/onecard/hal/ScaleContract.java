package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import onecard.hal.ScaleEvent.Back;
import onecard.hal.ScaleEvent.Lost;
import onecard.hal.ScaleEvent.Overloaded;
import onecard.hal.ScaleEvent.Underloaded;
import onecard.hal.ScaleEvent.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any scale must keep, whoever built it.
public abstract class ScaleContract {

    private final Told<ScaleEvent> events = new Told<>();
    private Scale scale;

    protected ScaleContract() {}

    /// One whose device is there, with nothing on it.
    protected abstract Scale scale() throws Exception;

    /// From now on this lies on it.
    protected abstract void lay(Load load) throws Exception;

    protected abstract void unplug() throws Exception;

    protected abstract void plugIn() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        scale = scale();
        scale.open(events);
        events.next(Back.class);
        rests(0);
    }

    @AfterEach
    final void close() {
        scale.close();
    }

    @Test
    void aWeightIsToldWhenItChangesAndNotAgain() throws Exception {
        long before = System.nanoTime();
        lay(new Load.Weight(1_234, true));
        var told = rests(1_234);
        assertEquals(scale.name(), told.scale());
        assertTrue(told.nanos() >= before);
        lay(new Load.Weight(1_234, true));
        lay(new Load.Weight(15_000, true));
        rests(15_000);
    }

    @Test
    void everyGramCountsOnBothSidesOfZero() throws Exception {
        for (var grams : new long[] {1, 999, 1_000, 1_001, 29_995, -1, -1_005, 0}) {
            lay(new Load.Weight(grams, true));
            rests(grams);
        }
    }

    @Test
    void aWeightThatMovesIsToldAsSuchAndOnceMoreWhenItRests() throws Exception {
        lay(new Load.Weight(500, false));
        var moving = events.next(Weight.class);
        assertEquals(500, moving.grams());
        assertEquals(false, moving.stable());
        lay(new Load.Weight(500, true));
        var resting = events.next(Weight.class);
        assertEquals(500, resting.grams());
        assertTrue(resting.stable());
    }

    @Test
    void tooMuchAndTooLittleAreNoWeights() throws Exception {
        lay(new Load.Over());
        events.next(Overloaded.class);
        lay(new Load.Weight(20, true));
        rests(20);
        lay(new Load.Under());
        events.next(Underloaded.class);
        lay(new Load.Over());
        events.next(Overloaded.class);
    }

    /// I62, as of a contact: the last weight is not current, and is told again.
    @Test
    void anUnpluggedCableIsToldAndThenWhatLiesThere() throws Exception {
        lay(new Load.Weight(300, true));
        rests(300);
        unplug();
        var lost = events.next(Lost.class);
        assertEquals(scale.name(), lost.scale());
        plugIn();
        events.next(Back.class);
        rests(300);
    }

    @Test
    void itEndsWithinASecondAndIsSilentThen() throws Exception {
        events.ends(scale);
        events.nothingMore();
    }

    /// The next events say that it rests at this weight; it may be told as moving before.
    private Weight rests(long grams) throws InterruptedException {
        var told = events.next(Weight.class);
        assertEquals(grams, told.grams());
        if (!told.stable()) {
            told = events.next(Weight.class);
            assertEquals(grams, told.grams());
        }
        assertTrue(told.stable());
        return told;
    }
}
