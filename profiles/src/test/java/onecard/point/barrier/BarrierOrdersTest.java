package onecard.point.barrier;

import static onecard.point.Effects.passage;
import static onecard.point.Sensor.ARRIVAL_IN;
import static onecard.point.Sensor.ARRIVAL_OUT;
import static onecard.point.Sensor.SAFETY;
import static onecard.point.Sensor.UP;
import static onecard.point.barrier.BarrierStory.alarm;
import static onecard.point.barrier.BarrierStory.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import onecard.access.Direction;
import onecard.access.Posture;
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

/// Exits, orders, fire and records at a barrier, told as stories.
class BarrierOrdersTest {

    private static final TapId ANN = new TapId(1);
    private static final TapId BOB = new TapId(2);
    private static final TapId PRESS = new TapId(8);
    private static final TapId ORDER = new TapId(9);

    private static BarrierStory pulses() {
        return BarrierStory.atRest(Barriers.pulses());
    }

    private static BarrierStory freeExit() {
        return BarrierStory.atRest(Barriers.freeExit());
    }

    private static BarrierStory held() {
        return BarrierStory.atRest(Barriers.held());
    }

    // --- exits ---

    @Test
    void aFreeExitOpensOnItsLoopOncePerVehicle() {
        var barrier = freeExit().sense(ARRIVAL_OUT, true);
        barrier.expectSome(state("raising", Cause.CONTACT, true));
        barrier.rises().after(20_000).sinks();
        barrier.is("down");
        barrier.after(60_000).expectNothing();
        barrier.sense(ARRIVAL_OUT, false).sense(ARRIVAL_OUT, true);
        barrier.raises();
    }

    @Test
    void whoComesToAFreeExitMeanwhileIsLetOutNext() {
        var barrier = freeExit().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_OUT, true);
        barrier.sense(SAFETY, false).after(1_500);
        barrier.is("open");
        barrier.expectSome(passage(ANN, Result.PASSED));
        barrier.pulses(0, Output.LOWER);
    }

    @Test
    void whoRollsOffOverTheLoopOfAFreeExitDoesNotKeepItOpen() {
        var barrier = freeExit().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_OUT, true);
        barrier.sense(SAFETY, false).after(1_000).sense(ARRIVAL_OUT, false).after(500);
        barrier.is("lowering");
    }

    /// Whoever comes in reaches the loop of the free exit before they have left the safety loop.
    @Test
    void whoFollowsSomebodyInIsATailgaterAtAFreeExitToo() {
        var barrier = freeExit().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_OUT, true);
        barrier.sense(SAFETY, false).arrives().sense(SAFETY, true);
        barrier.expect(
                passage(ANN, Result.PASSED),
                passage(ANN, Result.TAILGATED),
                alarm(Kind.TAILGATED, true, ""));
    }

    @Test
    void whoLeavesIsLetOutThoughTheLoopCannotTell() {
        // I61
        var barrier = pulses().on(new Input.SensorLost(ARRIVAL_OUT));
        barrier.tapped(ANN, Direction.OUT);
        barrier.raises();

        var entrance = pulses().on(new Input.SensorLost(ARRIVAL_IN));
        entrance.on(new Input.Granted(ANN, Direction.IN));
        entrance.expect(
                new Effect.Record(ANN),
                new Effect.Show(ANN, Reason.DEVICE_FAULT),
                passage(ANN, Result.NOT_PASSED));
    }

    @Test
    void theButtonRaisesWithoutLoopOrCardInLockdownToo() {
        // I61
        var barrier = pulses().on(new Input.Lockdown(ORDER, Cause.COMMAND));
        barrier.is("lockdown");
        barrier.on(new Input.ExitPressed(PRESS));
        barrier.raises();
        barrier.expectSome(
                Effect.Note.of(new Fact.State("raising", Cause.EXIT_BUTTON, true), PRESS));
    }

    @Test
    void anOperatorRaisesItWithoutLoopOrCardInLockdownToo() {
        var barrier = pulses().on(new Input.Lockdown(ORDER, Cause.COMMAND));
        barrier.on(new Input.Release(PRESS, Direction.IN));
        barrier.raises();
        barrier.expectSome(Effect.Note.of(new Fact.State("raising", Cause.COMMAND, true), PRESS));
        barrier.expectSome(passage(PRESS, Result.ASSUMED));
    }

    @Test
    void aPressWhileSomebodyCrossesIsForTheNext() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).on(new Input.ExitPressed(PRESS)).expectNothing();
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false).after(1_500);
        barrier.is("open");
    }

    @Test
    void aPressBeforeSomebodyCrossesIsForTheNextToo() {
        var barrier = pulses().arrives().tapped(ANN).on(new Input.ExitPressed(PRESS)).rises();
        barrier.crosses().after(1_500).expectSome(state("raising", Cause.EXIT_BUTTON, true));
        barrier.is("open");

        var released = pulses().arrives().tapped(ANN).rises();
        released.on(new Input.Release(ORDER, Direction.IN)).crosses().sense(SAFETY, true);
        released.expectSome(passage(ANN, Result.PASSED));
        released.alarmedNever(Kind.TAILGATED);
    }

    /// Whoever crosses rolls off over the loop of the free exit.
    @Test
    void aPressIsNotForgottenForWhoRollsOffOverTheLoopOfAFreeExit() {
        var barrier = freeExit().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).on(new Input.ExitPressed(PRESS)).sense(ARRIVAL_IN, false);
        barrier.sense(ARRIVAL_OUT, true).sense(SAFETY, false).sense(ARRIVAL_OUT, false);
        barrier.after(1_500).expectSome(state("raising", Cause.EXIT_BUTTON, true));
    }

    @Test
    void aPressDoesNotTakeTheTurnOfWhoWaitsAtAFreeExit() {
        var barrier = freeExit().arrives().tapped(ANN).rises();
        barrier.sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(ARRIVAL_OUT, true);
        barrier.on(new Input.ExitPressed(PRESS)).sense(SAFETY, false).after(1_500);
        barrier.expectSome(state("raising", Cause.CONTACT, true));
        barrier.sense(SAFETY, true).sense(ARRIVAL_OUT, false).sense(SAFETY, false).after(1_500);
        barrier.expectSome(state("raising", Cause.EXIT_BUTTON, true));
    }

    @Test
    void aStuckButtonIsAnAlarmAndOpensNothingMore() {
        var barrier = pulses().on(new Input.ExitPressed(PRESS)).after(60_000);
        barrier.expectSome(alarm(Kind.EXIT_BUTTON_STUCK, true, ""));
        barrier.sinks().on(new Input.ExitPressed(PRESS)).expectNothing();
        barrier.on(new Input.ExitReleased()).expect(alarm(Kind.EXIT_BUTTON_STUCK, false, ""));
    }

    // --- orders and fire ---

    @Test
    void aLockdownTurnsAwayWhoWaitsToComeInAndNobodyElse() {
        // I61
        var barrier = pulses().tapped(ANN).tapped(BOB, Direction.OUT);
        barrier.on(new Input.Lockdown(ORDER, Cause.COMMAND));
        barrier.expect(
                Effect.Note.of(new Fact.State("lockdown", Cause.COMMAND, false), ORDER),
                new Effect.Show(ANN, Reason.LOCKDOWN),
                passage(ANN, Result.NOT_PASSED));
        barrier.sense(ARRIVAL_OUT, true);
        barrier.raises();
        assertEquals(Posture.LOCKDOWN, barrier.posture());
    }

    @Test
    void heldOpenItStaysUpUntilTheOrderEndsAndNobodyIsUnderIt() {
        var barrier = pulses().on(new Input.Free(ORDER, Cause.SCHEDULE));
        barrier.expectSome(new Effect.Hold(Output.RAISE, Cause.SCHEDULE));
        barrier.rises().on(new Input.Granted(ANN, Direction.IN));
        barrier.expect(
                new Effect.Record(ANN),
                new Effect.Show(ANN, Reason.OK),
                passage(ANN, Result.ASSUMED));
        barrier.sense(SAFETY, true).on(new Input.Normal(ORDER, Cause.SCHEDULE));
        barrier.is("occupied");
        barrier.sense(SAFETY, false).after(1_500);
        barrier.is("lowering");
    }

    @Test
    void fireRaisesAndHoldsWhateverElseIsWanted() {
        // I34
        var barrier = pulses().arrives().tapped(ANN).rises().after(20_000);
        barrier.is("lowering");
        barrier.sense(UP, false).on(new Input.FireRaised(ORDER));
        barrier.expectSome(new Effect.Hold(Output.RAISE, Cause.FIRE));
        barrier.expectSome(passage(ANN, Result.ASSUMED));
        barrier.on(new Input.Lockdown(ORDER, Cause.COMMAND)).after(8_000);
        barrier.expect(alarm(Kind.LIMIT_NOT_REACHED, true, "up"));
        barrier.rises().after(3_600_000);
        assertEquals(Posture.FIRE, barrier.posture());
        barrier.pulses(1, Output.LOWER);

        barrier.on(new Input.FireCleared()).after(1_500).sinks();
        barrier.is("lockdown");
    }

    @Test
    void anOrderToHoldOpenOutlastsAFire() {
        var barrier = pulses().on(new Input.Free(ORDER, Cause.COMMAND)).rises();
        barrier.on(new Input.FireRaised(ORDER)).on(new Input.FireCleared());
        barrier.expectSome(new Effect.Hold(Output.RAISE, Cause.COMMAND));
        barrier.is("free");
    }

    // --- records ---

    @Test
    void aSlowRecordHoldsNobodyUpAndAUsedUpRightWaits() {
        // I47
        var slow = pulses().arrives().on(new Input.Granted(ANN, Direction.IN));
        slow.after(49).expectNothing();
        slow.after(1);
        slow.raises();
        slow.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), ANN));

        var right = pulses().arrives().on(new Input.Granted(ANN, Direction.IN, true));
        right.after(1_999).expectNothing();
        right.after(1);
        right.expect(new Effect.Show(ANN, Reason.DEVICE_FAULT), passage(ANN, Result.NOT_PASSED));
        right.on(new Input.Recorded(ANN, 7)).expectNothing();
    }

    @Test
    void whatWaitsForItsVehicleIsNotReleasedBeforeItsRecord() {
        // I47
        var barrier = pulses().on(new Input.Granted(ANN, Direction.IN)).after(60);
        barrier.on(new Input.Recorded(ANN, 7)).arrives();
        barrier.raises();
        assertFalse(barrier.saidSo(ANN));
    }

    @Test
    void aFullJournalOpensOnlyWhereItIsSaidToAndOutwards() {
        var full = new Input.NotRecorded(ANN, Reason.JOURNAL_FULL);
        var refuse = pulses().arrives().on(new Input.Granted(ANN, Direction.IN));
        refuse.on(full).expect(new Effect.Show(ANN, Reason.JOURNAL_FULL));

        var out = pulses().sense(ARRIVAL_OUT, true);
        out.on(new Input.Granted(ANN, Direction.OUT)).on(full);
        out.raises();

        var open = held();
        open.arrives().on(new Input.Granted(ANN, Direction.IN)).on(full);
        open.raises();
        var right = new Input.Granted(BOB, Direction.IN, true);
        open.on(right).on(new Input.NotRecorded(BOB, Reason.JOURNAL_FULL));
        open.expect(new Effect.Show(BOB, Reason.JOURNAL_FULL));
    }

    @Test
    void eachReaderAndLineThatIsLostIsToldByName() {
        // I62
        var barrier = pulses().on(new Input.ReaderLost("in"));
        barrier.expect(alarm(Kind.READER_LOST, true, "in"));
        barrier.on(new Input.LineLost("exit")).expect(alarm(Kind.CONTACT_LOST, true, "exit"));
        barrier.on(new Input.LineBack("exit")).expect(alarm(Kind.CONTACT_LOST, false, "exit"));
        barrier.on(new Input.ReaderBack("in")).expect(alarm(Kind.READER_LOST, false, "in"));
        barrier.on(new Input.SensorLost(ARRIVAL_IN));
        barrier.expect(alarm(Kind.CONTACT_LOST, true, "arrival_in"));
    }
}
