package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import onecard.hal.Cue.Colour;
import onecard.hal.Panel.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people know by ear, or by a light whose colour they do not see.
class CueTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMillis(800);

    /// More than one is counted as long as it is not mistaken for another number.
    private static final double TOLD_APART = 2;

    @Test
    void noTwoAreAlikeButForTheirColour() {
        var cues = new ArrayList<>(Stream.of(Signal.values()).map(Signal::cue).toList());
        cues.add(Panel.HELD_OPEN);
        for (int i = 0; i < cues.size(); i++) {
            for (int j = 0; j < i; j++) {
                var one = cues.get(i);
                var other = cues.get(j);
                assertTrue(isToldApart(one, other), () -> one + " " + other);
            }
        }
    }

    private static boolean isToldApart(Cue one, Cue other) {
        double ratio = (double) one.on().toMillis() / other.on().toMillis();
        return one.beeps() != other.beeps() || ratio >= TOLD_APART || 1 / ratio >= TOLD_APART;
    }

    /// The grammar that installers are taught.
    @Test
    void theFiveThatEverybodyLearns() {
        assertAll(
                () -> assertBeeps(1, Signal.GRANTED),
                () -> assertTrue(on(Signal.GRANTED).compareTo(SHORT) <= 0),
                () -> assertBeeps(2, Signal.REFUSED),
                () -> assertBeeps(3, Signal.TRY_AGAIN),
                () -> assertTrue(on(Signal.TRY_AGAIN).compareTo(on(Signal.REFUSED)) < 0, "fast"),
                () -> assertBeeps(1, Signal.PAID),
                () -> assertTrue(on(Signal.PAID).compareTo(LONG) >= 0),
                () -> assertBeeps(1, Signal.FAULT),
                () -> assertTrue(on(Signal.FAULT).compareTo(LONG.multipliedBy(2)) >= 0, "steady"));
    }

    /// One who is let in sees green, and nobody else does alone.
    @Test
    void greenIsForWhoeverMayGoOn() {
        for (var signal : Signal.values()) {
            boolean goesOn = signal == Signal.GRANTED || signal == Signal.PAID;
            assertEquals(goesOn, signal.cue().colour() == Colour.GREEN, signal::name);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 100", "1, 0, 100", "1, 100, 0", "-1, 100, 100"})
    void oneThatNobodyNoticesIsNone(int beeps, int onMillis, int offMillis) {
        assertThrows(
                IllegalArgumentException.class,
                () -> Cue.of(Colour.RED, beeps, onMillis, offMillis));
    }

    private static void assertBeeps(int beeps, Signal signal) {
        assertEquals(beeps, signal.cue().beeps(), signal::name);
    }

    private static Duration on(Signal signal) {
        return signal.cue().on();
    }
}
