package onecard.edge.loop;

import static onecard.access.Factor.FACE;
import static onecard.access.Factor.FINGER;
import static onecard.access.Factor.PIN;
import static onecard.access.Factor.VEIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Factor;
import onecard.access.Likeness;
import onecard.access.Memory;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.Tries;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A card, and then a look at whoever shows it: what the loop asks of the sensor, and what it makes
/// of the answer.
class LooksTest {

    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final long ANN = 1;
    private static final long BOB = 2;
    private static final Tries.Key ANNS_FINGER =
            new Tries.Key("d", CredentialKind.FINGER, Rig.card(ANN));

    @Test
    void theCardAndThenTheFinger() {
        var rig = door(FINGER);
        rig.tap("d-in", ANN, "staff");
        assertEquals(List.of("tap asked FINGER"), rig.said());
        assertEquals("d-in ASKED Place finger", rig.panel.getLast());
        var look = rig.looks.getLast();
        assertEquals(Rig.subject(ANN), look.subject());
        assertEquals(rig.now.mono().plus(WITHIN), look.deadline());

        rig.seen(Likeness.SAME);
        assertEquals(List.of("tap granted staff"), rig.said());
        rig.answer();
        assertEquals(List.of("release d"), rig.line);
    }

    /// I55.
    @Test
    void anAnswerToAnotherRequestChangesNothing() {
        var rig = door(FINGER);
        rig.tap("d-in", ANN, "staff");
        var old = rig.looks.getLast();
        rig.tap("d-in", BOB, "staff");
        assertEquals(
                List.of("tap asked FINGER", "tap refused BIOMETRIC_TIMEOUT", "tap asked FINGER"),
                rig.said());
        assertEquals(1, rig.looks.size());

        for (var request : List.of(old.request(), new TapId(99_999))) {
            var before = rig.loop.memory();
            rig.loop.turn(new Stimulus.Compared(request, Likeness.SAME), rig.now);
            assertEquals(List.of(), rig.said());
            assertEquals(before, rig.loop.memory());
        }
        rig.seen(Likeness.SAME);
        assertEquals(List.of("tap granted staff"), rig.said());
    }

    @Test
    void whoeverIsSeenBadlyIsToldToHoldStillAndLookedAtAgain() {
        var rig = door(FINGER);
        rig.tap("d-in", ANN, "staff");
        rig.seen(Likeness.POOR);
        assertEquals("d-in ASKED Hold still", rig.panel.getLast());
        rig.seen(Likeness.SAME);
        assertEquals(List.of("tap asked FINGER", "tap granted staff"), rig.said());
    }

    /// One event says what is asked first, and the final one all that was compared.
    @Test
    void theFinalEventSaysWhatCameOfEachLook() {
        var rig = door(FINGER, FACE, PIN);
        rig.tap("d-in", ANN, "staff");
        rig.seen(Likeness.DIFFERENT);
        rig.seen(Likeness.NOT_ENROLLED);
        rig.seen(Likeness.TIMEOUT);
        assertEquals("d-in ASKED Enter PIN", rig.panel.getLast());
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap asked FINGER", "tap granted staff"), rig.said());
        var last = rig.journal.getLast().data();
        assertEquals(
                "[finger BIOMETRIC_MISMATCH, finger NOT_ENROLLED, face BIOMETRIC_TIMEOUT]",
                last.array("proofs").orElseThrow().items().stream()
                        .map(item -> (Json.Obj) item)
                        .map(
                                item ->
                                        item.text("factor").orElseThrow()
                                                + " "
                                                + item.text("result").orElseThrow())
                        .toList()
                        .toString());
        assertTrue(rig.loop.memory().tries().isEmpty());
    }

    /// A sensor that the point has none of leads on at once.
    @Test
    void whatIsNotThereIsDown() {
        var rig = door(VEIN, PIN);
        rig.tap("d-in", ANN, "staff");
        assertEquals(List.of("tap asked VEIN"), rig.said());
        assertEquals("d-in ASKED Enter PIN", rig.panel.getLast());
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap granted staff"), rig.said());
    }

    /// Whatever looks at people has hung.
    @Test
    void aLookThatNeverEndsHasTakenTooLong() {
        var rig = door(FINGER, PIN);
        rig.tap("d-in", ANN, "staff");
        rig.after(WITHIN);
        assertEquals(List.of("tap asked FINGER"), rig.said());
        rig.after(Waiting.LOOK_GRACE);
        assertEquals("d-in ASKED Enter PIN", rig.panel.getLast());
        assertEquals(List.of(), rig.looks);
        rig.after(WITHIN);
        assertEquals(List.of("tap refused PIN_TIMEOUT"), rig.said());
    }

    /// What nobody waits for is called off: at a hand-over, or by whoever taps next.
    @Test
    void whoeverIsWaitedForNoMoreIsLookedAtNoMore() {
        var rig = door(FINGER);
        rig.tap("d-in", ANN, "staff");
        rig.loop.standBy(rig.now);
        assertEquals(List.of(), rig.looks);
        assertEquals(List.of("tap asked FINGER", "tap refused BIOMETRIC_TIMEOUT"), rig.said());
    }

    @Test
    void whatIsEnteredIsNoAnswerToALook() {
        var rig = door(FINGER, PIN);
        rig.tap("d-in", ANN, "staff");
        rig.enter("d-in", ANN);
        assertEquals(List.of("tap asked FINGER"), rig.said());
    }

    /// Each wrong try counts where they are refused, and the fifth locks: that finger, at that
    /// door. A restart remembers the same.
    @Test
    void fiveWrongFingersLockTheFinger() {
        var rig = door(FINGER, PIN);
        for (int i = 0; i < 3; i++) {
            rig.tap("d-in", ANN, "staff");
            rig.seen(Likeness.DIFFERENT);
            rig.seen(Likeness.SPOOF);
            rig.after(WITHIN);
            rig.after(Duration.ofSeconds(2));
        }
        assertTrue(rig.loop.memory().lockedOut(ANNS_FINGER, rig.now.wall()));
        assertEquals("alarm locked_out", rig.said().getLast());

        var fold = new MemoryFold();
        rig.answer(() -> true).forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(rig.loop.memory().atRest(), fold.memory());

        rig.tap("d-in", ANN, "staff");
        assertEquals("d-in ASKED Enter PIN", rig.panel.getLast());
        rig.enter("d-in", ANN);
        assertEquals("tap granted staff", rig.said().getLast());
        rig.after(Duration.ofSeconds(2));
        rig.tap("d-in", BOB, "staff");
        assertEquals("tap asked FINGER", rig.said().getLast());
    }

    /// Whoever is let in was it: what they tried before counts for nothing, here and after a
    /// restart.
    @Test
    void whoeverIsLetInHasTriedNothingWrong() {
        var rig = door(FINGER);
        for (int i = 0; i < Memory.TRIES_MAX; i++) {
            rig.tap("d-in", ANN, "staff");
            rig.seen(Likeness.DIFFERENT);
            rig.seen(Likeness.SAME);
            rig.answer();
            rig.after(Duration.ofSeconds(20));
        }
        assertFalse(rig.loop.memory().tries().containsKey(ANNS_FINGER));
    }

    /// What cannot be compared locks nobody out, however often.
    @ParameterizedTest
    @EnumSource(names = {"POOR", "TIMEOUT", "BUSY", "NOT_ENROLLED", "NO_CONSENT", "DOWN"})
    void noFaultOfTheirsLocksAnybodyOut(Likeness what) {
        var rig = door(FINGER);
        for (int i = 0; i < 2 * Memory.TRIES_MAX; i++) {
            rig.tap("d-in", ANN, "staff");
            while (!rig.looks.isEmpty()) {
                rig.seen(what);
            }
            assertEquals("tap refused " + what.reason(), rig.said().getLast());
            rig.after(Duration.ofSeconds(2));
        }
        assertEquals(Map.of(), Map.copyOf(rig.loop.memory().tries()));
    }

    private static Rig door(Factor... order) {
        var factor = new SecondFactor(List.of(order), Set.of(), Optional.empty(), WITHIN);
        var rig = new Rig(Map.of("d", Safeguards.NONE.with(factor)));
        rig.said();
        return rig;
    }
}
