package onecard.point.door;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Drawing;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.RecordWait;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.DoorProfile.ExitButton;
import onecard.point.door.DoorProfile.Relock;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// The door told as stories, and explored by machine.
class DoorTest {

    private static final TapId TAP = new TapId(1);

    // --- stories ---

    @Test
    void recordedThenReleasedThenRelockedOnOpening() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).expect(new Effect.Record(TAP));
        door.after(ofMillis(4)).recorded(TAP);
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofMillis(5_004).toNanos())));

        door.after(ofSeconds(2)).on(new Input.Opened());
        door.expectSome(new Effect.Relock(Output.LOCK));
        assertTrue(door.last.contains(Effect.Note.of(new Fact.Passage(Fact.Result.PASSED), TAP)));
    }

    @Test
    void aSlowJournalHoldsNobodyLongerThanFiftyMillis() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP);
        door.after(ofMillis(49)).expectNothing();
        door.after(ofMillis(1));
        assertTrue(door.last.contains(Effect.Note.of(new Fact.ReleasedBeforeRecord(), TAP)));

        door.recorded(TAP).expectNothing();
    }

    @Test
    void aFullJournalRefusesAtTheEntranceAndNeverAtTheExit() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL));
        door.expect(new Effect.Show(TAP, Reason.JOURNAL_FULL));

        door.on(new Input.Granted(new TapId(2), Direction.OUT));
        door.on(new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL));
        assertTrue(door.last.stream().anyMatch(Effect.Release.class::isInstance));
    }

    @Test
    void heldOpenWarnsOnceThenAlarmsOnceThenClearsOnClosing() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).on(new Input.Opened());
        door.after(ofSeconds(24));
        door.expect(new Effect.Warn(true), alarm(Fact.Kind.HELD_OPEN_SOON, true));
        door.after(ofSeconds(6));
        assertTrue(door.last.contains(alarm(Fact.Kind.HELD_OPEN, true)));
        door.after(ofSeconds(600)).expectNothing();
        door.on(new Input.Closed());
        assertTrue(door.last.contains(alarm(Fact.Kind.HELD_OPEN, false)));
    }

    @Test
    void openingWithoutAReleaseIsForced() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.Opened());
        assertTrue(door.last.contains(alarm(Fact.Kind.FORCED, true)));
    }

    @Test
    void aDoorFoundOpenAtStartIsNotForced() {
        var door = new Story(profile(true, ExitButton.UNLOCK));
        door.on(new Input.Opened());
        assertFalse(door.last.contains(alarm(Fact.Kind.FORCED, true)));
    }

    @Test
    void withoutAContactEveryPassageIsAssumed() {
        var door = new Story(profile(false, ExitButton.NONE));
        door.granted(TAP).recorded(TAP);
        assertTrue(door.last.contains(Effect.Note.of(new Fact.Passage(Fact.Result.ASSUMED), TAP)));
    }

    @Test
    void nobodyPassingIsSaid() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP);
        door.after(ofMillis(5_050));
        assertTrue(
                door.last.contains(Effect.Note.of(new Fact.Passage(Fact.Result.NOT_PASSED), TAP)));
    }

    @Test
    void aLeafThatLeavesAsTheLockDropsIsToldLateAndNotForced() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(5_040)).on(new Input.Opened());
        assertTrue(door.last.contains(Effect.Note.of(new Fact.Passage(Fact.Result.PASSED), TAP)));
        assertFalse(door.last.contains(alarm(Fact.Kind.FORCED, true)));
    }

    @Test
    void aSecondTapAsTheLockDropsSaysThatItOpensAgain() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(5_010)).granted(new TapId(2));
        door.recorded(new TapId(2));
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofMillis(10_010).toNanos())));
        door.expectSome(Effect.Note.of(new Fact.State("released", Cause.TAP, false), new TapId(2)));
    }

    @Test
    void aShuntOnlyKeepsTheOpeningFromBeingForced() {
        var door = new Story(profile(true, ExitButton.SHUNT)).closed();
        door.on(new Input.ExitPressed(TAP));
        assertFalse(door.last.stream().anyMatch(Effect.Release.class::isInstance));
        door.on(new Input.Opened());
        assertFalse(door.last.contains(alarm(Fact.Kind.FORCED, true)));
    }

    @Test
    void aShuntWhileItIsReleasedOutlastsTheRelease() {
        var door = new Story(profile(true, ExitButton.SHUNT)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(4_900));
        door.on(new Input.ExitPressed(new TapId(2))).after(ofMillis(1_000));
        assertEquals("shunted", door.machine.name(door.state));
        assertTrue(door.last.contains(new Effect.Relock(Output.LOCK)));
        door.on(new Input.Opened());
        assertFalse(door.last.contains(alarm(Fact.Kind.FORCED, true)));
    }

    @Test
    void aShuntOutlastsWhateverATapDoesMeanwhile() {
        var full = new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL);
        var press = new Input.ExitPressed(new TapId(9));

        // A second tap is on its way when the release ends.
        var late = new Story(profile(true, ExitButton.SHUNT)).closed();
        late.granted(TAP).after(ofMillis(10)).recorded(TAP).after(ofMillis(4_890)).on(press);
        late.after(ofMillis(120)).granted(new TapId(2)).after(ofMillis(40));
        assertEquals("recording", late.machine.name(late.state));
        late.on(full);
        assertEquals("shunted", late.machine.name(late.state));

        // Pressed while a tap is recorded, and that tap is turned down.
        var turnedDown = new Story(profile(true, ExitButton.SHUNT)).closed();
        turnedDown.granted(new TapId(2)).on(press).on(full);
        assertEquals("shunted", turnedDown.machine.name(turnedDown.state));

        // Pressed before a tap that is turned down.
        var before = new Story(profile(true, ExitButton.SHUNT)).closed();
        before.on(press).granted(new TapId(2)).on(full);
        assertEquals("shunted", before.machine.name(before.state));

        // Opened while a tap is recorded.
        var at = new Story(profile(true, ExitButton.SHUNT)).closed();
        at.on(press).granted(new TapId(2)).on(new Input.Opened());
        assertEquals("open", at.machine.name(at.state));
        assertFalse(at.last.contains(alarm(Fact.Kind.FORCED, true)));

        // Opened and shut once, it is over.
        at.on(new Input.Closed()).on(new Input.Opened());
        at.expectSome(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void theExitButtonWorksInLockdown() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.Lockdown(new TapId(9), Cause.COMMAND));
        door.on(new Input.ExitPressed(TAP));
        assertTrue(door.last.stream().anyMatch(Effect.Release.class::isInstance));
        assertEquals(Posture.LOCKDOWN, door.machine.posture(door.state));
    }

    @Test
    void aStuckExitButtonIsAnAlarmOnceAndOpensNothingMore() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ExitPressed(TAP));
        door.after(ofSeconds(59));
        assertFalse(door.last.contains(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true)));
        door.after(ofSeconds(1)).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));

        door.after(ofSeconds(600)).expectNothing();
        door.on(new Input.ExitPressed(new TapId(2))).expectNothing();
        door.on(new Input.ExitReleased()).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, false));
        door.on(new Input.ExitPressed(new TapId(3)));
        assertTrue(door.last.stream().anyMatch(Effect.Release.class::isInstance));
    }

    @Test
    void aButtonLetGoInTimeIsNoAlarm() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ExitPressed(TAP)).after(ofSeconds(59));
        door.on(new Input.ExitReleased()).expectNothing();
        door.after(ofSeconds(600)).expectNothing();
    }

    @Test
    void aButtonHeldAndALeafLeftOpenEachKeepTheirOwnTime() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ExitPressed(TAP)).on(new Input.Opened());
        door.after(ofSeconds(24)).expectSome(alarm(Fact.Kind.HELD_OPEN_SOON, true));
        door.after(ofSeconds(6)).expectSome(alarm(Fact.Kind.HELD_OPEN, true));
        door.after(ofSeconds(30)).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));
    }

    @Test
    void aButtonFoundDownAtStartOpensNothingAndIsStuckInTime() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).on(new Input.Closed());
        door.on(new Input.ExitPressed(TAP)).expectNothing();
        door.after(ofSeconds(60)).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));
    }

    @Test
    void aPressWhileATapIsRecordedOpensForBothAndThePassageIsTheTaps() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).on(new Input.ExitPressed(new TapId(2)));
        door.expectSome(new Effect.Show(TAP, Reason.OK));
        door.recorded(TAP).expectNothing();
        door.on(new Input.Opened());
        door.expectSome(Effect.Note.of(new Fact.Passage(Fact.Result.PASSED), TAP));
    }

    @Test
    void aContactLostDuringAReleaseMakesThePassageAssumed() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).on(new Input.ContactLost());
        door.expectSome(Effect.Note.of(new Fact.Passage(Fact.Result.ASSUMED), TAP));
        door.on(new Input.Opened());
        assertFalse(door.last.contains(Effect.Note.of(new Fact.Passage(Fact.Result.PASSED), TAP)));
    }

    @Test
    void aSecondTapExtendsTheReleaseOnceItIsRecorded() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofSeconds(3));
        door.granted(new TapId(2)).expect(new Effect.Record(new TapId(2)));
        door.after(ofMillis(4)).recorded(new TapId(2));
        door.expect(
                new Effect.Release(Output.LOCK, new Mono(ofMillis(8_004).toNanos())),
                new Effect.Show(new TapId(2), Reason.OK));
        door.on(new Input.Opened());
        door.expectSome(Effect.Note.of(new Fact.Passage(Fact.Result.PASSED), TAP));
    }

    @Test
    void aSecondTapTooLateToExtendOpensAnew() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(5_020)).granted(new TapId(2));
        door.after(ofMillis(30));
        door.expect(
                new Effect.Relock(Output.LOCK),
                Effect.Note.of(new Fact.Passage(Fact.Result.NOT_PASSED), TAP));
        door.recorded(new TapId(2));
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofMillis(10_050).toNanos())));
    }

    @Test
    void aSecondTapWaitsFiftyMillisForItsRecordAndSaysSo() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofSeconds(1)).granted(new TapId(2));
        door.after(ofMillis(50));
        door.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), new TapId(2)));
    }

    @Test
    void aSecondTapThatIsNotRecordedExtendsNothingAtTheEntrance() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).granted(new TapId(2));
        door.on(new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL));
        door.expect(new Effect.Show(new TapId(2), Reason.JOURNAL_FULL));
    }

    @Test
    void whoWasLetInWhenFireOpensTheDoorIsAssumedToPass() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).on(new Input.FireRaised(new TapId(2)));
        door.expectSome(Effect.Note.of(new Fact.Passage(Fact.Result.ASSUMED), TAP));
    }

    @Test
    void eachReaderAndLineThatIsLostIsToldByName() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ReaderLost("in")).expect(lost(Fact.Kind.READER_LOST, true, "in"));
        door.on(new Input.ReaderLost("in")).expectNothing();
        door.on(new Input.ReaderLost("out")).expect(lost(Fact.Kind.READER_LOST, true, "out"));
        door.on(new Input.ReaderBack("in")).expect(lost(Fact.Kind.READER_LOST, false, "in"));
        door.on(new Input.LineLost("exit")).expect(lost(Fact.Kind.CONTACT_LOST, true, "exit"));
        door.on(new Input.LineBack("exit")).expect(lost(Fact.Kind.CONTACT_LOST, false, "exit"));
    }

    @Test
    void afterFireTheDoorIsWhatItWasOrderedToBe() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.Free(new TapId(9), Cause.SCHEDULE));
        door.on(new Input.FireRaised(TAP)).on(new Input.FireCleared());
        assertEquals("free", door.machine.name(door.state));
        door.on(new Input.Normal(new TapId(10), Cause.SCHEDULE));
        assertEquals("secure", door.machine.name(door.state));
        assertTrue(door.last.contains(new Effect.Relock(Output.LOCK)));
    }

    // --- rights that are used up ---

    @Test
    void aRecordThatComesWhenNobodyStandsThereOpensNothing() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP)
                .after(RecordWait.RIGHT)
                .expect(
                        new Effect.Show(TAP, Reason.DEVICE_FAULT),
                        Effect.Note.of(new Fact.Passage(Fact.Result.NOT_PASSED), TAP));
        door.recorded(TAP).expectNothing();
        door.on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL)).expectNothing();
    }

    @Test
    void fireIsAboveTheLockdownForThemToo() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).on(new Input.Lockdown(new TapId(9), Cause.COMMAND));
        door.on(new Input.FireRaised(new TapId(10))).recorded(TAP);
        door.expect(new Effect.Show(TAP, Reason.OK));
    }

    @Test
    void aDoorOutOfServiceTurnsAwayLikeALockdownAndSaysWhat() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).on(new Input.Disabled(new TapId(9), Cause.COMMAND));
        door.expect(Effect.Note.of(new Fact.State("disabled", Cause.COMMAND, false), new TapId(9)));
        assertEquals("disabled", door.machine.name(door.state));
        door.recorded(TAP)
                .expect(
                        new Effect.Show(TAP, Reason.POINT_DISABLED),
                        Effect.Note.of(new Fact.Passage(Fact.Result.NOT_PASSED), TAP));
        door.on(new Input.ExitPressed(new TapId(10)));
        assertTrue(door.last.stream().anyMatch(Effect.Release.class::isInstance));
    }

    @Test
    void aLockdownOrderedMeanwhileKeepsItShut() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).on(new Input.Lockdown(new TapId(9), Cause.COMMAND));
        door.recorded(TAP)
                .expect(
                        new Effect.Show(TAP, Reason.LOCKDOWN),
                        Effect.Note.of(new Fact.Passage(Fact.Result.NOT_PASSED), TAP));
    }

    @Test
    void aPassWaitsForItsRecord() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).expect(new Effect.Record(TAP));
        door.after(ofMillis(1_900)).expectNothing();
        assertEquals("secure", door.machine.name(door.state));

        door.recorded(TAP);
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofMillis(6_900).toNanos())));
        door.expectSome(new Effect.Show(TAP, Reason.OK));
        assertFalse(door.last.contains(Effect.Note.of(new Fact.ReleasedBeforeRecord(), TAP)));
        door.recorded(TAP).expectNothing();
        door.on(new Input.Opened());
        door.expectSome(Effect.Note.of(new Fact.Passage(Fact.Result.PASSED), TAP));
    }

    @Test
    void aPassThatIsNotRecordedIsRefusedEvenWhereAFullJournalOpens() {
        for (var full : JournalFull.values()) {
            var door = new Story(profile(true, ExitButton.UNLOCK, full)).closed();
            door.usingUp(TAP).on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL));
            door.expect(new Effect.Show(TAP, Reason.JOURNAL_FULL));
            door.recorded(TAP).expectNothing();
        }
    }

    @Test
    void aCardWaitsNoLongerThanEverBehindAPass() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP);
        door.granted(new TapId(2)).after(ofMillis(50));
        door.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), new TapId(2)));

        door.after(ofSeconds(1)).recorded(TAP);
        door.expect(
                new Effect.Release(Output.LOCK, new Mono(ofMillis(6_050).toNanos())),
                new Effect.Show(TAP, Reason.OK));
    }

    @Test
    void aPassRecordedWhileACardIsOnItsWayOpensAndTheCardExtends() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(new TapId(2)).usingUp(TAP).after(ofMillis(10)).recorded(TAP);
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofMillis(5_010).toNanos())));
        door.after(ofMillis(10)).recorded(new TapId(2));
        door.expect(
                new Effect.Release(Output.LOCK, new Mono(ofMillis(5_020).toNanos())),
                new Effect.Show(new TapId(2), Reason.OK));
    }

    @Test
    void everyPassOfSeveralOpensWhenItsOwnRecordIsThere() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).usingUp(new TapId(2)).usingUp(new TapId(3));
        door.on(new Input.NotRecorded(TAP, Reason.BUSY)).expect(new Effect.Show(TAP, Reason.BUSY));
        door.recorded(new TapId(2));
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofSeconds(5).toNanos())));
        door.after(ofMillis(1_500)).recorded(new TapId(3));
        door.expectSome(new Effect.Release(Output.LOCK, new Mono(ofMillis(6_500).toNanos())));
    }

    @Test
    void aPassAtAnOpenDoorIsAssumedToWalkInOnceItIsRecorded() {
        var door = new Story(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(new TapId(2)).recorded(new TapId(2)).on(new Input.Opened());
        door.usingUp(TAP).expect(new Effect.Record(TAP));
        door.recorded(TAP);
        door.expect(
                new Effect.Show(TAP, Reason.OK),
                Effect.Note.of(new Fact.Passage(Fact.Result.ASSUMED), TAP));
    }

    @Test
    void noPassReleasesBeforeItsRecordUnderTenThousandSeeds() {
        for (long seed = 0; seed < 10_000; seed++) {
            var broken =
                    passesOnly(new Door(profiles().get((int) (seed % profiles().size()))), seed);
            long which = seed;
            assertTrue(broken.isEmpty(), () -> "seed " + which + ": " + broken.orElse(""));
        }
    }

    @Test
    void thatCheckerFindsADoorThatReleasesWithoutARecord() {
        var honest = new Door(profile(true, ExitButton.UNLOCK));
        boolean found = false;
        for (long seed = 0; seed < 50 && !found; seed++) {
            found = passesOnly(new Hasty(honest), seed).isPresent();
        }
        assertTrue(found, "a planted bug went unnoticed");
    }

    /// A hundred random steps in which every grant uses up a right and nobody presses a button:
    /// what is wrong with them, if anything.
    private static Optional<String> passesOnly(onecard.point.Point<State> door, long seed) {
        var random = new Random(seed);
        var state = door.initial();
        long millis = 0;
        long taps = 100;
        var waiting = new HashMap<TapId, Long>();
        for (int i = 0; i < 100; i++) {
            millis += random.nextInt(3_000);
            var tap = new TapId(taps++);
            var input = random(random, tap, taps);
            if (input instanceof Input.ExitPressed) {
                continue;
            }
            if (input instanceof Input.Granted) {
                input = new Input.Granted(tap, Direction.IN, true);
                waiting.put(tap, millis);
            }
            var shown =
                    Optional.ofNullable(
                            input instanceof Input.Recorded(var of, _) ? waiting.remove(of) : null);
            long age = millis - shown.orElse(millis);
            boolean recorded = shown.isPresent() && age < RecordWait.RIGHT.toMillis();
            if (input instanceof Input.NotRecorded(var of, _)) {
                waiting.remove(of);
            }
            var step = door.step(state, input, at(millis));
            boolean releases = step.effects().stream().anyMatch(Effect.Release.class::isInstance);
            if (releases && !recorded) {
                return Optional.of("released by " + input);
            }
            boolean shut =
                    switch (state.phase()) {
                        case Phase.Secure _, Phase.Shunted _, Phase.Released _ -> true;
                        case Phase.Recording _, Phase.Open _, Phase.Warned _ -> false;
                        case Phase.HeldOpen _, Phase.Forced _, Phase.Free _, Phase.Fire _ -> false;
                    };
            boolean open = state.ordered().turnsAway().isEmpty();
            if (recorded && shut && open && !releases) {
                return Optional.of("used up and not released by " + input);
            }
            state = step.next();
        }
        return Optional.empty();
    }

    /// Treats every grant as a card's: the bug that checker must find.
    private record Hasty(Door honest) implements onecard.point.Point<State> {
        @Override
        public State initial() {
            return honest.initial();
        }

        @Override
        public onecard.point.Step<State> step(State state, Input input, Moment now) {
            return input instanceof Input.Granted(var tap, var direction, _, _)
                    ? honest.step(state, new Input.Granted(tap, direction), now)
                    : honest.step(state, input, now);
        }

        @Override
        public Posture posture(State state) {
            return honest.posture(state);
        }

        @Override
        public String name(State state) {
            return honest.name(state);
        }
    }

    // --- every state, every input ---

    @Test
    void everyInputHasAnAnswerInEveryReachableState() {
        long steps = 0;
        for (var profile : profiles()) {
            var door = new Door(profile);
            var seen = explore(door);
            for (var state : seen) {
                for (var input : inputs()) {
                    door.step(state, input, at(30));
                    steps++;
                }
            }
        }
        assertTrue(steps > 5_000, "only " + steps + " steps");
    }

    @Test
    void theDrawingShowsExactlyWhatTheMachineDoes() throws IOException {
        var done = new TreeSet<String>();
        for (var profile : profiles()) {
            var door = new Door(profile);
            for (var state : explore(door)) {
                for (var input : inputs()) {
                    for (long millis : new long[] {0, 1_000_000}) {
                        var next = door.step(state, input, at(millis)).next();
                        var by = ": " + input.getClass().getSimpleName();
                        var from = state.phase().name();
                        var to = next.phase().name();
                        if (!from.equals(to)) {
                            done.add(from + " --> " + to + by);
                        }
                        var button = button(state);
                        if (!button.equals(button(next))) {
                            done.add(button + " --> " + button(next) + by);
                        }
                    }
                }
            }
        }
        assertEquals(String.join("\n", done), Drawing.of("door/door.md"));
    }

    private static String button(State state) {
        return state.button().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    // --- seeds ---

    @Test
    void theLockIsEnergisedOnlyWithACauseUnderTwentyThousandSeeds() {
        for (long seed = 0; seed < 20_000; seed++) {
            var broken = walk(new Door(profiles().get((int) (seed % profiles().size()))), seed);
            long which = seed;
            assertTrue(broken.isEmpty(), () -> "seed " + which + ": " + broken.orElse(""));
        }
    }

    @Test
    void theCheckerFindsADoorThatReleasesARefusedTap() {
        var honest = new Door(profile(true, ExitButton.UNLOCK));
        boolean found = false;
        for (long seed = 0; seed < 50 && !found; seed++) {
            found = walk(new Bribed(honest), seed).isPresent();
        }
        assertTrue(found, "a planted bug went unnoticed");
    }

    /// What is wrong with a hundred random steps, if anything.
    private static Optional<String> walk(onecard.point.Point<State> door, long seed) {
        var random = new Random(seed);
        var state = door.initial();
        long millis = 0;
        long taps = 100;
        var granted = new HashSet<TapId>();
        for (int i = 0; i < 100; i++) {
            millis += random.nextInt(3_000);
            var tap = new TapId(taps++);
            var input = random(random, tap, taps);
            if (input instanceof Input.Granted) {
                granted.add(tap);
            }
            var step = door.step(state, input, at(millis));
            boolean releases = step.effects().stream().anyMatch(Effect.Release.class::isInstance);
            boolean holds = step.effects().stream().anyMatch(Effect.Hold.class::isInstance);
            boolean reason =
                    switch (input) {
                        case Input.Granted _, Input.Recorded _, Input.NotRecorded _ -> true;
                        case Input.ExitPressed _, Input.Due() -> true;
                        case Input.Refused _,
                                Input.Opened(),
                                Input.Closed(),
                                Input.ContactLost(),
                                Input.ExitReleased(),
                                Input.FireRaised _,
                                Input.FireCleared(),
                                Input.Free _,
                                Input.Lockdown _,
                                Input.Disabled _,
                                Input.Normal _,
                                Input.ReaderLost _,
                                Input.ReaderBack _,
                                Input.LineLost _,
                                Input.LineBack _,
                                Input.Sensed _,
                                Input.SensorLost _ ->
                                false;
                    };
            if (releases && !reason) {
                return Optional.of("released by " + input);
            }
            if (releases && granted.isEmpty() && !(input instanceof Input.ExitPressed)) {
                return Optional.of("released without a grant by " + input);
            }
            if (holds && step.effects().stream().noneMatch(DoorTest::saysWhy)) {
                return Optional.of("held without a fact by " + input);
            }
            if (releases
                    && state.button() instanceof Button.Stuck
                    && input instanceof Input.ExitPressed) {
                return Optional.of("released by a stuck button");
            }
            if (releases && state.button() instanceof Button.Unseen && granted.isEmpty()) {
                return Optional.of("released before anybody could press");
            }
            if (input instanceof Input.FireRaised && door.posture(step.next()) != Posture.FIRE) {
                return Optional.of("fire did not win");
            }
            boolean records = input instanceof Input.Granted || input instanceof Input.Refused;
            long recorded = step.effects().stream().filter(Effect.Record.class::isInstance).count();
            if (recorded != (records ? 1 : 0)) {
                return Optional.of(recorded + " records of " + input);
            }
            state = step.next();
        }
        return Optional.empty();
    }

    private static boolean saysWhy(Effect effect) {
        return effect instanceof Effect.Note(Fact.State _, _);
    }

    /// Opens for the refused: the bug the checker must find.
    private record Bribed(Door honest) implements onecard.point.Point<State> {
        @Override
        public State initial() {
            return honest.initial();
        }

        @Override
        public onecard.point.Step<State> step(State state, Input input, Moment now) {
            var step = honest.step(state, input, now);
            if (!(input instanceof Input.Refused)) {
                return step;
            }
            var effects = new ArrayList<>(step.effects());
            effects.add(new Effect.Release(Output.LOCK, now.plus(ofSeconds(5))));
            return new onecard.point.Step<>(step.next(), effects, step.wake());
        }

        @Override
        public Posture posture(State state) {
            return honest.posture(state);
        }

        @Override
        public String name(State state) {
            return honest.name(state);
        }
    }

    /// Every state reachable in a few steps, times rounded so that there are finitely many.
    private static Set<State> explore(Door door) {
        var seen = new HashSet<State>();
        var open = new ArrayDeque<State>();
        open.add(door.initial());
        seen.add(door.initial());
        while (!open.isEmpty()) {
            var state = open.remove();
            for (var input : inputs()) {
                for (long millis : new long[] {0, 1_000_000}) {
                    var next = door.step(state, input, at(millis)).next();
                    if (seen.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return seen;
    }

    private static List<Input> inputs() {
        return List.of(
                new Input.Granted(TAP, Direction.IN),
                new Input.Granted(TAP, Direction.OUT),
                new Input.Granted(TAP, Direction.IN, true),
                new Input.Refused(TAP, Reason.UNKNOWN),
                new Input.Recorded(TAP, 7),
                new Input.NotRecorded(TAP, Reason.JOURNAL_FULL),
                new Input.Opened(),
                new Input.Closed(),
                new Input.ContactLost(),
                new Input.ExitPressed(TAP),
                new Input.ExitReleased(),
                new Input.FireRaised(TAP),
                new Input.FireCleared(),
                new Input.Free(TAP, Cause.COMMAND),
                new Input.Lockdown(TAP, Cause.COMMAND),
                new Input.Disabled(TAP, Cause.COMMAND),
                new Input.Normal(TAP, Cause.COMMAND),
                new Input.ReaderLost("in"),
                new Input.ReaderBack("in"),
                new Input.LineLost("exit"),
                new Input.LineBack("exit"),
                new Input.Due());
    }

    private static Input random(Random random, TapId tap, long taps) {
        var earlier = new TapId(taps - 1 - random.nextInt(4));
        var all =
                List.of(
                        new Input.Granted(tap, random.nextBoolean() ? Direction.IN : Direction.OUT),
                        new Input.Granted(tap, Direction.IN, true),
                        new Input.Refused(tap, Reason.UNKNOWN),
                        new Input.Recorded(earlier, 1),
                        new Input.NotRecorded(earlier, Reason.JOURNAL_FULL),
                        new Input.Opened(),
                        new Input.Closed(),
                        new Input.ContactLost(),
                        new Input.ExitPressed(tap),
                        new Input.ExitReleased(),
                        new Input.FireRaised(tap),
                        new Input.FireCleared(),
                        new Input.Free(tap, Cause.COMMAND),
                        new Input.Lockdown(tap, Cause.COMMAND),
                        new Input.Disabled(tap, Cause.COMMAND),
                        new Input.Normal(tap, Cause.COMMAND),
                        new Input.ReaderLost("in"),
                        new Input.ReaderBack("in"),
                        new Input.LineLost("exit"),
                        new Input.LineBack("exit"),
                        new Input.Due());
        return all.get(random.nextInt(all.size()));
    }

    private static List<DoorProfile> profiles() {
        var all = new ArrayList<DoorProfile>();
        for (var contact : List.of(true, false)) {
            for (var button : ExitButton.values()) {
                all.add(profile(contact, button));
            }
        }
        all.add(
                new DoorProfile(
                        ofSeconds(5),
                        ofSeconds(30),
                        ofSeconds(24),
                        Relock.ON_CLOSE,
                        ExitButton.UNLOCK,
                        ofSeconds(60),
                        Optional.of(ofMillis(50)),
                        JournalFull.OPEN));
        return all;
    }

    private static DoorProfile profile(boolean contact, ExitButton button) {
        return profile(contact, button, JournalFull.REFUSE);
    }

    private static DoorProfile profile(boolean contact, ExitButton button, JournalFull full) {
        return new DoorProfile(
                ofSeconds(5),
                ofSeconds(30),
                ofSeconds(24),
                Relock.ON_OPEN,
                button,
                ofSeconds(60),
                Optional.of(ofMillis(50)).filter(_ -> contact),
                full);
    }

    private static Effect lost(Fact.Kind kind, boolean active, String part) {
        return Effect.Note.of(new Fact.Alarm(kind, active, part));
    }

    private static Effect alarm(Fact.Kind kind, boolean active) {
        return Effect.Note.of(new Fact.Alarm(kind, active));
    }

    private static Moment at(long millis) {
        return new Moment(
                new Mono(ofMillis(millis).toNanos()),
                Instant.EPOCH.plusMillis(millis),
                ClockTrust.SYNCED);
    }

    /// One door and its time; `last` is what the newest call made it do.
    private static final class Story {
        private final Door machine;
        private State state;
        private Optional<Mono> wake = Optional.empty();
        private long nanos;
        private List<Effect> last = List.of();

        Story(DoorProfile profile) {
            machine = new Door(profile);
            state = machine.initial();
        }

        /// What the contacts tell at a start: shut, and nobody on the button.
        Story closed() {
            return on(new Input.Closed()).on(new Input.ExitReleased());
        }

        Story granted(TapId tap) {
            return on(new Input.Granted(tap, Direction.IN));
        }

        /// Granted, and a right is used up by it.
        Story usingUp(TapId tap) {
            return on(new Input.Granted(tap, Direction.IN, true));
        }

        Story recorded(TapId tap) {
            return on(new Input.Recorded(tap, 7));
        }

        Story on(Input input) {
            last = new ArrayList<>();
            feed(input);
            return this;
        }

        /// Walks from wake to wake, so that no timer is missed.
        Story after(java.time.Duration duration) {
            last = new ArrayList<>();
            long end = nanos + duration.toNanos();
            while (wake.filter(at -> at.nanos() <= end).isPresent()) {
                nanos = wake.orElseThrow().nanos();
                feed(new Input.Due());
            }
            nanos = end;
            return this;
        }

        void expect(Effect... effects) {
            assertEquals(List.of(effects), last);
        }

        void expectNothing() {
            assertEquals(List.of(), last);
        }

        void expectSome(Effect effect) {
            assertTrue(last.contains(effect), () -> effect + " is not in " + last);
        }

        private void feed(Input input) {
            var now = new Moment(new Mono(nanos), Instant.EPOCH, ClockTrust.SYNCED);
            var step = machine.step(state, input, now);
            state = step.next();
            wake = step.wake();
            last = new ArrayList<>(last);
            last.addAll(step.effects());
        }
    }
}
