package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Memory;
import onecard.access.Posture;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.edge.ContractValidator;
import onecard.edge.command.Answer;
import onecard.edge.command.Command.Act;
import onecard.edge.command.Command.Whom;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Orders;
import onecard.edge.record.Owed;
import onecard.point.PostureHours;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators ask of a door: recorded, done once, answered.
class CommandsTest {

    private static final Act RELEASE = new Act.Release(Direction.IN);
    private static final Act HOLD =
            new Act.Stand(Posture.FREE, Optional.of(Duration.ofMinutes(10)));
    private static final Act LOCKDOWN = new Act.Stand(Posture.LOCKDOWN, Optional.empty());
    private static final Act DISABLE = new Act.Stand(Posture.DISABLED, Optional.empty());
    private static final Act NORMAL = new Act.Stand(Posture.NORMAL, Optional.empty());

    @TempDir Path dir;
    private OrderedDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OrderedDoor(dir, PostureHours.NONE, OrderedDoor.START);
    }

    @AfterEach
    void everyRowIsAllowedByTheContract() throws Exception {
        var validator = new ContractValidator();
        for (var row : door.rows) {
            var published = row.substring(0, row.length() - 1) + ",\"replayed\":false}";
            assertEquals(
                    Optional.empty(),
                    validator.objection("oc/v1/bench/bench/evt/door-1/command", published));
        }
        door.close();
    }

    /// The record is the relay's cause, and there before it (I31).
    @Test
    void aReleaseWaitsForItsRecordAndOpensOnce() {
        door.command("command-1", RELEASE);
        assertEquals(List.of(), door.line);
        assertEquals(List.of(), door.answers);

        door.answer();

        assertEquals(List.of("release command"), door.line);
        assertEquals(
                List.of("release command-1 local:guard true OK in"),
                door.told("command", "verb", "id", "by", "ok", "reason", "direction"));
        long seq = Long.parseLong(door.told("command", "seq").getFirst());
        assertEquals(
                List.of("released command local:guard " + seq),
                door.told("state", "state", "cause", "by", "cause_seq"));
        assertEquals(List.of("OK"), reasons());
        assertEquals(Optional.of(seq), door.answers.getFirst().seq());
    }

    @Test
    void aFullJournalOpensForNoCommand() {
        door.command("command-1", RELEASE);
        door.command("command-2", HOLD);
        door.refuse();

        assertEquals(List.of(), door.line);
        assertEquals(List.of("JOURNAL_FULL", "JOURNAL_FULL"), reasons());
        assertEquals(Posture.NORMAL, door.posture());
    }

    /// What closes needs no room.
    @Test
    void aFullJournalKeepsNobodyFromShutting() {
        door.command("command-1", LOCKDOWN);
        door.refuse();

        assertEquals(Posture.LOCKDOWN, door.posture());
        assertEquals(List.of("OK"), reasons());
        assertTrue(door.answers.getFirst().detail().orElseThrow().en().contains("restart"));
    }

    /// Two seconds; the record that comes later changes nothing, neither now nor at a restart
    /// (I55).
    @Test
    void aJournalThatDoesNotAnswerWithdrawsWhatWouldOpen() {
        door.command("command-0", new Act.Stand(Posture.LOCKDOWN, Optional.empty()));
        door.answer();
        door.command("command-1", RELEASE);
        door.command("command-2", HOLD);
        door.after(Duration.ofMillis(1_999));
        assertEquals(List.of("OK"), reasons());
        door.after(Duration.ofMillis(1));
        assertEquals(List.of("OK", "DEVICE_FAULT", "DEVICE_FAULT"), reasons());

        door.answer();

        assertEquals(List.of(), door.line);
        assertEquals(Posture.LOCKDOWN, door.posture());
        assertEquals(
                List.of(
                        "lockdown true OK lockdown",
                        "release true OK",
                        "hold true OK",
                        "release false DEVICE_FAULT",
                        "hold false DEVICE_FAULT"),
                door.told("command", "verb", "ok", "reason", "posture"));
        assertEquals(Posture.LOCKDOWN, restarted(door.now));
    }

    /// Killed between the record of a hold and that of its withdrawal.
    @Test
    void whatWasAnsweredAsWithdrawnOpensNothingAfterAKill() {
        door.command("command-1", HOLD);
        door.after(Commands.LIMIT);
        assertEquals(List.of("DEVICE_FAULT"), reasons());
        door.answer();

        assertEquals(List.of("hold true", "hold false"), door.told("command", "verb", "ok"));
        for (int killedAfter = 0; killedAfter <= door.rows.size(); killedAfter++) {
            assertEquals(Posture.NORMAL, restarted(door.rows.subList(0, killedAfter), door.now));
        }
    }

    @Test
    void aWithdrawalIsOfferedUntilItIsRecorded() {
        door.command("command-1", RELEASE);
        door.after(Commands.LIMIT);
        for (int i = 0; i < 3; i++) {
            assertFalse(door.untold.isEmpty());
            door.refuse();
            door.after(Owed.AGAIN);
        }
        door.answer();
        assertEquals(
                List.of("release false DEVICE_FAULT"),
                door.told("command", "verb", "ok", "reason"));
        door.after(Owed.AGAIN);
        assertTrue(door.untold.isEmpty());
    }

    /// A hold stands in the journal; the lockdown after it finds no room, and then some.
    @Test
    void aDoorThatWasShutStaysShutOverARestartOnceThereIsRoom() {
        door.command("command-1", HOLD);
        door.answer();
        door.command("command-2", LOCKDOWN);
        door.refuse();
        door.after(Owed.AGAIN.minusNanos(1));
        assertTrue(door.untold.isEmpty());
        door.after(Duration.ofNanos(1));
        door.answer();

        assertEquals(Posture.LOCKDOWN, restarted(door.now));
        assertEquals(
                List.of("command-1", "command-2 lockdown"), door.told("command", "id", "posture"));
    }

    /// A run does not end with what the next must know on its way.
    @Test
    void aDoorIsNotQuietBeforeItsOrderIsDurableUnlessThereIsNoRoomForIt() {
        assertTrue(door.isQuiet());
        door.command("command-1", LOCKDOWN);
        assertFalse(door.isQuiet());
        door.refuse();
        assertTrue(door.isQuiet(), "the next site file may make room");
        door.after(Owed.AGAIN);
        assertFalse(door.isQuiet(), "offered again");
        door.answer();
        assertTrue(door.isQuiet());
    }

    /// What was refused is not offered any more once something else is ordered.
    @Test
    void anOrderThatWasReplacedIsNotOfferedAgain() {
        door.command("command-1", LOCKDOWN);
        door.refuse();
        door.command("command-2", NORMAL);
        door.answer();
        door.after(Owed.AGAIN);
        door.answer();

        assertEquals(List.of("command-2"), door.told("command", "id"));
        assertEquals(Posture.NORMAL, restarted(door.now));
    }

    @Test
    void theWithdrawalOfOneHoldTakesNothingFromAnother() {
        door.command("command-1", HOLD);
        door.after(Duration.ofSeconds(1));
        door.command("command-2", HOLD);
        door.after(Duration.ofSeconds(1));
        assertEquals(List.of("DEVICE_FAULT"), reasons());
        door.answer();

        assertEquals(List.of("DEVICE_FAULT", "OK"), reasons());
        assertEquals(Posture.FREE, door.posture());
        assertEquals(Posture.FREE, restarted(door.now));
    }

    /// Neither a clock that is set back nor one that is believed again gives it anew.
    @Test
    void aHoldThatIsOverStaysOver() throws Exception {
        door.command("command-1", HOLD);
        door.answer();
        var given = List.copyOf(door.rows);
        door.after(Duration.ofMinutes(10));
        door.answer();
        var early =
                new Moment(new Mono(77), Instant.parse("2026-11-24T01:05:00Z"), ClockTrust.SYNCED);
        assertEquals(Posture.FREE, restarted(given, early));
        assertEquals(Posture.NORMAL, restarted(early));

        var other = dir.resolve("other");
        java.nio.file.Files.createDirectory(other);
        try (var before = new OrderedDoor(other, PostureHours.NONE, OrderedDoor.START)) {
            before.command("command-1", HOLD);
            before.answer();
        }
        var lost = new Moment(new Mono(5), early.wall(), ClockTrust.UNTRUSTED);
        try (var boot = new OrderedDoor(other, PostureHours.NONE, lost)) {
            assertEquals(Posture.NORMAL, boot.posture());
            boot.answer();
        }
        try (var synced = new OrderedDoor(other, PostureHours.NONE, early)) {
            assertEquals(Posture.NORMAL, synced.posture());
        }
    }

    @Test
    void aHoldEndsByItselfAtItsVeryEnd() {
        door.command("command-1", HOLD);
        assertEquals(Posture.NORMAL, door.posture());
        door.answer();
        assertEquals(Posture.FREE, door.posture());

        door.after(Duration.ofMinutes(10).minusNanos(1));
        assertEquals(Posture.FREE, door.posture());
        door.after(Duration.ofNanos(1));

        assertEquals(Posture.NORMAL, door.posture());
        assertEquals(List.of("hold command", "drop command"), door.line);
        door.answer();
        assertEquals(
                List.of("free command local:guard true", "secure command"),
                door.told("state", "state", "cause", "by", "released_before_record"));
    }

    @Test
    void aHoldIsTakenBack() {
        door.command("command-1", HOLD);
        door.answer();
        door.command("command-2", NORMAL);
        assertEquals(List.of("hold command", "drop command"), door.line);
        door.answer();

        assertEquals(
                List.of("hold", "normal normal"), door.told("command", "verb", "posture", "until"));
        assertEquals(
                List.of("ordered command-1 free 2026-11-24T01:10:00Z local:guard"),
                door.told("system", "what", "id", "posture", "until", "by"));
        assertEquals(Posture.NORMAL, restarted(door.now));
    }

    @Test
    void aLockdownActsBeforeItsRecord() {
        door.command("command-1", LOCKDOWN);

        assertEquals(Posture.LOCKDOWN, door.posture());
    }

    /// The order of the commands decides, not that of what they wait for.
    @Test
    void aLockdownGivenWhileAHoldWaitsForItsRecordStands() {
        door.command("command-1", HOLD);
        door.command("command-2", LOCKDOWN);
        door.answer();

        assertEquals(Posture.LOCKDOWN, door.posture());
        assertEquals(List.of(), door.line);
        assertEquals(Posture.LOCKDOWN, restarted(door.now));
    }

    /// Once, whether the answer was there or on its way, and over a restart (I57).
    @Test
    void anIdIsDoneOnceAndAnsweredEachTime() throws Exception {
        door.command("command-1", RELEASE);
        door.command("command-1", RELEASE);
        door.answer();
        door.command("command-1", RELEASE);
        door.command("command-1", LOCKDOWN);
        door.answer();

        assertEquals(List.of("release command"), door.line);
        assertEquals(List.of("OK", "OK", "OK", "BAD_REQUEST"), reasons());
        assertEquals(1, door.told("command", "id").size());
        assertEquals(Posture.NORMAL, door.posture());

        door.close();
        door = new OrderedDoor(dir, PostureHours.NONE, door.now);
        door.command("command-1", RELEASE);
        door.answer();
        assertEquals(List.of(), door.line);
        assertEquals(List.of("OK"), reasons());
        assertEquals(List.of(), door.rows);
    }

    /// Whoever reads OK may rely on it that what they asked was done.
    @Test
    void anotherCommandUnderAnIdIsRefused() throws Exception {
        var longer = new Act.Stand(Posture.FREE, Optional.of(Duration.ofMinutes(20)));
        door.command("command-1", HOLD);
        door.command("command-1", longer);
        assertEquals(List.of("BAD_REQUEST"), reasons());
        door.answer();
        door.command("command-1", longer);
        door.command("command-1", HOLD);
        assertEquals(List.of("BAD_REQUEST", "OK", "BAD_REQUEST", "OK"), reasons());
        door.command("command-2", RELEASE);
        door.answer();
        door.close();

        door = new OrderedDoor(dir, PostureHours.NONE, door.now);
        door.command("command-1", longer);
        door.command("command-1", HOLD);
        door.command("command-2", new Act.Release(Direction.OUT));
        door.command("command-2", RELEASE);
        assertEquals(List.of("BAD_REQUEST", "OK", "BAD_REQUEST", "OK"), reasons());
    }

    @Test
    void oldAnswersMakeRoomForNewOnes() {
        for (int i = 0; i < 2 * Orders.ANSWERED_MAX; i++) {
            door.command("command-" + i, NORMAL);
            door.answer();
        }
        var fold = new MemoryFold();
        door.rows.forEach(
                row -> fold.apply(onecard.edge.crypto.JsonReader.object(row).orElseThrow()));

        var known = fold.orders().answered();
        assertEquals(Orders.ANSWERED_MAX, known.size());
        assertEquals("command-" + Orders.ANSWERED_MAX, known.firstEntry().getKey());
    }

    @Test
    void whoWorksAtADoorOutOfServiceMeetsNoOpening() {
        door.command("command-1", DISABLE);
        door.command("command-2", RELEASE);
        door.answer();
        assertEquals(List.of("OK", "POINT_DISABLED"), reasons());
        assertEquals(List.of(), door.line);
        assertEquals(List.of("disable true", "release false"), door.told("command", "verb", "ok"));

        door.command("command-3", new Act.Release(Direction.OUT));
        door.answer();
        assertEquals(List.of("release command"), door.line);
    }

    /// Put out of service while the release waits for its record.
    @Test
    void aDoorThatWentOutOfServiceMeanwhileIsNotOpened() {
        door.command("command-1", RELEASE);
        door.command("command-2", DISABLE);
        door.answer();

        assertEquals(List.of(), door.line);
        assertEquals(List.of("POINT_DISABLED", "OK"), reasons());
        assertEquals(
                List.of("release true OK", "disable true OK", "release false POINT_DISABLED"),
                door.told("command", "verb", "ok", "reason"));
    }

    @Test
    void aPointThatIsNotThereIsNamedAndNothingIsRecorded() {
        door.turn(
                new Stimulus.Commanded(
                        new onecard.edge.command.Command("command-1", "door-2", RELEASE, "x"),
                        door.answers::add));
        door.answer();

        assertEquals(List.of("BAD_REQUEST"), reasons());
        assertTrue(door.answers.getFirst().detail().orElseThrow().en().contains("door-1"));
        assertEquals(List.of(), door.told("command", "id"));
    }

    /// Fire is above every order, and the order holds when it is over (I34).
    @Test
    void fireBeatsEveryOrderAndLeavesItStanding() {
        for (var act : List.of(LOCKDOWN, DISABLE, HOLD, NORMAL)) {
            door.command("command-" + door.rows.size(), act);
            door.answer();
            var ordered = door.posture();
            door.turn(new Stimulus.ContactChanged("fire", true));
            assertEquals(Posture.FIRE, door.posture());
            assertEquals("hold fire", door.line.getLast());
            door.command("fire-----" + door.rows.size(), act);
            door.answer();
            assertEquals(Posture.FIRE, door.posture());
            door.turn(new Stimulus.ContactChanged("fire", false));
            assertEquals(ordered, door.posture());
        }
    }

    @Test
    void wrongTriesAreForgivenAndStayForgiven() {
        var token = new Token(2, 2);
        var shown =
                new Presentation.Rejected(
                        onecard.access.Credential.of(
                                CredentialKind.QR, token, onecard.access.Assurance.A0),
                        Reason.BAD_SIGNATURE);
        for (int i = 0; i < 5; i++) {
            door.turn(new Stimulus.Presented("in", shown, 0, 0, 0));
        }
        assertTrue(lockedOut(token));

        door.command(
                "command-1", new Act.Forgive(new Whom.Holder(CredentialKind.QR, new Token(3, 3))));
        assertTrue(lockedOut(token));
        door.command("command-2", new Act.Forgive(new Whom.Everybody()));
        assertFalse(lockedOut(token));

        door.answer();
        var fold = new MemoryFold();
        door.rows.forEach(
                row -> fold.apply(onecard.edge.crypto.JsonReader.object(row).orElseThrow()));
        assertFalse(lockedOut(fold.memory(), token));
    }

    private boolean lockedOut(Token token) {
        return lockedOut(door.memory(), token);
    }

    private boolean lockedOut(Memory memory, Token token) {
        var key = new Tries.Key("door-1", CredentialKind.QR, token);
        return memory.lockedOut(key, door.now.wall());
    }

    /// Killed in the middle of a hold: what is left of it, by the wall.
    @Test
    void aHoldSurvivesARestartForWhatIsLeftOfIt() throws Exception {
        door.command("command-1", HOLD);
        door.answer();
        door.after(Duration.ofMinutes(4));
        door.close();

        // Another boot: its monotonic clock begins anew, and a minute went by.
        var boot =
                new Moment(new Mono(77), Instant.parse("2026-11-24T01:05:00Z"), ClockTrust.SYNCED);
        door = new OrderedDoor(dir, PostureHours.NONE, boot);
        assertEquals(List.of("hold command"), door.line);
        door.answer();
        assertEquals(
                List.of("free command local:guard"), door.told("state", "state", "cause", "by"));
        door.after(Duration.ofMinutes(5).minusNanos(1));
        assertEquals(Posture.FREE, door.posture());
        door.after(Duration.ofNanos(1));
        assertEquals(Posture.NORMAL, door.posture());
    }

    @Test
    void afterARestartWithoutAClockAHoldIsOverAndALockdownStands() {
        door.command("command-1", HOLD);
        door.answer();
        var lost = new Moment(new Mono(77), OrderedDoor.START.wall(), ClockTrust.UNTRUSTED);
        assertEquals(Posture.NORMAL, restarted(lost));

        door.command(
                "command-2", new Act.Stand(Posture.LOCKDOWN, Optional.of(Duration.ofMinutes(10))));
        door.answer();
        assertEquals(Posture.LOCKDOWN, restarted(lost));
    }

    private Posture restarted(Moment now) {
        return restarted(door.rows, now);
    }

    private static Posture restarted(List<String> rows, Moment now) {
        return OrderedDoor.after(rows, PostureHours.NONE, now, new java.util.ArrayList<>())
                .points()
                .getFirst()
                .posture();
    }

    private List<String> reasons() {
        return door.answers.stream().map(Answer::reason).map(Reason::name).toList();
    }
}
