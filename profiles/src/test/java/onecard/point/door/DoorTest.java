package onecard.point.door;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static onecard.point.Fact.Result.ASSUMED;
import static onecard.point.Fact.Result.NOT_PASSED;
import static onecard.point.Fact.Result.PASSED;
import static onecard.point.door.DoorStory.alarm;
import static onecard.point.door.DoorStory.lost;
import static onecard.point.door.DoorStory.passage;
import static onecard.point.door.DoorStory.profile;
import static onecard.point.door.DoorStory.releasedUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.RecordWait;
import onecard.point.TapId;
import onecard.point.door.DoorProfile.ExitButton;
import org.junit.jupiter.api.Test;

/// The door told as stories.
class DoorTest {

    private static final TapId TAP = new TapId(1);

    // --- stories ---

    @Test
    void recordedThenReleasedThenRelockedOnOpening() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).expect(new Effect.Record(TAP));
        door.after(ofMillis(4)).recorded(TAP);
        door.expectSome(releasedUntil(ofMillis(5_004)));

        door.after(ofSeconds(2)).on(new Input.Opened());
        door.expectSome(new Effect.Relock(Output.LOCK));
        door.expectSome(passage(TAP, PASSED));
    }

    @Test
    void aSlowJournalHoldsNobodyLongerThanFiftyMillis() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP);
        door.after(ofMillis(49)).expectNothing();
        door.after(ofMillis(1));
        door.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), TAP));

        door.recorded(TAP).expectNothing();
    }

    @Test
    void aFullJournalRefusesAtTheEntranceAndNeverAtTheExit() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL));
        door.expect(new Effect.Show(TAP, Reason.JOURNAL_FULL));

        door.on(new Input.Granted(new TapId(2), Direction.OUT));
        door.on(new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL));
        door.expectRelease();
    }

    @Test
    void heldOpenWarnsOnceThenAlarmsOnceThenClearsOnClosing() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).on(new Input.Opened());
        door.after(ofSeconds(24));
        door.expect(new Effect.Warn(true), alarm(Fact.Kind.HELD_OPEN_SOON, true));
        door.after(ofSeconds(6));
        door.expectSome(alarm(Fact.Kind.HELD_OPEN, true));
        door.after(ofSeconds(600)).expectNothing();
        door.on(new Input.Closed());
        door.expectSome(alarm(Fact.Kind.HELD_OPEN, false));
    }

    @Test
    void openingWithoutAReleaseIsForced() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.Opened());
        door.expectSome(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void aDoorFoundOpenAtStartIsNotForced() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK));
        door.on(new Input.Opened());
        door.expectNo(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void withoutAContactEveryPassageIsAssumed() {
        var door = new DoorStory(profile(false, ExitButton.NONE));
        door.granted(TAP).recorded(TAP);
        door.expectSome(passage(TAP, ASSUMED));
    }

    @Test
    void aSecondTapOfTheSamePersonGivesMoreTimeAndIsNobodyMore() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofSeconds(3));
        var again = new TapId(2);
        door.on(new Input.Granted(again, Direction.IN, false, false, Optional.of(TAP)));
        door.recorded(again);
        door.expectSome(new Effect.Show(again, Reason.OK));
        door.expectSome(releasedUntil(ofMillis(8_000)));
        door.expectSome(passage(again, NOT_PASSED));
        door.after(ofSeconds(4)).on(new Input.Opened());
        door.expectSome(passage(TAP, PASSED));
        door.expectNo(passage(again, ASSUMED));
    }

    @Test
    void nobodyPassingIsSaid() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP);
        door.after(ofMillis(5_050));
        door.expectSome(passage(TAP, NOT_PASSED));
    }

    @Test
    void aLeafThatLeavesAsTheLockDropsIsToldLateAndNotForced() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(5_040)).on(new Input.Opened());
        door.expectSome(passage(TAP, PASSED));
        door.expectNo(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void aSecondTapAsTheLockDropsSaysThatItOpensAgain() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(5_010)).granted(new TapId(2));
        door.recorded(new TapId(2));
        door.expectSome(releasedUntil(ofMillis(10_010)));
        door.expectSome(Effect.Note.of(new Fact.State("released", Cause.TAP, false), new TapId(2)));
    }

    @Test
    void aShuntOnlyKeepsTheOpeningFromBeingForced() {
        var door = new DoorStory(profile(true, ExitButton.SHUNT)).closed();
        door.on(new Input.ExitPressed(TAP));
        door.expectNoRelease();
        door.on(new Input.Opened());
        door.expectNo(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void aShuntWhileItIsReleasedOutlastsTheRelease() {
        var door = new DoorStory(profile(true, ExitButton.SHUNT)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(4_900));
        door.on(new Input.ExitPressed(new TapId(2))).after(ofMillis(1_000));
        door.is("shunted");
        door.expectSome(new Effect.Relock(Output.LOCK));
        door.on(new Input.Opened());
        door.expectNo(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void aShuntOutlastsWhateverATapDoesMeanwhile() {
        var full = new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL);
        var press = new Input.ExitPressed(new TapId(9));

        // A second tap is on its way when the release ends.
        var late = new DoorStory(profile(true, ExitButton.SHUNT)).closed();
        late.granted(TAP).after(ofMillis(10)).recorded(TAP).after(ofMillis(4_890)).on(press);
        late.after(ofMillis(120)).granted(new TapId(2)).after(ofMillis(40));
        late.is("shunted");
        late.on(full);
        late.is("shunted");

        // Pressed while a tap is recorded, and that tap is turned down.
        var turnedDown = new DoorStory(profile(true, ExitButton.SHUNT)).closed();
        turnedDown.granted(new TapId(2)).on(press).on(full);
        turnedDown.is("shunted");

        // Pressed before a tap that is turned down.
        var before = new DoorStory(profile(true, ExitButton.SHUNT)).closed();
        before.on(press).granted(new TapId(2)).on(full);
        before.is("shunted");

        // Opened while a tap is recorded.
        var at = new DoorStory(profile(true, ExitButton.SHUNT)).closed();
        at.on(press).granted(new TapId(2)).on(new Input.Opened());
        at.is("open");
        at.expectNo(alarm(Fact.Kind.FORCED, true));

        // Opened and shut once, it is over.
        at.on(new Input.Closed()).on(new Input.Opened());
        at.expectSome(alarm(Fact.Kind.FORCED, true));
    }

    @Test
    void theExitButtonWorksInLockdown() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.Lockdown(new TapId(9), Cause.COMMAND));
        door.on(new Input.ExitPressed(TAP));
        door.expectRelease();
        assertEquals(Posture.LOCKDOWN, door.machine().posture(door.state()));
    }

    @Test
    void aStuckExitButtonIsAnAlarmOnceAndOpensNothingMore() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ExitPressed(TAP));
        door.after(ofSeconds(59));
        door.expectNo(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));
        door.after(ofSeconds(1)).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));

        door.after(ofSeconds(600)).expectNothing();
        door.on(new Input.ExitPressed(new TapId(2))).expectNothing();
        door.on(new Input.ExitReleased()).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, false));
        door.on(new Input.ExitPressed(new TapId(3)));
        door.expectRelease();
    }

    @Test
    void aButtonLetGoInTimeIsNoAlarm() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ExitPressed(TAP)).after(ofSeconds(59));
        door.on(new Input.ExitReleased()).expectNothing();
        door.after(ofSeconds(600)).expectNothing();
    }

    @Test
    void aButtonHeldAndALeafLeftOpenEachKeepTheirOwnTime() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ExitPressed(TAP)).on(new Input.Opened());
        door.after(ofSeconds(24)).expectSome(alarm(Fact.Kind.HELD_OPEN_SOON, true));
        door.after(ofSeconds(6)).expectSome(alarm(Fact.Kind.HELD_OPEN, true));
        door.after(ofSeconds(30)).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));
    }

    @Test
    void aButtonFoundDownAtStartOpensNothingAndIsStuckInTime() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).on(new Input.Closed());
        door.on(new Input.ExitPressed(TAP)).expectNothing();
        door.after(ofSeconds(60)).expect(alarm(Fact.Kind.EXIT_BUTTON_STUCK, true));
    }

    @Test
    void aPressWhileATapIsRecordedOpensForBothAndThePassageIsTheTaps() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).on(new Input.ExitPressed(new TapId(2))).expectRelease();
        door.recorded(TAP).expectSome(new Effect.Show(TAP, Reason.OK));
        door.on(new Input.Opened());
        door.expectSome(passage(TAP, PASSED));
    }

    @Test
    void aContactLostDuringAReleaseMakesThePassageAssumed() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).on(new Input.ContactLost());
        door.expectSome(passage(TAP, ASSUMED));
        door.on(new Input.Opened());
        door.expectNo(passage(TAP, PASSED));
    }

    @Test
    void aSecondTapExtendsTheReleaseOnceItIsRecorded() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofSeconds(3));
        door.granted(new TapId(2)).expect(new Effect.Record(new TapId(2)));
        door.after(ofMillis(4)).recorded(new TapId(2));
        door.expect(releasedUntil(ofMillis(8_004)), new Effect.Show(new TapId(2), Reason.OK));
        door.on(new Input.Opened());
        door.expectSome(passage(TAP, PASSED));
    }

    @Test
    void aSecondTapTooLateToExtendOpensAnew() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofMillis(5_020)).granted(new TapId(2));
        door.after(ofMillis(30));
        door.expect(
                new Effect.Relock(Output.LOCK),
                passage(TAP, NOT_PASSED),
                Effect.Note.of(new Fact.State("secure", Cause.TIMER, false)));
        door.recorded(new TapId(2));
        door.expectSome(releasedUntil(ofMillis(10_050)));
    }

    @Test
    void aSecondTapWaitsFiftyMillisForItsRecordAndSaysSo() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofSeconds(1)).granted(new TapId(2));
        door.after(ofMillis(50));
        door.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), new TapId(2)));
    }

    @Test
    void aSecondTapThatIsNotRecordedExtendsNothingAtTheEntrance() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).granted(new TapId(2));
        door.on(new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL));
        door.expect(new Effect.Show(new TapId(2), Reason.JOURNAL_FULL));
    }

    @Test
    void whoWasLetInWhenFireOpensTheDoorIsAssumedToPass() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).on(new Input.FireRaised(new TapId(2)));
        door.expectSome(passage(TAP, ASSUMED));
    }

    @Test
    void eachReaderAndLineThatIsLostIsToldByName() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.ReaderLost("in")).expect(lost(Fact.Kind.READER_LOST, true, "in"));
        door.on(new Input.ReaderLost("in")).expectNothing();
        door.on(new Input.ReaderLost("out")).expect(lost(Fact.Kind.READER_LOST, true, "out"));
        door.on(new Input.ReaderBack("in")).expect(lost(Fact.Kind.READER_LOST, false, "in"));
        door.on(new Input.LineLost("exit")).expect(lost(Fact.Kind.CONTACT_LOST, true, "exit"));
        door.on(new Input.LineBack("exit")).expect(lost(Fact.Kind.CONTACT_LOST, false, "exit"));
    }

    @Test
    void afterFireTheDoorIsWhatItWasOrderedToBe() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.on(new Input.Free(new TapId(9), Cause.SCHEDULE));
        door.on(new Input.FireRaised(TAP)).on(new Input.FireCleared());
        door.is("free");
        door.on(new Input.Normal(new TapId(10), Cause.SCHEDULE));
        door.is("secure");
        door.expectSome(new Effect.Relock(Output.LOCK));
    }

    // --- rights that are used up ---

    @Test
    void aRecordThatComesWhenNobodyStandsThereOpensNothing() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP)
                .after(RecordWait.RIGHT)
                .expect(new Effect.Show(TAP, Reason.DEVICE_FAULT), passage(TAP, NOT_PASSED));
        door.recorded(TAP).expectNothing();
        door.on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL)).expectNothing();
    }

    @Test
    void whoeverIsOnTheirWayInWhenItIsLockedDownIsTurnedAwayAtOnce() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).granted(new TapId(2)).leaving(new TapId(3));
        door.on(new Input.Lockdown(new TapId(9), Cause.COMMAND));
        door.expect(
                Effect.Note.of(new Fact.State("lockdown", Cause.COMMAND, false), new TapId(9)),
                new Effect.Show(TAP, Reason.LOCKDOWN),
                passage(TAP, NOT_PASSED),
                new Effect.Show(new TapId(2), Reason.LOCKDOWN),
                passage(new TapId(2), NOT_PASSED));
        door.recorded(TAP).expectNothing();
        door.recorded(new TapId(3)).expectRelease();
    }

    @Test
    void whoeverIsOnTheirWayWhenFireOpensTheDoorIsWelcome() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).on(new Input.FireRaised(new TapId(10)));
        door.expectSome(new Effect.Show(TAP, Reason.OK));
        door.expectSome(passage(TAP, ASSUMED));
        door.recorded(TAP).expectNothing();
    }

    @Test
    void aDoorOutOfServiceTurnsAwayLikeALockdownAndSaysWhat() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).on(new Input.Disabled(new TapId(9), Cause.COMMAND));
        door.expect(
                Effect.Note.of(new Fact.State("disabled", Cause.COMMAND, false), new TapId(9)),
                new Effect.Show(TAP, Reason.POINT_DISABLED),
                passage(TAP, NOT_PASSED));
        door.is("disabled");
        door.on(new Input.ExitPressed(new TapId(10))).expectRelease();
    }

    /// Whatever the door was doing or was ordered to be: an operator opens it, and the record says
    /// that it was a command.
    @Test
    void anOperatorsReleaseOpensForOneAndIsToldAsACommand() {
        var order = new TapId(9);
        var release = new Input.Release(order, Direction.IN);
        var door = new DoorStory(profile(true, ExitButton.NONE)).closed();
        door.on(new Input.Lockdown(new TapId(8), Cause.COMMAND));
        var welcome = new Effect.Show(order, Reason.OK);
        var told = Effect.Note.of(new Fact.State("released", Cause.COMMAND, false), order);

        door.on(release).expect(releasedUntil(ofSeconds(5)), welcome, told);
        door.opened().expectSome(passage(order, PASSED));
        // The contact says open; should it be stuck, the lock is released all the same.
        door.on(release);
        door.expect(releasedUntil(ofSeconds(5)), welcome, told, passage(order, ASSUMED));
        door.on(new Input.FireRaised(TAP)).on(release);
        door.expect(welcome, passage(order, ASSUMED));
    }

    @Test
    void anOperatorsReleaseOpensForWhoeverIsBeingRecordedToo() {
        var door = new DoorStory(profile(false, ExitButton.NONE)).granted(TAP);
        door.on(new Input.Release(new TapId(9), Direction.IN));
        door.expectSome(releasedUntil(ofSeconds(5)));
        door.recorded(TAP).expectSome(releasedUntil(ofSeconds(5)));
        door.expectSome(new Effect.Show(TAP, Reason.OK));
    }

    @Test
    void aPassWaitsForItsRecord() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).expect(new Effect.Record(TAP));
        door.after(ofMillis(1_900)).expectNothing();
        door.is("secure");

        door.recorded(TAP);
        door.expectSome(releasedUntil(ofMillis(6_900)));
        door.expectSome(new Effect.Show(TAP, Reason.OK));
        door.expectNo(Effect.Note.of(new Fact.ReleasedBeforeRecord(), TAP));
        door.recorded(TAP).expectNothing();
        door.on(new Input.Opened());
        door.expectSome(passage(TAP, PASSED));
    }

    @Test
    void aPassThatIsNotRecordedIsRefusedEvenWhereAFullJournalOpens() {
        for (var full : JournalFull.values()) {
            var door = new DoorStory(profile(true, ExitButton.UNLOCK, full)).closed();
            door.usingUp(TAP).on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL));
            door.expect(new Effect.Show(TAP, Reason.JOURNAL_FULL));
            door.recorded(TAP).expectNothing();
        }
    }

    @Test
    void aCardWaitsNoLongerThanEverBehindAPass() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP);
        door.granted(new TapId(2)).after(ofMillis(50));
        door.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), new TapId(2)));

        door.after(ofSeconds(1)).recorded(TAP);
        door.expect(releasedUntil(ofMillis(6_050)), new Effect.Show(TAP, Reason.OK));
    }

    @Test
    void aPassRecordedWhileACardIsOnItsWayOpensAndTheCardExtends() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(new TapId(2)).usingUp(TAP).after(ofMillis(10)).recorded(TAP);
        door.expectSome(releasedUntil(ofMillis(5_010)));
        door.after(ofMillis(10)).recorded(new TapId(2));
        door.expect(releasedUntil(ofMillis(5_020)), new Effect.Show(new TapId(2), Reason.OK));
    }

    @Test
    void everyPassOfSeveralOpensWhenItsOwnRecordIsThere() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.usingUp(TAP).usingUp(new TapId(2)).usingUp(new TapId(3));
        door.on(new Input.NotRecorded(TAP, Reason.BUSY)).expect(new Effect.Show(TAP, Reason.BUSY));
        door.recorded(new TapId(2));
        door.expectSome(releasedUntil(ofSeconds(5)));
        door.after(ofMillis(1_500)).recorded(new TapId(3));
        door.expectSome(releasedUntil(ofMillis(6_500)));
    }

    @Test
    void aPassAtAnOpenDoorIsAssumedToWalkInOnceItIsRecorded() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(new TapId(2)).recorded(new TapId(2)).on(new Input.Opened());
        door.usingUp(TAP).expect(new Effect.Record(TAP));
        door.recorded(TAP);
        door.expect(new Effect.Show(TAP, Reason.OK), passage(TAP, ASSUMED));
    }

    // --- several at once ---

    @Test
    void ofTwoWhoTappedTheFirstPassesAndTheOtherIsAssumedTo() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).after(ofSeconds(2)).granted(new TapId(2));
        door.recorded(new TapId(2)).opened();
        door.expectSome(passage(TAP, PASSED));
        door.expectSome(passage(new TapId(2), ASSUMED));
    }

    @Test
    void ofTwoWhoTappedAndDidNotOpenNeitherHasPassed() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).granted(new TapId(2)).recorded(new TapId(2));
        door.after(ofSeconds(6));
        door.expectSome(passage(TAP, NOT_PASSED));
        door.expectSome(passage(new TapId(2), NOT_PASSED));
    }

    @Test
    void twoWhoTapAtOnceOpenTogether() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).leaving(new TapId(2)).recorded(new TapId(2)).expectRelease();
        door.recorded(TAP).expectSome(new Effect.Show(TAP, Reason.OK));
    }

    @Test
    void moreThanAreSeenAtOnceAreTurnedAwayAndNobodyWhoLeaves() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        for (int i = 1; i <= Queue.RECORDING_MAX; i++) {
            door.usingUp(new TapId(i));
        }
        door.granted(new TapId(90));
        door.expect(
                new Effect.Record(new TapId(90)),
                new Effect.Show(new TapId(90), Reason.BUSY),
                passage(new TapId(90), NOT_PASSED));
        door.leaving(new TapId(91)).expectRelease();
    }

    // --- more time ---

    @Test
    void whoNeedsMoreTimeHasItToOpenAndToPass() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.extended(TAP).recorded(TAP).expectSome(releasedUntil(ofSeconds(15)));
        door.after(ofSeconds(14)).opened();
        door.after(ofSeconds(71)).expectNothing();
        door.after(ofSeconds(1)).expectSome(alarm(Fact.Kind.HELD_OPEN_SOON, true));
        door.after(ofSeconds(18)).expectSome(alarm(Fact.Kind.HELD_OPEN, true));
    }

    @Test
    void nobodyElseShortensTheirTime() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.extended(TAP).recorded(TAP).granted(new TapId(2)).recorded(new TapId(2));
        door.expectSome(releasedUntil(ofSeconds(15)));
        door.pressed(new TapId(3)).expectSome(releasedUntil(ofSeconds(15)));
        door.opened().after(ofSeconds(10)).granted(new TapId(4)).recorded(new TapId(4));
        door.after(ofSeconds(61)).expectNothing();
    }

    @Test
    void theirTapAtAnOpenDoorGivesThemTheirTime() {
        var door = new DoorStory(profile(true, ExitButton.UNLOCK)).closed();
        door.granted(TAP).recorded(TAP).opened().after(ofSeconds(20));
        door.extended(new TapId(2)).recorded(new TapId(2)).after(ofSeconds(71)).expectNothing();
        door.after(ofSeconds(1)).expectSome(alarm(Fact.Kind.HELD_OPEN_SOON, true));
    }
}
