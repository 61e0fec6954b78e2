package onecard.point.door;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static onecard.point.Fact.Result.ASSUMED;
import static onecard.point.Fact.Result.NOT_PASSED;
import static onecard.point.Fact.Result.PASSED;
import static onecard.point.door.DoorStory.alarm;
import static onecard.point.door.DoorStory.interlocked;
import static onecard.point.door.DoorStory.passage;
import static onecard.point.door.DoorStory.releasedUntil;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.TapId;
import onecard.point.door.DoorProfile.ExitButton;
import onecard.point.door.DoorProfile.Group;
import onecard.point.door.DoorProfile.Relock;
import org.junit.jupiter.api.Test;

/// One door of an interlock, and what it hears of the other.
class InterlockTest {

    private static final TapId TAP = new TapId(1);

    /// Who orders a door open is taken to know what that means for the others.
    @Test
    void anOperatorsReleaseOpensWhateverTheOtherIs() {
        var door = shut().neighbour("b", false);
        door.on(new Input.Release(TAP, Direction.IN)).expectRelease();
        door.expectNo(alarm(Kind.INTERLOCK, true));
    }

    // --- whoever comes in ---

    @Test
    void nothingIsReleasedForWhoComesInWhileTheOtherIsNotSecure() {
        var door = shut().neighbour("b", false).granted(TAP);
        door.expect(
                new Effect.Record(TAP),
                new Effect.Show(TAP, Reason.INTERLOCK),
                passage(TAP, NOT_PASSED));
        door.recorded(TAP).expectNothing();
        door.neighbour("b", true).expectNothing();
        door.granted(new TapId(2)).recorded(new TapId(2)).expectRelease();
    }

    @Test
    void aDoorThatWasNotHeardOfIsNotSecure() {
        var door = new DoorStory(interlocked(ExitButton.UNLOCK, "b")).closed();
        door.granted(TAP).expectSome(new Effect.Show(TAP, Reason.INTERLOCK));
        door.neighbour("b", true).granted(new TapId(2)).recorded(new TapId(2)).expectRelease();
    }

    @Test
    void allOthersMustBeSecure() {
        var door = new DoorStory(interlocked(ExitButton.UNLOCK, "b", "c")).closed();
        door.neighbour("b", true).granted(TAP).expectNoRelease();
        door.neighbour("c", true).granted(new TapId(2)).recorded(new TapId(2)).expectRelease();
    }

    @Test
    void aGrantOnItsWayToTheJournalOpensNothingOnceTheOtherWasForced() {
        var door = shut().granted(TAP).neighbour("b", false).recorded(TAP);
        door.expect(new Effect.Show(TAP, Reason.INTERLOCK), passage(TAP, NOT_PASSED));

        door.neighbour("b", true).usingUp(new TapId(2)).neighbour("b", false);
        door.recorded(new TapId(2)).expectNoRelease();
    }

    @Test
    void aSecondTapExtendsNothingOnceTheOtherWasForced() {
        var door = shut().granted(TAP).recorded(TAP).neighbour("b", false);
        door.granted(new TapId(2)).expectSome(new Effect.Show(new TapId(2), Reason.INTERLOCK));
        door.opened().expectSome(passage(TAP, PASSED));
    }

    // --- what the other hears ---

    @Test
    void aDoorIsSecureWhileItIsSeenShutAndNobodyIsOnTheirWay() {
        var door = shut();
        assertTrue(secure(door));
        assertFalse(secure(door.granted(TAP)), "its record is on its way");
        assertFalse(secure(door.recorded(TAP)), "it is released");
        assertFalse(secure(door.opened()), "it is open");
        assertTrue(secure(door.on(new Input.Closed())));
        assertFalse(secure(door.granted(new TapId(2))));
        assertTrue(secure(door.on(new Input.NotRecorded(new TapId(2), Reason.JOURNAL_FULL))));
        assertFalse(secure(door.opened()), "it is forced");
        assertTrue(secure(door.on(new Input.Closed())));
        assertFalse(secure(door.on(new Input.ContactLost())), "I62: nobody sees it");
        assertTrue(secure(door.on(new Input.Closed())));
        assertFalse(secure(door.on(new Input.Free(TAP, Cause.SCHEDULE))), "it is free");
        assertTrue(secure(door.on(new Input.Lockdown(TAP, Cause.COMMAND))));
        assertFalse(secure(new DoorStory(interlocked(ExitButton.UNLOCK, "b"))), "not seen yet");
    }

    @Test
    void whoWaitsToLeaveKeepsNobodyElse() {
        assertTrue(secure(shut().neighbour("b", false).pressed(TAP)));
    }

    @Test
    void ofTwoGrantsAtOnceOneIsTurnedAway() {
        var a = new DoorStory(interlocked(ExitButton.UNLOCK, "b")).closed().neighbour("b", true);
        var b = new DoorStory(interlocked(ExitButton.UNLOCK, "a")).closed().neighbour("a", true);

        a.granted(TAP);
        b.neighbour("a", secure(a)).granted(new TapId(2));
        b.expectSome(new Effect.Show(new TapId(2), Reason.INTERLOCK));
        a.neighbour("b", secure(b)).recorded(TAP).expectRelease();
    }

    // --- whoever leaves ---

    @Test
    void aPressWaitsUntilTheOtherIsSecure() {
        var door = shut().neighbour("b", false).pressed(TAP);
        door.expect(new Effect.Show(TAP, Reason.INTERLOCK));
        door.after(ofSeconds(4)).expectNothing();
        door.neighbour("b", true).expectSome(releasedUntil(ofSeconds(9)));
        door.expectNo(alarm(Kind.INTERLOCK, true));
    }

    @Test
    void nobodyIsKeptInForLongerThanTheWait() {
        var door = shut().neighbour("b", false).pressed(TAP);
        door.after(ofMillis(9_999)).expectNothing();
        door.after(ofMillis(1)).expectSome(releasedUntil(ofSeconds(15)));
        door.expectSome(alarm(Kind.INTERLOCK, true));
        door.opened().on(new Input.Closed()).expectSome(alarm(Kind.INTERLOCK, false));
    }

    @Test
    void theAlarmIsOverWhenTheOthersAreSecure() {
        var door = shut().neighbour("b", false).pressed(TAP).after(ofSeconds(10));
        door.neighbour("b", true).expect(alarm(Kind.INTERLOCK, false));
        door.after(ofSeconds(6)).expectNo(alarm(Kind.INTERLOCK, false));
    }

    @Test
    void whoTapsToLeaveWaitsAndIsLetOutWithTheOthers() {
        var door = shut().neighbour("b", false).leaving(TAP);
        door.expect(new Effect.Record(TAP));
        door.recorded(TAP).expect(new Effect.Show(TAP, Reason.INTERLOCK));
        door.leaving(new TapId(2)).pressed(new TapId(3)).after(ofMillis(50));
        door.neighbour("b", true).expectSome(new Effect.Show(TAP, Reason.OK));
        door.expectSome(new Effect.Show(new TapId(2), Reason.OK));
        door.expectSome(Effect.Note.of(new Fact.ReleasedBeforeRecord(), new TapId(2)));
        door.opened().expectSome(passage(TAP, PASSED));
        door.expectSome(passage(new TapId(2), ASSUMED));
    }

    @Test
    void aRecordThatComesWhileTheyWaitIsNoReleaseBeforeIt() {
        var door = shut().neighbour("b", false).leaving(TAP).after(ofMillis(60)).recorded(TAP);
        door.neighbour("b", true).expectSome(new Effect.Show(TAP, Reason.OK));
        door.expectNo(Effect.Note.of(new Fact.ReleasedBeforeRecord(), TAP));
    }

    @Test
    void aFullJournalKeepsNobodyInWhoWaits() {
        var door = shut().neighbour("b", false).leaving(TAP).after(ofMillis(60));
        door.on(new Input.NotRecorded(TAP, Reason.JOURNAL_FULL)).expectNothing();
        door.after(ofSeconds(10)).expectRelease();
    }

    @Test
    void aLockdownKeepsNobodyInWhoWaits() {
        var door = shut().neighbour("b", false).pressed(TAP);
        door.on(new Input.Lockdown(new TapId(9), Cause.COMMAND)).after(ofSeconds(10));
        door.expectRelease();
    }

    // --- what is above it ---

    @Test
    void fireOpensAtOnce() {
        var door = shut().neighbour("b", false).leaving(TAP).recorded(TAP);
        door.on(new Input.FireRaised(new TapId(2)));
        door.expectSome(new Effect.Hold(Output.LOCK, Cause.FIRE));
        door.expectSome(passage(TAP, ASSUMED));
        door.neighbour("b", true).expectNothing();
    }

    @Test
    void anOrderIsAboveTheInterlock() {
        var door = shut().neighbour("b", false);
        door.on(new Input.Free(TAP, Cause.COMMAND));
        door.expectSome(new Effect.Hold(Output.LOCK, Cause.COMMAND));
    }

    @Test
    void anInterlockWithoutAContactIsNone() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new DoorProfile(
                                DoorStory.USUAL,
                                DoorStory.EXTENDED,
                                Relock.ON_OPEN,
                                ExitButton.UNLOCK,
                                ofSeconds(60),
                                Optional.empty(),
                                JournalFull.REFUSE,
                                Optional.of(new Group(Set.of("b"), ofSeconds(10)))));
    }

    private static DoorStory shut() {
        return new DoorStory(interlocked(ExitButton.UNLOCK, "b")).closed().neighbour("b", true);
    }

    private static boolean secure(DoorStory door) {
        return door.machine().isSecure(door.state());
    }
}
