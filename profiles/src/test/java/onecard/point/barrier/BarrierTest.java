package onecard.point.barrier;

import static onecard.point.Effects.passage;
import static onecard.point.Sensor.ARRIVAL_IN;
import static onecard.point.Sensor.ARRIVAL_OUT;
import static onecard.point.Sensor.DOWN;
import static onecard.point.Sensor.SAFETY;
import static onecard.point.Sensor.UP;
import static onecard.point.barrier.BarrierStory.alarm;
import static onecard.point.barrier.BarrierStory.mono;
import static onecard.point.barrier.BarrierStory.state;

import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;

/// Vehicles at a barrier, told as stories; `BarrierSequencesTest` walks what no story tells.
class BarrierTest {

    private static final TapId ANN = new TapId(1);
    private static final TapId BOB = new TapId(2);
    private static final TapId PRESS = new TapId(8);

    private static BarrierStory pulses() {
        return BarrierStory.atRest(Barriers.pulses());
    }

    private static BarrierStory freeExit() {
        return BarrierStory.atRest(Barriers.freeExit());
    }

    // --- one vehicle ---

    @Test
    void aVehicleIsLetThroughAndTheArmComesDownBehindIt() {
        var barrier = pulses().arrives().tapped(ANN);
        barrier.expect(
                new Effect.Relock(Output.LOWER),
                new Effect.Relock(Output.STOP),
                new Effect.Release(Output.RAISE, mono(500)),
                Effect.Note.of(new Fact.State("raising", Cause.TAP, false), ANN),
                new Effect.Show(ANN, Reason.OK));
        barrier.after(2_000).rises();
        barrier.expect(state("open", Cause.CONTACT, false));

        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(SAFETY, false);
        barrier.after(1_499).expectNothing();
        barrier.after(1);
        barrier.expect(
                new Effect.Relock(Output.RAISE),
                new Effect.Relock(Output.STOP),
                new Effect.Release(Output.LOWER, mono(4_000)),
                state("lowering", Cause.TIMER, true));
        barrier.sense(UP, false).sense(DOWN, true);
        barrier.expect(passage(ANN, Result.PASSED), state("down", Cause.CONTACT, false));
    }

    @Test
    void aCredentialWaitsTenSecondsForAVehicle() {
        var early = pulses().tapped(ANN);
        early.expect(new Effect.Show(ANN, Reason.INTERLOCK));
        early.after(9_999).arrives();
        early.raises();

        var late = pulses().tapped(ANN).after(10_000);
        late.expect(new Effect.Show(ANN, Reason.BUSY), passage(ANN, Result.NOT_PASSED));
        late.arrives().expectNothing();
        late.raisedNever();
    }

    /// A camera reads its plate each second, from afar: one tap, and it never grows old.
    @Test
    void whoeverIsSeenStillWaitsFromThenOn() {
        var seen = pulses().tapped(ANN).after(9_999).on(new Input.StillThere(ANN));
        seen.expectNothing();
        seen.after(9_999).arrives();
        seen.raises();

        var gone = pulses().tapped(ANN).after(9_999).on(new Input.StillThere(ANN)).after(10_000);
        gone.expect(new Effect.Show(ANN, Reason.BUSY), passage(ANN, Result.NOT_PASSED));
        gone.on(new Input.StillThere(ANN)).expectNothing();
        gone.arrives().expectNothing();
        gone.raisedNever();
    }

    /// More than stand there: made-up plates before a camera.
    @Test
    void whoeverLeavesFindsAPlaceAndWhoeverComesInDoesNot() {
        var in = pulses();
        var out = pulses();
        for (int i = 0; i < Queue.WAITING_MAX; i++) {
            in.tapped(new TapId(100 + i)).after(10);
            out.tapped(new TapId(100 + i), Direction.OUT).after(10);
        }
        in.on(new Input.Granted(BOB, Direction.IN));
        in.expect(
                new Effect.Record(BOB),
                new Effect.Show(BOB, Reason.BUSY),
                passage(BOB, Result.NOT_PASSED));

        var oldest = new TapId(100);
        out.on(new Input.StillThere(oldest)).on(new Input.Granted(BOB, Direction.OUT));
        var next = new TapId(101);
        out.expect(
                new Effect.Show(next, Reason.INTERLOCK),
                passage(next, Result.NOT_PASSED),
                new Effect.Record(BOB));
        out.on(new Input.Recorded(BOB, 7)).sense(ARRIVAL_OUT, true);
        out.raises();
        out.on(new Input.Granted(ANN, Direction.IN)).expect(new Effect.Record(ANN));
    }

    /// One authorisation, one crossing.
    @Test
    void whoeverIsSeenStillBelowTheArmIsLetInOnce() {
        var barrier = pulses().arrives().tapped(ANN).rises().on(new Input.StillThere(ANN));
        barrier.expectNothing();
        barrier.crosses().on(new Input.StillThere(ANN)).expectNothing();
        barrier.after(1_500).sinks().on(new Input.StillThere(ANN)).expectNothing();
        barrier.arrives().on(new Input.StillThere(ANN)).expectNothing();
    }

    @Test
    void aVehicleThatLeavesTakesItsCredentialAlong() {
        var barrier = pulses().arrives().on(new Input.Granted(ANN, Direction.IN));
        barrier.sense(ARRIVAL_IN, false).expect(passage(ANN, Result.NOT_PASSED));
        barrier.arrives().on(new Input.Recorded(ANN, 7)).expectNothing();
    }

    @Test
    void aVehicleThatDoesNotDriveInGetsItsRightBack() {
        // I67
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.after(19_999).expectNothing();
        barrier.after(1).expectSome(state("lowering", Cause.TIMER, true));
        barrier.sinks().expectSome(passage(ANN, Result.NOT_PASSED));
    }

    @Test
    void whoDrivesInAtTheLastMomentHasNotLostIt() {
        var barrier = pulses().arrives().tapped(ANN).rises().after(20_000);
        barrier.sense(SAFETY, true);
        barrier.raises();
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(ANN, Result.PASSED));
        barrier.alarmedNever(Kind.TAILGATED);
    }

    @Test
    void whoEntersAndBacksOutIsReversed() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(ANN, Result.REVERSED));
    }

    /// His card went back through the window while he was under the arm.
    @Test
    void aCardLetsInNoSecondVehicleWhileTheFirstCrosses() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_IN, true);
        barrier.on(new Input.Granted(BOB, Direction.IN, false, false, Optional.of(ANN)));
        barrier.expectSome(new Effect.Show(BOB, Reason.BUSY));
        barrier.expectSome(passage(BOB, Result.NOT_PASSED));
        barrier.on(new Input.Recorded(BOB, 7)).sense(SAFETY, false).after(1_500);
        barrier.sinks().expectSome(passage(ANN, Result.PASSED));
    }

    @Test
    void whoeverWaitsForTheirVehicleAndTapsOnceMoreWaitsFromThenOn() {
        var barrier = pulses().on(new Input.Granted(ANN, Direction.IN));
        barrier.on(new Input.Recorded(ANN, 7)).after(9_000);
        barrier.on(new Input.Granted(BOB, Direction.IN, false, false, Optional.of(ANN)));
        barrier.expectSome(passage(BOB, Result.NOT_PASSED));
        barrier.on(new Input.Recorded(BOB, 8)).after(9_000).arrives();
        barrier.raises();
    }

    @Test
    void whoeverStopsWithTheNoseOverTheLoopAndTapsHasEntered() {
        var barrier = pulses().arrives().sense(SAFETY, true).tapped(ANN).rises();
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(ANN, Result.PASSED));
    }

    @Test
    void whoBacksOutAndThinksBetterOfItPasses() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(SAFETY, false).after(1_500).sense(SAFETY, true);
        barrier.raises();
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(ANN, Result.PASSED));
    }

    @Test
    void whoOnlyTouchesTheLoopWhileTheArmRisesIsStillAwaited() {
        var barrier = pulses().arrives().tapped(ANN);
        barrier.sense(SAFETY, true).sense(SAFETY, false).rises();
        barrier.is("open");
        barrier.after(20_000).sinks().expectSome(passage(ANN, Result.NOT_PASSED));
    }

    @Test
    void whoIsThroughBeforeTheArmIsUpHasPassed() {
        var barrier = pulses().arrives().tapped(ANN);
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(SAFETY, false).rises();
        barrier.is("clear");
        barrier.after(1_500).sinks().expectSome(passage(ANN, Result.PASSED));
    }

    // --- the next one ---

    @Test
    void whoFollowsIsATailgaterAndTheArmGoesUpAtOnce() {
        // I60
        var barrier = pulses().arrives().tapped(ANN).rises().crosses().after(1_500);
        barrier.is("lowering");
        barrier.sense(SAFETY, true);
        barrier.expect(
                passage(ANN, Result.PASSED),
                passage(ANN, Result.TAILGATED),
                alarm(Kind.TAILGATED, true, ""),
                new Effect.Relock(Output.LOWER),
                new Effect.Relock(Output.STOP),
                new Effect.Release(Output.RAISE, mono(2_000)),
                state("raising", Cause.CONTACT, true),
                state("occupied", Cause.CONTACT, false));
        barrier.sense(SAFETY, false).after(1_500).sinks();
        barrier.expect(alarm(Kind.TAILGATED, false, ""), state("down", Cause.CONTACT, false));
    }

    @Test
    void whoDrivesOnTheLoopBeforeTheFirstHasLeftItIsATailgater() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_IN, true);
        barrier.expectNothing();
        barrier.sense(ARRIVAL_IN, false);
        barrier.expect(
                passage(ANN, Result.PASSED),
                passage(ANN, Result.TAILGATED),
                alarm(Kind.TAILGATED, true, ""));
    }

    @Test
    void anArrivalLoopThatComesBackFreeHasSeenNobodyLeave() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false);
        barrier.on(new Input.SensorLost(ARRIVAL_IN)).sense(ARRIVAL_IN, false);
        barrier.expect(alarm(Kind.CONTACT_LOST, false, "arrival_in"));
        barrier.sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(ANN, Result.PASSED));
        barrier.alarmedNever(Kind.TAILGATED);
    }

    @Test
    void anExitLoopThatComesBackFreeLetsNobodyFollow() {
        var barrier = pulses().sense(ARRIVAL_OUT, true).tapped(ANN, Direction.OUT).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_OUT, false);
        barrier.on(new Input.SensorLost(ARRIVAL_OUT)).tapped(BOB, Direction.OUT);
        barrier.sense(ARRIVAL_OUT, false).sense(ARRIVAL_OUT, true);
        barrier.sense(SAFETY, false).expectSome(passage(ANN, Result.PASSED));
        barrier.expectSome(new Effect.Show(BOB, Reason.OK));
    }

    @Test
    void whoHasACredentialOfTheirOwnFollowsWithoutTheArmComingDown() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).arrives().tapped(BOB);
        barrier.expect(new Effect.Show(BOB, Reason.INTERLOCK));
        barrier.sense(SAFETY, false);
        barrier.expectSome(passage(ANN, Result.PASSED));
        barrier.expectSome(new Effect.Show(BOB, Reason.OK));
        barrier.is("open");
        barrier.crosses().after(1_500).sinks().expectSome(passage(BOB, Result.PASSED));
        barrier.pulses(1, Output.LOWER);
    }

    @Test
    void whoHasACredentialMayFollowBumperToBumper() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).arrives().tapped(BOB);
        barrier.sense(ARRIVAL_IN, false);
        barrier.expect(passage(ANN, Result.PASSED), new Effect.Show(BOB, Reason.OK));
        barrier.sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(BOB, Result.PASSED));
    }

    @Test
    void aSecondTapOfTheSameVehicleIsNoSecondCrossing() {
        var barrier = pulses().arrives().tapped(ANN).rises().tapped(BOB);
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false);
        barrier.expect(passage(BOB, Result.NOT_PASSED));
        barrier.sense(SAFETY, false).after(1_500);
        barrier.is("lowering");
    }

    @Test
    void aSecondTapKeepsTheArmUpForAnotherWindow() {
        var barrier = pulses().arrives().tapped(ANN).rises().after(15_000).tapped(BOB);
        barrier.after(5_000).expectSome(passage(ANN, Result.NOT_PASSED));
        barrier.is("open");
        barrier.pulses(0, Output.LOWER);
    }

    @Test
    void ofTwoWhoMeetTheFirstGoesFirst() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(ARRIVAL_OUT, true).tapped(BOB, Direction.OUT);
        barrier.expect(new Effect.Show(BOB, Reason.INTERLOCK));
        barrier.crosses().expectSome(passage(ANN, Result.PASSED));
        barrier.expectSome(new Effect.Show(BOB, Reason.OK));
    }

    // --- two ways, one arm ---

    @Test
    void whoFollowsAfterAPressIsToldThoughSomebodyWaitsOpposite() {
        var barrier = pulses().sense(ARRIVAL_OUT, true).arrives();
        barrier.on(new Input.ExitPressed(PRESS)).rises().crosses().arrives();
        barrier.sense(SAFETY, true).expect(alarm(Kind.TAILGATED, true, ""));
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false).after(1_500);
        barrier.sinks().expectSome(alarm(Kind.TAILGATED, false, ""));
    }

    @Test
    void whoCrossesInThePlaceOfWhoeverWaitsOppositeIsTold() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(ARRIVAL_OUT, true).tapped(BOB, Direction.OUT);
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).arrives().sense(SAFETY, false);
        barrier.expectSome(passage(ANN, Result.PASSED));

        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).expectNothing();
        barrier.sense(SAFETY, false).expect(alarm(Kind.TAILGATED, true, ""));
        barrier.after(1_500).sinks().expectSome(passage(BOB, Result.REVERSED));
    }

    @Test
    void whoCrossesInThePlaceOfWhoeverWaitsAtAFreeExitIsTold() {
        var barrier = freeExit().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_OUT, true).arrives();
        barrier.sense(SAFETY, false).after(1_500);
        barrier.expectSome(state("raising", Cause.CONTACT, true));
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(SAFETY, false);
        barrier.expect(alarm(Kind.TAILGATED, true, ""));
    }

    @Test
    void whoBacksOffToMakeWayIsNoTailgater() {
        var barrier = pulses().arrives().tapped(ANN).rises().sense(ARRIVAL_OUT, true);
        barrier.sense(SAFETY, true).sense(ARRIVAL_OUT, false).sense(ARRIVAL_IN, false);
        barrier.sense(SAFETY, false).after(1_500).sinks();
        barrier.expectSome(passage(ANN, Result.PASSED));
        barrier.alarmedNever(Kind.TAILGATED);
    }

    @Test
    void whoLeavesByAFreeExitInThePlaceOfWhoeverComesInIsNoTailgater() {
        var barrier = freeExit().arrives().tapped(ANN).rises().sense(ARRIVAL_OUT, true);
        barrier.sense(SAFETY, true).sense(ARRIVAL_OUT, false).sense(SAFETY, false);
        barrier.alarmedNever(Kind.TAILGATED);
    }

    // --- a loop that is stuck ---

    @Test
    void anArrivalLoopThatIsStuckTellsOfNoVehicle() {
        // I62
        var barrier = pulses().arrives().after(300_000);
        barrier.expect(alarm(Kind.LOOP_STUCK, true, "arrival_in"));
        barrier.arrives().on(new Input.Granted(ANN, Direction.IN));
        barrier.expect(
                new Effect.Record(ANN),
                new Effect.Show(ANN, Reason.DEVICE_FAULT),
                passage(ANN, Result.NOT_PASSED));
        barrier.raisedNever();
        barrier.sense(ARRIVAL_IN, false).expect(alarm(Kind.LOOP_STUCK, false, "arrival_in"));
        barrier.arrives().tapped(BOB).raises();
    }

    @Test
    void whoWaitsOnALoopThatGetsStuckIsToldSo() {
        var barrier = pulses().arrives().after(291_000).sense(SAFETY, true);
        barrier.on(new Input.ExitPressed(PRESS)).rises().tapped(ANN).after(9_000);
        barrier.expect(
                alarm(Kind.LOOP_STUCK, true, "arrival_in"),
                new Effect.Show(ANN, Reason.DEVICE_FAULT),
                passage(ANN, Result.NOT_PASSED));
    }

    @Test
    void whoLeavesIsLetOutThoughTheLoopIsStuck() {
        // I61
        var barrier = pulses().sense(ARRIVAL_OUT, true).after(300_000);
        barrier.tapped(ANN, Direction.OUT).raises();
    }

    /// Nobody sees whether they drove on.
    @Test
    void whoBacksOutOverALoopThatIsStuckIsAssumed() {
        var barrier = pulses().arrives().tapped(ANN).rises().sense(SAFETY, true);
        barrier.after(300_000).sense(SAFETY, false);
        barrier.expectSome(passage(ANN, Result.ASSUMED));
        barrier.after(1_500).is("lowering");

        var leaver = pulses().sense(ARRIVAL_OUT, true).after(300_000);
        leaver.tapped(ANN, Direction.OUT).rises().sense(SAFETY, true);
        leaver.sense(SAFETY, false).expect(passage(ANN, Result.ASSUMED));
    }

    @Test
    void whoDrivesOnFromALoopThatIsStuckHasPassed() {
        var barrier = pulses().arrives().tapped(ANN).rises().sense(SAFETY, true);
        barrier.after(300_000).sense(ARRIVAL_IN, false).sense(SAFETY, false).after(1_500);
        barrier.sinks().expectSome(passage(ANN, Result.PASSED));
    }

    @Test
    void aLoopThatIsStuckCallsNobodyOutOfAFreeExit() {
        var barrier = freeExit().on(new Input.Free(new TapId(9), Cause.COMMAND)).rises();
        barrier.sense(ARRIVAL_OUT, true).after(300_000);
        barrier.on(new Input.Normal(new TapId(9), Cause.COMMAND)).after(1_500);
        barrier.expect(
                new Effect.Relock(Output.RAISE),
                new Effect.Relock(Output.STOP),
                new Effect.Release(Output.LOWER, mono(302_000)),
                state("lowering", Cause.TIMER, true));
    }

    // --- lowering ---

    @Test
    void anyOpenRequestWhileItComesDownRaisesIt() {
        // I60
        var pressed = pulses().arrives().tapped(ANN).rises().after(20_000);
        pressed.on(new Input.ExitPressed(PRESS));
        pressed.raises();

        var tapped = pulses().arrives().tapped(ANN).rises().after(20_000).tapped(BOB);
        tapped.raises();
        tapped.expectSome(passage(ANN, Result.NOT_PASSED));

        var exit = freeExit().arrives().tapped(ANN).rises().after(20_000);
        exit.sense(ARRIVAL_OUT, true);
        exit.raises();
    }

    @Test
    void itNeverComesDownOnALoopThatIsLost() {
        var barrier = pulses().arrives().tapped(ANN).rises().after(20_000);
        barrier.on(new Input.SensorLost(SAFETY));
        barrier.raises();
        barrier.expectSome(alarm(Kind.CONTACT_LOST, true, "safety"));
        barrier.expectSome(passage(ANN, Result.ASSUMED));
        barrier.after(3_600_000);
        barrier.is("occupied");
        barrier.pulses(1, Output.LOWER);

        barrier.sense(SAFETY, false).expect(alarm(Kind.CONTACT_LOST, false, "safety"));
        barrier.after(1_500).expectSome(state("lowering", Cause.TIMER, true));
    }

    @Test
    void aLoopThatFlickersTakesNobodysTimeToEnter() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.on(new Input.SensorLost(SAFETY)).expectSome(passage(ANN, Result.ASSUMED));
        barrier.sense(SAFETY, false).after(19_999).is("open");
        barrier.after(1).is("lowering");

        var under = pulses().arrives().tapped(ANN).rises().sense(SAFETY, true);
        under.on(new Input.SensorLost(SAFETY)).sense(SAFETY, false).after(1_500);
        under.is("lowering");
    }

    @Test
    void whileNobodySeesWhoCrossesEachPassageIsAssumed() {
        var barrier = pulses().on(new Input.SensorLost(SAFETY));
        barrier.arrives().tapped(ANN).expectSome(passage(ANN, Result.ASSUMED));
        barrier.rises().sense(ARRIVAL_IN, false).arrives().tapped(BOB);
        barrier.expectSome(passage(BOB, Result.ASSUMED));
        barrier.pulses(0, Output.LOWER);
    }

    @Test
    void itStaysUpWhileAVehicleStandsUnderIt() {
        var barrier = pulses().arrives().tapped(ANN).rises().sense(SAFETY, true);
        barrier.after(299_999).expectNothing();
        barrier.after(1)
                .expect(
                        alarm(Kind.LOOP_STUCK, true, "safety"),
                        alarm(Kind.LOOP_STUCK, true, "arrival_in"));
        barrier.after(3_600_000).expectNothing();
        barrier.sense(ARRIVAL_IN, false).expect(alarm(Kind.LOOP_STUCK, false, "arrival_in"));
        barrier.sense(SAFETY, false).expect(alarm(Kind.LOOP_STUCK, false, "safety"));
        barrier.pulses(0, Output.LOWER);
    }

    @Test
    void anArmThatSinksOnAVehicleIsRaisedAgain() {
        var barrier = pulses().arrives().tapped(ANN).rises().sense(SAFETY, true);
        barrier.sense(UP, false);
        barrier.raises();
        barrier.expectSome(state("raising", Cause.CONTACT, true));
    }
}
