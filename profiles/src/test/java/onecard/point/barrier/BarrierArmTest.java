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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.TapId;
import org.junit.jupiter.api.Test;

/// Where the arm of a barrier is, and how it is driven, told as stories.
class BarrierArmTest {

    private static final TapId ANN = new TapId(1);
    private static final TapId BOB = new TapId(2);
    private static final TapId PRESS = new TapId(8);
    private static final TapId ORDER = new TapId(9);

    private static BarrierStory pulses() {
        return BarrierStory.atRest(Barriers.pulses());
    }

    private static BarrierStory held() {
        return BarrierStory.atRest(Barriers.held());
    }

    // --- where the arm is ---

    @Test
    void anArmThatDoesNotComeUpIsToldOnceAndNotTriedAgain() {
        var barrier = pulses().arrives().tapped(ANN).after(7_999);
        barrier.is("raising");
        barrier.after(1);
        barrier.expect(
                alarm(Kind.LIMIT_NOT_REACHED, true, "up"),
                new Effect.Relock(Output.RAISE),
                new Effect.Relock(Output.LOWER),
                new Effect.Release(Output.STOP, mono(8_500)),
                state("open", Cause.FAULT, true));
        barrier.after(20_000).is("lowering");
        barrier.after(8_000).expectSome(passage(ANN, Result.NOT_PASSED));
        barrier.is("down");
        barrier.after(3_600_000);
        barrier.pulses(1, Output.RAISE);

        barrier.sense(ARRIVAL_IN, false).arrives().tapped(BOB).rises();
        barrier.expectSome(alarm(Kind.LIMIT_NOT_REACHED, false, "up"));
    }

    /// I60: the contact tells nothing of where the arm is, so the loop is obeyed until it must be
    /// down.
    @Test
    void aLowerLimitThatSticksLowersItOnNobody() {
        var barrier = pulses().sense(DOWN, true).arrives().tapped(ANN);
        barrier.sense(UP, true).after(8_000).crosses().after(1_500).is("lowering");
        barrier.sense(UP, false).is("lowering");
        barrier.sense(SAFETY, true).raises();
    }

    /// I60
    @Test
    void anArmThatHasNotLeftItsLowerLimitYetLowersOnNobody() {
        var barrier = pulses().on(new Input.Free(ORDER, Cause.COMMAND)).after(200);
        barrier.on(new Input.Normal(ORDER, Cause.COMMAND)).after(1_500).is("lowering");
        barrier.sense(SAFETY, true).raises();
    }

    @Test
    void anArmThatDoesNotComeDownIsRaisedOnceAndStaysUp() {
        var barrier = pulses().arrives().tapped(ANN).rises().crosses().after(1_500);
        barrier.sense(UP, false).after(8_000);
        barrier.expect(
                passage(ANN, Result.PASSED),
                alarm(Kind.LIMIT_NOT_REACHED, true, "down"),
                new Effect.Relock(Output.LOWER),
                new Effect.Relock(Output.STOP),
                new Effect.Release(Output.RAISE, mono(10_000)),
                state("fault", Cause.FAULT, true));
        barrier.after(3_600_000);
        barrier.pulses(2, Output.RAISE);
        barrier.pulses(1, Output.LOWER);

        // It still lets vehicles through, and each may bring it down.
        barrier.sense(UP, true).arrives().tapped(BOB).crosses().after(1_500).sinks();
        barrier.expectSome(alarm(Kind.LIMIT_NOT_REACHED, false, "down"));
        barrier.expectSome(passage(BOB, Result.PASSED));
    }

    @Test
    void anArmThatIsDownTooLateIsOnItsWayUpAgain() {
        var barrier = pulses().arrives().tapped(ANN).rises().crosses().after(1_500);
        barrier.sense(UP, false).after(8_000).sense(DOWN, true).is("fault");
        barrier.rises().is("fault");
        barrier.alarmedNever(Kind.FORCED);

        var deaf = pulses().arrives().tapped(ANN).rises().crosses().after(1_500);
        deaf.sense(UP, false).after(8_000).sense(DOWN, true).after(7_999).is("fault");
        deaf.after(1).is("down");
    }

    @Test
    void whatWasRaisedElsewhereComesDownOnlyWhenAnOperatorSaysSo() {
        var barrier = pulses().rises();
        barrier.is("forced");
        barrier.after(3_600_000).expectNothing();
        barrier.on(new Input.Normal(ORDER, Cause.SCHEDULE));
        barrier.pulses(0, Output.LOWER);
        barrier.on(new Input.Normal(ORDER, Cause.COMMAND));
        barrier.expectSome(alarm(Kind.FORCED, false, ""));
        barrier.after(1_500).expectSome(state("lowering", Cause.TIMER, true));
    }

    @Test
    void aBarrierOpenedByARemoteAndClosedByItIsForcedForAsLong() {
        var barrier = pulses().sense(DOWN, false);
        barrier.expect(alarm(Kind.FORCED, true, ""), state("forced", Cause.CONTACT, false));
        barrier.sense(DOWN, true);
        barrier.expect(alarm(Kind.FORCED, false, ""), state("down", Cause.CONTACT, false));
        barrier.movedNever();
    }

    // --- a limit contact that flickers ---

    private static BarrierStory wavering() {
        var barrier = pulses().arrives().tapped(ANN).rises();
        for (int i = 0; i < 3; i++) {
            barrier.sense(UP, false).raises().sense(UP, true).is("open");
        }
        return barrier;
    }

    @Test
    void anArmThatDoesNotStayUpIsSaidToBeOpenNoLonger() {
        var barrier = wavering().sense(UP, false);
        barrier.expect(
                alarm(Kind.LIMIT_NOT_REACHED, true, "up"), state("clear", Cause.CONTACT, false));
        barrier.sense(UP, true).sense(UP, false).sense(UP, true).after(1_500).is("lowering");
        barrier.pulses(4, Output.RAISE);
        barrier.sinks().expectSome(passage(ANN, Result.NOT_PASSED));
    }

    @Test
    void anArmThatDoesNotStayUpAndIsDownIsSaidToBeDown() {
        var barrier = wavering().sense(UP, false).sense(DOWN, true);
        barrier.is("down");
        barrier.expectSome(passage(ANN, Result.NOT_PASSED));

        var held = held().arrives().tapped(ANN).rises();
        for (int i = 0; i < 3; i++) {
            held.sense(UP, false).sense(UP, true);
        }
        held.sense(UP, false).sense(DOWN, true).expectSome(new Effect.Relock(Output.RAISE));
    }

    @Test
    void whoeverTapsAtAnArmThatDoesNotStayUpHasItRaisedAnew() {
        for (long waits : List.of(0L, 1_500L)) {
            var barrier = wavering().sense(UP, false).after(waits);
            barrier.on(new Input.Granted(BOB, Direction.IN, false, false, Optional.of(ANN)));
            barrier.on(new Input.Recorded(BOB, 7)).raises();
            barrier.expectSome(passage(ANN, Result.NOT_PASSED));
            barrier.sense(UP, true).crosses().after(1_500).sinks();
            barrier.expectSome(passage(BOB, Result.PASSED));
        }
    }

    /// I60
    @Test
    void anArmThatDoesNotStayUpIsKeptUpForWhoeverComesUnderIt() {
        var barrier = wavering().sense(UP, false).sense(SAFETY, true);
        barrier.expectSome(new Effect.Hold(Output.RAISE, Cause.CONTACT));
        barrier.sense(UP, true).is("occupied");
        for (int i = 0; i < 20; i++) {
            barrier.sense(UP, false).sense(UP, true);
        }
        barrier.expectNothing();
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false);
        barrier.expect(new Effect.Relock(Output.RAISE));
        barrier.after(1_500).sinks().expectSome(passage(ANN, Result.PASSED));
    }

    /// I60
    @Test
    void anArmThatSinksOntoAVehicleIsRaisedAndThenKeptUp() {
        var barrier = pulses().arrives().tapped(ANN).rises().sense(SAFETY, true);
        for (int i = 0; i < 3; i++) {
            barrier.sense(UP, false).raises().sense(UP, true).is("occupied");
        }
        barrier.sense(UP, false).expectSome(new Effect.Hold(Output.RAISE, Cause.CONTACT));
        barrier.expectSome(alarm(Kind.LIMIT_NOT_REACHED, true, "up"));
        barrier.sense(UP, true);
        barrier.sense(UP, false).expectNothing();
        barrier.sense(UP, true).expectNothing();
    }

    /// I60
    @Test
    void whatIsKeptUpOverSomebodyStaysSoWhereItDoesNotGetUp() {
        var barrier = wavering().sense(UP, false).sense(SAFETY, true).after(8_000);
        barrier.expect(state("occupied", Cause.FAULT, false));
        barrier.sense(ARRIVAL_IN, false).sense(SAFETY, false);
        barrier.expect(new Effect.Relock(Output.RAISE));
    }

    /// I60
    @Test
    void whatIsKeptUpStaysSoWhereTheSafetyLoopIsLostAndSomebodyElseIsLetIn() {
        var barrier = wavering().sense(UP, false).sense(SAFETY, true);
        barrier.on(new Input.SensorLost(SAFETY)).tapped(BOB);
        barrier.expectSome(new Effect.Hold(Output.RAISE, Cause.TAP));
        barrier.expectSome(passage(BOB, Result.ASSUMED));
        barrier.after(8_000).is("occupied");
        barrier.pulses(4, Output.RAISE);
        barrier.pulses(0, Output.STOP);
        barrier.sense(SAFETY, false).expectSome(new Effect.Relock(Output.RAISE));
    }

    /// I60
    @Test
    void whatWasHeldUpByOrderIsLetGoWhenNobodyIsUnderIt() {
        var barrier = pulses().on(new Input.Free(ORDER, Cause.COMMAND)).rises();
        barrier.sense(SAFETY, true).on(new Input.Normal(ORDER, Cause.COMMAND));
        barrier.expect(state("occupied", Cause.COMMAND, false, ORDER));
        barrier.sense(SAFETY, false).expect(new Effect.Relock(Output.RAISE));
        barrier.after(1_500).is("lowering");
    }

    @Test
    void aLowerLimitThatFlickersAtRestIsForcedUntilTheNextVehicle() {
        var barrier = pulses();
        for (int i = 0; i < 3; i++) {
            barrier.sense(DOWN, false).expectSome(alarm(Kind.FORCED, true, ""));
            barrier.sense(DOWN, true).expectSome(alarm(Kind.FORCED, false, ""));
        }
        barrier.sense(DOWN, false).is("forced");
        for (int i = 0; i < 20; i++) {
            barrier.sense(DOWN, true).expectNothing();
            barrier.sense(DOWN, false).expectNothing();
        }
        barrier.sense(DOWN, true).arrives().tapped(ANN);
        barrier.expectSome(alarm(Kind.FORCED, false, ""));
        barrier.rises().crosses().after(1_500).sinks().is("down");
        barrier.rises().is("forced");
        barrier.sinks().is("down");
    }

    @Test
    void whatFlickersAtRestIsBelievedWhenSomebodyLooksAtIt() {
        var barrier = BarrierStory.atRest(Barriers.raised());
        for (int i = 0; i < 4; i++) {
            barrier.sense(DOWN, false).sense(DOWN, true);
        }
        barrier.is("forced");
        barrier.on(new Input.Normal(ORDER, Cause.COMMAND)).is("down");
    }

    @Test
    void anUpperLimitThatFlickersAtRestContradictsUntilTheNextVehicle() {
        var barrier = pulses();
        for (int i = 0; i < 3; i++) {
            barrier.sense(UP, true).expect(alarm(Kind.LIMITS_CONTRADICT, true, ""));
            barrier.sense(UP, false).expect(alarm(Kind.LIMITS_CONTRADICT, false, ""));
        }
        barrier.sense(UP, true).expect(alarm(Kind.LIMITS_CONTRADICT, true, ""));
        for (int i = 0; i < 20; i++) {
            barrier.sense(UP, false).expectNothing();
            barrier.sense(UP, true).expectNothing();
        }
        barrier.sense(UP, false).arrives().tapped(ANN);
        barrier.expectSome(alarm(Kind.LIMITS_CONTRADICT, false, ""));
    }

    @Test
    void aLimitContactThatComesAndGoesIsLostUntilTheNextVehicle() {
        for (var limit : List.of(UP, DOWN)) {
            var barrier = comesAndGoes(limit).arrives().tapped(ANN);
            barrier.expectSome(alarm(Kind.CONTACT_LOST, false, limit.wire()));
            barrier.rises().crosses().after(1_500).sinks().is("down");
            barrier.on(new Input.SensorLost(limit));
            barrier.sense(limit, limit == DOWN);
            barrier.expect(alarm(Kind.CONTACT_LOST, false, limit.wire()));
        }
    }

    @Test
    void aLimitContactThatComesAndGoesIsBelievedWhenSomebodyLooksAtIt() {
        var barrier = comesAndGoes(UP).on(new Input.Normal(ORDER, Cause.SCHEDULE));
        barrier.expect(state("down", Cause.SCHEDULE, false, ORDER));
        barrier.on(new Input.Normal(ORDER, Cause.COMMAND));
        barrier.expectSome(alarm(Kind.CONTACT_LOST, false, "up"));
    }

    /// At rest; it is told three times, and the fourth stands.
    private static BarrierStory comesAndGoes(Sensor limit) {
        var barrier = pulses();
        for (int i = 0; i < 3; i++) {
            barrier.on(new Input.SensorLost(limit));
            barrier.expect(alarm(Kind.CONTACT_LOST, true, limit.wire()));
            barrier.sense(limit, limit == DOWN);
            barrier.expect(alarm(Kind.CONTACT_LOST, false, limit.wire()));
        }
        barrier.on(new Input.SensorLost(limit));
        barrier.expect(alarm(Kind.CONTACT_LOST, true, limit.wire()));
        for (int i = 0; i < 20; i++) {
            barrier.sense(limit, limit == DOWN).expectNothing();
            barrier.on(new Input.SensorLost(limit)).expectNothing();
        }
        return barrier.sense(limit, limit == DOWN);
    }

    // --- contacts that cannot be believed ---

    @Test
    void limitsThatContradictAreToldAndNotBelieved() {
        var barrier = pulses().sense(UP, true);
        barrier.expect(alarm(Kind.LIMITS_CONTRADICT, true, ""));
        barrier.arrives().tapped(ANN).after(8_000);
        // By time alone.
        barrier.is("open");
        barrier.alarmedNever(Kind.LIMIT_NOT_REACHED);
        barrier.sense(DOWN, false).expectSome(alarm(Kind.LIMITS_CONTRADICT, false, ""));
    }

    @Test
    void aLimitContactThatIsLostIsReplacedByTime() {
        var barrier = pulses().on(new Input.SensorLost(UP));
        barrier.expect(alarm(Kind.CONTACT_LOST, true, "up"));
        barrier.on(new Input.SensorLost(DOWN)).arrives().tapped(ANN).after(8_000);
        barrier.is("open");
        barrier.crosses().after(1_500).after(8_000);
        barrier.expectSome(passage(ANN, Result.PASSED));
        barrier.is("down");
    }

    // --- the start ---

    @Test
    void noLevelFoundAtTheStartMovesAnything() {
        // I33
        for (var up : List.of(true, false)) {
            var barrier = new BarrierStory(Barriers.freeExit());
            barrier.sense(SAFETY, !up).sense(ARRIVAL_OUT, true).sense(ARRIVAL_IN, true);
            barrier.sense(UP, up).sense(DOWN, !up).on(new Input.ExitPressed(PRESS));
            barrier.sense(SAFETY, up).sense(SAFETY, false).after(3_600_000);
            barrier.is(up ? "unknown" : "down");
            barrier.movedNever();
            barrier.alarmedNever(Kind.FORCED);
        }
    }

    @Test
    void anArmFoundUpComesDownBehindTheNextVehicle() {
        var barrier = new BarrierStory(Barriers.pulses()).sense(UP, true).sense(DOWN, false);
        barrier.sense(SAFETY, false).arrives().tapped(ANN);
        barrier.is("open");
        barrier.crosses().after(1_500).sinks();
        barrier.is("down");
    }

    // --- ways to drive it ---

    @Test
    void heldUpByOneOutputItComesDownWhenThatDrops() {
        var barrier = held();
        barrier.arrives().tapped(ANN).expectSome(new Effect.Hold(Output.RAISE, Cause.TAP));
        barrier.rises().crosses().after(1_500);
        barrier.expect(new Effect.Relock(Output.RAISE), state("lowering", Cause.TIMER, true));
        barrier.sense(SAFETY, true).expectSome(new Effect.Hold(Output.RAISE, Cause.CONTACT));
    }

    @Test
    void aHeldOutputIsLetGoWhenTheArmIsFoundDownAndNobodyIsUnderIt() {
        var barrier = held();
        barrier.arrives().tapped(ANN).rises().crosses().after(1_500).sense(UP, false).after(8_000);
        barrier.is("fault");
        barrier.after(8_000)
                .sense(SAFETY, true)
                .sense(DOWN, true)
                .expectSome(alarm(Kind.LIMIT_NOT_REACHED, false, "down"));
        barrier.is("fault");
        barrier.sense(SAFETY, false).expectSome(new Effect.Relock(Output.RAISE));
        barrier.is("down");
    }

    @Test
    void whereTheControllerBringsItDownNothingHereDoes() {
        var barrier = BarrierStory.atRest(Barriers.unwatched());
        barrier.arrives().tapped(ANN).expectSome(passage(ANN, Result.ASSUMED));
        barrier.rises().after(60_000);
        barrier.is("clear");
        barrier.sinks();
        barrier.is("down");

        var blind = BarrierStory.atRest(Barriers.blind());
        blind.arrives().tapped(ANN).after(28_000);
        blind.is("down");
    }

    /// I60
    @Test
    void anArmThatItsControllerBringsDownOnSomebodyIsRaised() {
        var barrier = BarrierStory.atRest(Barriers.raised());
        barrier.arrives().tapped(ANN).rises().crosses().after(1_500);
        barrier.is("clear");
        barrier.sense(UP, false).after(100).sense(SAFETY, true).raises();
    }

    @Test
    void aProfileThatCannotBeSafeIsRefused() {
        var lowers = Barriers.pulsing(EnumSet.of(Output.RAISE, Output.LOWER));
        var arrivals = EnumSet.of(ARRIVAL_IN, ARRIVAL_OUT);
        refused(lowers, arrivals, false);
        refused(new Drive.Held(), arrivals, false);
        refused(lowers, Set.of(ARRIVAL_IN, SAFETY), true);
        refused(lowers, Set.of(SAFETY), false);
        var wired = Set.of(Output.RAISE);
        var tooShort = Duration.ofMillis(49);
        assertThrows(IllegalArgumentException.class, () -> new Drive.Pulses(tooShort, wired));
        assertThrows(IllegalArgumentException.class, () -> Barriers.pulsing(Set.of(Output.LOWER)));
    }

    private static void refused(Drive drive, Set<Sensor> sensors, boolean freeExit) {
        assertThrows(
                IllegalArgumentException.class,
                () -> Barriers.profile(drive, sensors, freeExit, JournalFull.REFUSE));
    }
}
