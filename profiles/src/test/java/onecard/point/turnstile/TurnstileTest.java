package onecard.point.turnstile;

import static onecard.access.Direction.IN;
import static onecard.access.Direction.OUT;
import static onecard.point.Fact.Result.ASSUMED;
import static onecard.point.Fact.Result.NOT_PASSED;
import static onecard.point.Fact.Result.PASSED;
import static onecard.point.Fact.Result.REVERSED;
import static onecard.point.Fact.Result.TAILGATED;
import static onecard.point.Sensor.HOME;
import static onecard.point.Sensor.PASSED_IN;
import static onecard.point.Sensor.PASSED_OUT;
import static onecard.point.Sensor.SAFETY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;

/// A lane told as stories.
class TurnstileTest {

    private static final TapId ANN = new TapId(1);
    private static final TapId BOB = new TapId(2);
    private static final TapId EVE = new TapId(3);
    private static final TapId PRESS = new TapId(8);
    private static final TapId ORDER = new TapId(9);

    private static LaneStory lane() {
        return new LaneStory(Lanes.everything(), Lanes.levels(Lanes.everything()));
    }

    private static LaneStory two() {
        return new LaneStory(Lanes.two(), Lanes.levels(Lanes.two()));
    }

    // --- a grant is no passage ---

    @Test
    void aGrantIsNoPassageUntilTheContactTellsOne() {
        var lane = lane().in(ANN).is("open_in").shows(ANN, Reason.OK).outcomes();
        lane.pulse(PASSED_IN).is("closing").outcomes(ANN, PASSED);
        lane.after(800).is("idle").outcomes(ANN, PASSED);
    }

    @Test
    void aGrantNobodyUsedIsToldWhenTheLaneIsHome() {
        var lane = lane().in(ANN).after(5_000).is("closing").outcomes();
        lane.after(800).is("idle").outcomes(ANN, NOT_PASSED);
    }

    @Test
    void whoStepsInAndGoesBackIsReversed() {
        var lane = lane().in(ANN).sense(SAFETY, true).sense(SAFETY, false).is("open_in");
        lane.after(5_800).outcomes(ANN, REVERSED);
    }

    @Test
    void whoStandsBetweenTheSensorsWhenTheWindowEndsHasPassed() {
        var lane = lane().in(ANN).after(4_900).sense(SAFETY, true).after(600).sense(SAFETY, false);
        lane.after(600).is("closing").pulse(PASSED_IN).outcomes(ANN, PASSED);
        lane.after(5_000).raisedNever(Kind.TAILGATED).raisedNever(Kind.INTRUSION);
    }

    @Test
    void whoeverComesBehindIsATailgater() {
        var lane = lane().in(ANN).pulse(PASSED_IN).after(250).pulse(PASSED_IN);
        lane.outcomes(ANN, PASSED, ANN, TAILGATED).raised(Kind.TAILGATED, "passed_in");
        lane.cleared(Kind.TAILGATED, "passed_in");
    }

    @Test
    void theSecondOfTwoIsJudgedByWhatTheSecondDoes() {
        var lane = two().in(ANN).in(BOB).sense(SAFETY, true).pulse(PASSED_IN);
        lane.sense(SAFETY, false).is("open_in").after(5_800);
        lane.outcomes(ANN, PASSED, BOB, NOT_PASSED);
    }

    // --- two who meet, and many ---

    @Test
    void ofTwoWhoMeetTheFirstGoesFirstAndTheSecondIsToldToWait() {
        var lane = lane().in(ANN).out(BOB).is("open_in").shows(BOB, Reason.INTERLOCK);
        lane.pulse(PASSED_IN).after(800).is("open_out").shows(BOB, Reason.OK);
        lane.pulse(PASSED_OUT).outcomes(ANN, PASSED, BOB, PASSED);
    }

    @Test
    void whoWaitsForALaneThatNobodyLeavesIsServedWhenItIsFree() {
        var lane = lane().in(ANN).out(BOB).after(5_000).is("closing").after(800);
        lane.is("open_out").outcomes(ANN, NOT_PASSED);
    }

    @Test
    void nobodyExtendsWhileSomebodyWaitsTheOtherWay() {
        var lane = lane().in(ANN).out(BOB).after(4_000).in(EVE).shows(EVE, Reason.INTERLOCK);
        lane.after(1_800).is("open_out").pulse(PASSED_OUT).after(800).is("open_in");
        lane.outcomes(ANN, NOT_PASSED, BOB, PASSED);
    }

    @Test
    void whoWaitsToComeInIsTurnedAwayWhenSomebodyStandsInTheLaneAndWhoWantsOutNever() {
        var in = lane().out(ANN).sense(SAFETY, true).in(BOB).after(31_000).outcomes();
        in.after(1_000).outcomes(BOB, NOT_PASSED).shows(BOB, Reason.BUSY);
        var out = lane().in(ANN).sense(SAFETY, true).out(BOB).after(600_000).outcomes();
        out.sense(SAFETY, false).after(2_000).is("open_out").outcomes(ANN, REVERSED);
    }

    @Test
    void whoseTimeIsOverWhenTheLaneIsFreeIsServed() {
        var lane = lane().out(ANN).sense(SAFETY, true).in(BOB).pulse(PASSED_OUT).after(30_800);
        lane.sense(SAFETY, false).is("closing").after(800).is("open_in").shows(BOB, Reason.OK);
    }

    @Test
    void aSecondTapGivesMoreTimeAndIsNoSecondPass() {
        var lane = lane().in(ANN).after(3_000).again(BOB, ANN).outcomes(BOB, NOT_PASSED);
        lane.after(3_000).is("open_in").pulse(PASSED_IN).is("closing");
        lane.outcomes(BOB, NOT_PASSED, ANN, PASSED);
    }

    @Test
    void whoeverElseTapsMeanwhileHasTheNextOpening() {
        var lane = lane().in(ANN).after(3_000).in(BOB).shows(BOB, Reason.INTERLOCK);
        lane.pulse(PASSED_IN).is("closing").after(800).is("open_in").shows(BOB, Reason.OK);
        lane.pulse(PASSED_IN).outcomes(ANN, PASSED, BOB, PASSED);
    }

    @Test
    void whoeverWaitsAndTapsOnceMoreStillHasTheNextOpeningAndNoPartInThisOne() {
        var lane = lane().in(ANN).in(BOB).again(EVE, BOB).shows(EVE, Reason.INTERLOCK);
        lane.outcomes(EVE, NOT_PASSED).pulse(PASSED_IN).is("closing").after(800).is("open_in");
        lane.pulse(PASSED_IN).outcomes(EVE, NOT_PASSED, ANN, PASSED, BOB, PASSED);
    }

    @Test
    void aCardThatOpenedItOpensItNotOnceMore() {
        var lane = lane().in(ANN).on(new Input.Granted(BOB, IN, false, false, Optional.of(ANN)));
        lane.pulse(PASSED_IN).is("closing").recorded(BOB).shows(BOB, Reason.BUSY);
        lane.after(800).is("idle").outcomes(ANN, PASSED, BOB, NOT_PASSED);
    }

    @Test
    void whereTwoMayPassASecondTapIsASecondPass() {
        var lane = two().in(ANN).in(BOB).pulse(PASSED_IN).is("open_in").pulse(PASSED_IN);
        lane.is("closing").outcomes(ANN, PASSED, BOB, PASSED);
    }

    @Test
    void whoWaitsForOneWayPassesInOneOpening() {
        var lane = two().in(ANN).out(BOB).out(EVE).pulse(PASSED_IN).after(800).is("open_out");
        lane.pulse(PASSED_OUT).is("open_out").pulse(PASSED_OUT).after(800).is("idle");
        lane.outcomes(ANN, PASSED, BOB, PASSED, EVE, PASSED);
    }

    @Test
    void ofThoseWhoWaitToComeInOneIsToldToTapAgainWhereOneMayPass() {
        var lane = lane().out(ANN).in(BOB).in(EVE).shows(EVE, Reason.BUSY);
        lane.outcomes(EVE, NOT_PASSED).pulse(PASSED_OUT).after(800).is("open_in");
        lane.pulse(PASSED_IN).after(800).is("idle");
    }

    @Test
    void allWhoWaitToGetOutAreServedOneByOneWhereOneMayPass() {
        var lane = lane().in(ANN).out(BOB).out(EVE).pulse(PASSED_IN).after(800);
        lane.is("open_out").pulse(PASSED_OUT).after(800).is("open_out").pulse(PASSED_OUT);
        lane.outcomes(ANN, PASSED, BOB, PASSED, EVE, PASSED);
    }

    @Test
    void oneMoreThanStandsBeforeALaneIsToldToTapAgain() {
        var lane = lane().in(ANN);
        for (int i = 0; i < Queue.LEAVING_MAX; i++) {
            lane.out(new TapId(100 + i)).shows(new TapId(100 + i), Reason.INTERLOCK);
        }
        lane.out(BOB).shows(BOB, Reason.BUSY).outcomes(BOB, NOT_PASSED).press(PRESS);
        lane.pulse(PASSED_IN).after(800).pulse(PASSED_OUT).pulse(PASSED_OUT).is("closing");
    }

    // --- records ---

    @Test
    void aSlowRecordHoldsNobodyUpAndThatIsSaid() {
        for (long millis : new long[] {49, 50, 51}) {
            var lane = lane().on(new Input.Granted(ANN, IN)).is("idle").after(millis);
            lane.on(new Input.Recorded(ANN, 7)).is("open_in");
            assertEquals(millis >= 50, lane.saidSo(ANN), millis + " ms");
        }
    }

    @Test
    void aRecordThatComesWhileTheLaneIsBusyIsInTime() {
        var lane = lane().in(ANN).on(new Input.Granted(BOB, OUT)).after(1_000);
        lane.on(new Input.Recorded(BOB, 8)).pulse(PASSED_IN).after(800).is("open_out");
        assertEquals(false, lane.saidSo(BOB));
    }

    @Test
    void aUsedUpRightWaitsForItsRecordAndNoLonger() {
        var lane = lane().on(new Input.Granted(ANN, IN, true)).after(1_999).is("idle");
        lane.after(1).outcomes(ANN, NOT_PASSED).shows(ANN, Reason.DEVICE_FAULT);
        lane.on(new Input.Recorded(ANN, 7)).is("idle").outcomes(ANN, NOT_PASSED);
    }

    @Test
    void whoLeavesIsNotHeldUpByARecordThoughItUsesUpARight() {
        lane().on(new Input.Granted(ANN, OUT, true)).after(50).is("open_out");
    }

    @Test
    void aFullJournalKeepsOutWhoComesInWhereItIsSaidToAndNobodyIn() {
        var full = new Input.NotRecorded(ANN, Reason.JOURNAL_FULL);
        var refuses = lane().on(new Input.Granted(ANN, IN)).on(full).is("idle");
        refuses.shows(ANN, Reason.JOURNAL_FULL).outcomes();
        lane().on(new Input.Granted(ANN, OUT)).on(full).is("open_out");
        two().on(new Input.Granted(ANN, IN)).on(full).is("open_in");
        var waits = lane().out(BOB).on(new Input.Granted(ANN, IN)).after(1_000).on(full);
        waits.pulse(PASSED_OUT).after(800).is("idle").shows(ANN, Reason.JOURNAL_FULL);
    }

    @Test
    void soManyRecordsOnTheirWayTurnAwayWhoComesInAndNeverWhoWantsOut() {
        var lane = lane();
        for (int i = 0; i < Queue.RECORDING_MAX; i++) {
            lane.on(new Input.Granted(new TapId(100 + i), IN, true));
        }
        lane.on(new Input.Granted(ANN, IN)).shows(ANN, Reason.BUSY).outcomes(ANN, NOT_PASSED);
        lane.on(new Input.Granted(BOB, OUT)).is("open_out").shows(BOB, Reason.OK);
    }

    // --- more time ---

    @Test
    void whoNeedsMoreTimeHasThreeWindowsAndTheLineIsRenewedMeanwhile() {
        var lane = lane().on(new Input.Granted(ANN, IN, false, true)).recorded(ANN);
        lane.after(14_900).is("open_in").line(Output.IN, true);
        lane.after(100).is("closing").line(Output.IN, false);
    }

    @Test
    void aTapThatNeedsLessDoesNotTakeTheMoreAway() {
        var lane = lane().on(new Input.Granted(ANN, IN, false, true)).recorded(ANN);
        lane.after(1_000).again(BOB, ANN).after(13_900).is("open_in").pulse(PASSED_IN);
        lane.outcomes(BOB, NOT_PASSED, ANN, PASSED);
    }

    // --- the exit button ---

    @Test
    void theButtonOpensTheWayOutInLockdownToo() {
        var lane = lane().on(new Input.Lockdown(ORDER, Cause.COMMAND)).is("lockdown");
        lane.press(PRESS).is("open_out").pulse(PASSED_OUT).outcomes(PRESS, PASSED);
    }

    @Test
    void anOperatorsReleaseOpensOneWayWhateverIsOrdered() {
        var lane = lane().on(new Input.Lockdown(ORDER, Cause.COMMAND)).is("lockdown");
        lane.on(new Input.Release(ANN, IN)).is("open_in").shows(ANN, Reason.OK);
        lane.pulse(PASSED_IN).after(2_000).on(new Input.Free(ORDER, Cause.SCHEDULE));
        lane.on(new Input.Release(BOB, OUT)).is("free").outcomes(ANN, PASSED, BOB, ASSUMED);
    }

    @Test
    void twoPressesOpenOnce() {
        var lane = lane().in(ANN).press(PRESS).press(new TapId(10)).pulse(PASSED_IN);
        lane.after(800).is("open_out").pulse(PASSED_OUT).after(800).is("idle");
        lane.outcomes(ANN, PASSED, PRESS, PASSED);
    }

    @Test
    void aPressIsOfSomebodyElseThanATap() {
        var lane = lane().out(ANN).press(PRESS).pulse(PASSED_OUT).is("open_out");
        lane.pulse(PASSED_OUT).is("closing").outcomes(ANN, PASSED, PRESS, PASSED);
    }

    @Test
    void aButtonDownSinceBeforeTheStartOpensNothingAndOneThatIsHeldIsStuck() {
        var lane = new LaneStory(Lanes.everything(), List.of());
        lane.on(new Input.ExitPressed(PRESS)).is("idle").after(60_000);
        lane.raised(Kind.EXIT_BUTTON_STUCK, "").on(new Input.ExitPressed(PRESS)).is("idle");
        lane.on(new Input.ExitReleased()).cleared(Kind.EXIT_BUTTON_STUCK, "");
        lane.press(PRESS).is("open_out");
    }

    // --- sensors ---

    @Test
    void itDoesNotCloseOnSomebodyAndSaysWhenThatTakesTooLong() {
        var lane = lane().in(ANN).sense(SAFETY, true).after(9_999).is("open_in");
        lane.line(Output.IN, true).raisedNever(Kind.SENSOR_BLOCKED);
        lane.after(1).raised(Kind.SENSOR_BLOCKED, "").after(60_000).is("open_in");
        lane.sense(SAFETY, false).cleared(Kind.SENSOR_BLOCKED, "").after(1_000).is("closing");
    }

    @Test
    void itOpensAgainForWhoeverStepsInWhileItCloses() {
        var lane = lane().in(ANN).pulse(PASSED_IN).is("closing").sense(SAFETY, true);
        lane.is("open_in").line(Output.IN, true).after(30_000).is("open_in");
        lane.sense(SAFETY, false).is("closing").after(800).is("idle");
    }

    @Test
    void aSafetySensorLostUnderSomebodyClosesOnNobody() {
        var lane = lane().in(ANN).sense(SAFETY, true).pulse(PASSED_IN).after(4_000);
        lane.on(new Input.SensorLost(SAFETY)).raised(Kind.CONTACT_LOST, "safety");
        lane.after(9_000).is("open_in").on(new Input.SensorLost(SAFETY)).after(999).is("open_in");
        lane.after(1).is("closing").stands(Kind.CONTACT_LOST, "safety");
        lane.sense(SAFETY, false).cleared(Kind.CONTACT_LOST, "safety");
    }

    @Test
    void withoutItsSafetySensorItClosesAWindowAfterTheLastSignOfAnybody() {
        var lane = lane().on(new Input.SensorLost(SAFETY)).after(60_000).in(ANN).after(2_000);
        lane.pulse(PASSED_IN).is("open_in").after(4_999).is("open_in").after(1).is("closing");
    }

    @Test
    void withoutItsSafetySensorFreeFlowEndsAWindowAfterItIsToldTo() {
        var lane = lane().on(new Input.Free(ORDER, Cause.SCHEDULE)).after(60_000);
        lane.on(new Input.SensorLost(SAFETY)).after(60_000).is("free");
        lane.on(new Input.Normal(ORDER, Cause.SCHEDULE)).after(4_999).is("free");
        lane.after(1).is("closing").after(800).is("idle");
    }

    @Test
    void aPassageContactThatIsLostMakesThePassageAssumed() {
        var lost = lane().in(ANN).on(new Input.SensorLost(PASSED_IN)).outcomes(ANN, ASSUMED);
        lost.after(5_800).is("idle").in(BOB).outcomes(ANN, ASSUMED, BOB, ASSUMED);
        var other = lane().in(ANN).on(new Input.SensorLost(PASSED_OUT)).after(5_800);
        other.outcomes(ANN, NOT_PASSED);
        var back = lane().in(ANN).on(new Input.SensorLost(PASSED_IN)).sense(PASSED_IN, false);
        back.pulse(PASSED_IN).raisedNever(Kind.TAILGATED).after(5_800).in(BOB).pulse(PASSED_IN);
        back.outcomes(ANN, ASSUMED, BOB, PASSED);
    }

    @Test
    void withoutAContactEveryPassageIsAssumedAndItStaysOpenForTheWindow() {
        var lane = new LaneStory(Lanes.blind(), Lanes.levels(Lanes.blind())).in(ANN);
        lane.outcomes(ANN, ASSUMED).after(3_000).in(BOB).outcomes(ANN, ASSUMED, BOB, ASSUMED);
        lane.after(4_999).is("open_in").after(1).is("closing");
    }

    @Test
    void theOneContactOfATripodTellsOfWhoeverItIsOpenFor() {
        var lane = new LaneStory(Lanes.tripod(), Lanes.levels(Lanes.tripod()));
        lane.in(ANN).pulse(Sensor.PASSED).after(800).out(BOB).pulse(Sensor.PASSED).after(800);
        lane.outcomes(ANN, PASSED, BOB, PASSED).pulse(Sensor.PASSED);
        lane.raised(Kind.INTRUSION, "passed");
    }

    @Test
    void aPassageThroughAShutLaneIsAnIntrusion() {
        var lane = lane().sense(PASSED_IN, true).raised(Kind.INTRUSION, "passed_in");
        lane.sense(PASSED_IN, false).cleared(Kind.INTRUSION, "passed_in");
    }

    @Test
    void aContactFoundActiveTellsOfNobody() {
        new LaneStory(Lanes.everything(), List.of())
                .sense(PASSED_IN, true)
                .raisedNever(Kind.INTRUSION);
        var lane = lane().on(new Input.SensorLost(PASSED_IN)).sense(PASSED_IN, true);
        lane.raisedNever(Kind.INTRUSION).sense(PASSED_IN, false);
    }

    @Test
    void whoPassesAgainstTheWayItIsOpenIsOnTheWrongWay() {
        var lane = lane().in(ANN).pulse(PASSED_OUT).raised(Kind.WRONG_WAY, "passed_out");
        lane.is("open_in").pulse(PASSED_IN).outcomes(ANN, PASSED);
        lane.pulse(PASSED_OUT).raisedNever(Kind.INTRUSION);
    }

    // --- wing or arm ---

    @Test
    void aWingThatDoesNotComeHomeIsAFaultThatStillOpens() {
        var lane = lane().in(ANN).sense(HOME, false).pulse(PASSED_IN).after(800).is("fault");
        lane.raised(Kind.WING_NOT_HOME, "").out(BOB).is("open_out").pulse(PASSED_OUT);
        lane.after(400).sense(HOME, true).cleared(Kind.WING_NOT_HOME, "").after(400).is("idle");
    }

    @Test
    void aWingThatIsPushedFromHomeIsAFaultUntilItIsBack() {
        var lane = lane().sense(HOME, false).is("fault").raised(Kind.WING_NOT_HOME, "");
        lane.sense(HOME, true).is("idle").cleared(Kind.WING_NOT_HOME, "");
    }

    @Test
    void aWingThatIsNotSeenIsWhereItWasSeenLast() {
        var home = lane().in(ANN).on(new Input.SensorLost(HOME)).pulse(PASSED_IN).after(800);
        home.is("idle").raisedNever(Kind.WING_NOT_HOME);
        var astray = lane().sense(HOME, false).on(new Input.SensorLost(HOME)).in(ANN);
        astray.pulse(PASSED_IN).after(800).is("fault").stands(Kind.WING_NOT_HOME, "");
    }

    // --- orders ---

    @Test
    void fireOpensBothWaysForEverybody() {
        var lane = lane().in(ANN).out(BOB).on(new Input.Granted(EVE, IN, true));
        lane.on(new Input.FireRaised(ORDER)).line(Output.IN, true).line(Output.OUT, true);
        lane.outcomes(ANN, ASSUMED, EVE, ASSUMED, BOB, ASSUMED).shows(EVE, Reason.OK);
        assertEquals(Posture.FIRE, lane.posture());
        lane.on(new Input.NotRecorded(EVE, Reason.JOURNAL_FULL)).showsNever(Reason.JOURNAL_FULL);
    }

    @Test
    void afterFireItClosesWhenNobodyStandsInItAndIsWhatWasOrdered() {
        var lane = lane().on(new Input.FireRaised(ORDER)).sense(SAFETY, true);
        lane.on(new Input.Lockdown(ORDER, Cause.COMMAND)).on(new Input.FireCleared()).is("free");
        lane.sense(SAFETY, false).is("closing").sense(SAFETY, true).is("free");
        lane.sense(SAFETY, false).sense(HOME, false).after(800).is("fault");
        lane.sense(HOME, true).is("lockdown");
    }

    @Test
    void whoTapsWhileItIsFreeIsRecordedAndAssumedToPass() {
        var lane = lane().on(new Input.Free(ORDER, Cause.SCHEDULE)).is("free");
        lane.on(new Input.Granted(ANN, IN)).outcomes(ANN, ASSUMED).shows(ANN, Reason.OK);
        lane.pulse(PASSED_IN).raisedNever(Kind.INTRUSION);
        lane.on(new Input.Normal(ORDER, Cause.SCHEDULE)).is("closing").after(800).is("idle");
    }

    @Test
    void aLockdownTurnsAwayWhoWaitsToComeInAndNobodyElse() {
        var lane = lane().out(ANN).in(BOB).out(EVE).press(PRESS);
        lane.on(new Input.Lockdown(ORDER, Cause.COMMAND)).shows(BOB, Reason.LOCKDOWN);
        lane.outcomes(BOB, NOT_PASSED).pulse(PASSED_OUT).after(800).is("open_out");
        lane.pulse(PASSED_OUT).pulse(PASSED_OUT).after(800).is("lockdown");
        lane.outcomes(BOB, NOT_PASSED, ANN, PASSED, EVE, PASSED, PRESS, PASSED);
    }

    @Test
    void outOfServiceIsALockdownOfAnotherName() {
        var lane = lane().on(new Input.Granted(ANN, IN, true));
        lane.on(new Input.Disabled(ORDER, Cause.COMMAND)).is("disabled");
        lane.shows(ANN, Reason.POINT_DISABLED).outcomes(ANN, NOT_PASSED);
        lane.on(new Input.Recorded(ANN, 7)).is("disabled").out(BOB).is("open_out");
    }

    @Test
    void whoIsGrantedDuringALockdownComesIn() {
        lane().on(new Input.Lockdown(ORDER, Cause.COMMAND)).in(ANN).is("open_in");
    }
}
