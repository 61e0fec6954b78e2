package onecard.access;

import static onecard.access.Factor.FACE;
import static onecard.access.Factor.FINGER;
import static onecard.access.Factor.PIN;
import static onecard.access.Factor.VEIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A second factor that is looked at: what each outcome leads to, and what is asked for instead.
class LooksTest {

    private final Scene scene = new Scene();

    @Test
    void whoeverIsTheSameIsGranted() {
        demand(FINGER);
        assertEquals(Reason.FINGER, awaited());
        looked(FINGER, Likeness.SAME);
        granted();
    }

    /// Two wrong tries, and no third.
    @ParameterizedTest
    @EnumSource(names = {"DIFFERENT", "SPOOF"})
    void aWrongTryMayBeRepeatedOnce(Likeness wrong) {
        demand(FACE);
        looked(FACE, wrong);
        assertEquals(Reason.FACE, awaited());
        looked(FACE, wrong);
        assertEquals(wrong.reason(), refused());
        assertEquals(2, tries(wrong.reason()).size());
    }

    @Test
    void whoeverIsSeenBadlyHasTriedNothing() {
        demand(VEIN);
        for (int i = 1; i < SecondFactor.LOOKS_MAX; i++) {
            looked(VEIN, Likeness.POOR);
            assertEquals(Reason.VEIN, awaited());
        }
        looked(VEIN, Likeness.POOR);
        assertEquals(Reason.BIOMETRIC_QUALITY, refused());
        assertEquals(List.of(), tries(Reason.BIOMETRIC_QUALITY));
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "BUSY", "NOT_ENROLLED", "NO_CONSENT", "DOWN"})
    void whatCannotProveItLeadsToTheNextWayAtOnce(Likeness what) {
        demand(FINGER, FACE, PIN);
        looked(FINGER, what);
        assertEquals(Reason.FACE, awaited());
        looked(FACE, what);
        assertEquals(Reason.PIN, awaited());

        demand(FINGER);
        assertEquals(what.reason(), refused());
        assertEquals(List.of(), tries(what.reason()));
    }

    /// Six different things may have gone wrong, and each is told apart.
    @Test
    void eachOutcomeHasItsOwnReason() {
        var reasons = new HashSet<Reason>();
        Arrays.stream(Likeness.values()).forEach(what -> assertTrue(reasons.add(what.reason())));
    }

    /// Every outcome leaves a way in, where a PIN is the last.
    @ParameterizedTest
    @EnumSource
    void aPinIsTheWayInWhateverCameOfALook(Likeness what) {
        demand(FINGER, PIN);
        while (decide() instanceof Verdict.Asked asked && asked.awaits() == Reason.FINGER) {
            looked(FINGER, what);
        }
        if (what == Likeness.SAME) {
            granted();
        } else {
            assertEquals(Reason.PIN, awaited());
        }
    }

    /// The alternative stays.
    @Test
    void aLockedOutFingerIsNotLookedAtAndTheNextWayIs() {
        scene.wrongTries(new Tries.Key(Scene.DOOR, CredentialKind.FINGER, Scene.CARD));
        demand(FINGER, FACE);
        assertEquals(Reason.FACE, awaited());
        demand(FINGER);
        assertEquals(Reason.LOCKED_OUT, refused());
    }

    @Test
    void whoeverHasLeftIsRefusedWhateverComes() {
        demand(FINGER, PIN);
        looked(FINGER, Likeness.DIFFERENT);
        scene.answers = scene.answers.tooLate(Reason.FINGER);
        assertEquals(Reason.PIN_TIMEOUT, refused());
        looked(FINGER, Likeness.SAME);
        assertEquals(Reason.BIOMETRIC_TIMEOUT, refused());
    }

    /// A card that anybody may copy stays a copy, whoever holds it.
    @Test
    void onlyAProvedCardIsRaised() {
        demand(FINGER);
        scene.least = Assurance.A4;
        assertEquals(Reason.WEAK_CREDENTIAL, refused());
        scene.assurance = Assurance.A2;
        assertEquals(Reason.FINGER, awaited());
        looked(FINGER, Likeness.SAME);
        granted();
    }

    @Test
    void anOrderIsEachOnceAndAPinLast() {
        for (var order : List.of(List.<Factor>of(), List.of(FINGER, FINGER), List.of(PIN, FACE))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new SecondFactor(
                                    order, Set.of(), Optional.empty(), Duration.ofSeconds(5)));
        }
    }

    /// Whatever is said in whatever order: nobody is granted without a SAME or a PIN of theirs, and
    /// never after more wrong looks at one factor than there are tries.
    @Test
    void nothingButAProofGrants() {
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            demand(FINGER, VEIN, FACE);
            var said = new ArrayList<Proof.Compared>();
            while (decide() instanceof Verdict.Asked asked) {
                var factor = Factor.ofAwaited(asked.awaits()).orElseThrow();
                var what = Likeness.values()[random.nextInt(Likeness.values().length)];
                said.add(new Proof.Compared(factor, what));
                looked(factor, what);
            }
            boolean proved = said.getLast().likeness() == Likeness.SAME;
            assertEquals(proved, decide() instanceof Verdict.Granted, said::toString);
            for (var factor : List.of(FINGER, VEIN, FACE)) {
                long wrong =
                        said.stream()
                                .filter(it -> it.factor() == factor)
                                .filter(it -> it.likeness().isWrongTry())
                                .count();
                assertTrue(wrong <= SecondFactor.TRIES_MAX, said::toString);
            }
        }
    }

    private List<Occurrence.WrongTry> tries(Reason why) {
        return Occurrence.wrongTries(Scene.DOOR, why, compared(), CredentialKind.SSC, Scene.CARD)
                .toList();
    }

    private Stream<Proof.Compared> compared() {
        return scene.answers.compared();
    }

    private void demand(Factor... order) {
        scene.safeguards =
                Safeguards.NONE.with(
                        new SecondFactor(
                                List.of(order),
                                Set.of(),
                                Optional.empty(),
                                Duration.ofSeconds(15)));
        if (order.length != 1) {
            scene.answers = Answers.NONE;
        }
    }

    private void looked(Factor factor, Likeness what) {
        scene.answers = scene.answers.with(new Proof.Compared(factor, what));
    }

    private Verdict decide() {
        return scene.decide();
    }

    private Reason awaited() {
        return assertInstanceOf(Verdict.Asked.class, decide()).awaits();
    }

    private Reason refused() {
        return assertInstanceOf(Verdict.Refused.class, decide()).why();
    }

    private void granted() {
        assertInstanceOf(Verdict.Granted.class, decide());
    }
}
