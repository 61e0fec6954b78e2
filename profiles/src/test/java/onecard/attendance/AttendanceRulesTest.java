package onecard.attendance;

import static onecard.attendance.Hall.ANNA;
import static onecard.attendance.Hall.BO;
import static onecard.attendance.Hall.CLERK;
import static onecard.attendance.Hall.NINE;
import static onecard.attendance.Hall.NOON;
import static onecard.attendance.Hall.STRANGER;
import static onecard.attendance.Hall.at;
import static onecard.attendance.Hall.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Reason;
import onecard.access.Schedule;
import onecard.attendance.Meetings.When;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttendanceRulesTest {

    private final Hall hall = new Hall();

    private static final Session BOARD = new Session("board-7", LocalDate.of(2026, 11, 28));

    /// Each bound is the last moment of what is better.
    @ParameterizedTest
    @CsvSource({
        "2026-11-28T00:30:00.000Z, ON_TIME",
        "2026-11-28T01:00:00.000Z, ON_TIME",
        "2026-11-28T01:05:00.000Z, ON_TIME",
        "2026-11-28T01:05:00.001Z, LATE",
        "2026-11-28T01:30:00.000Z, LATE",
        "2026-11-28T01:30:00.001Z, VERY_LATE",
        "2026-11-28T03:59:59.999Z, VERY_LATE",
    })
    void whenSomebodyComesSaysWhatTheyAre(Instant at, Result result) {
        assertEquals(result, hall.signs(ANNA, at));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-28T00:29:59.999Z", "2026-11-28T04:00:00.000Z", "2026-11-29T01:00:00Z"})
    void beforeAndAfterItNobodyIsTaken(Instant at) {
        assertEquals(new Signing.No(Reason.NO_MEETING), hall.shows(ANNA, at));
    }

    @Test
    void whoeverSignsTwiceIsGreetedAndCountsOnce() {
        hall.signs(ANNA, at(8, 50));

        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, at(8, 51)));
        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, at(11, 0)));
        assertEquals(1, hall.own.of(BOARD).size());
    }

    @ParameterizedTest
    @EnumSource
    void onePersonIsOnePersonWhateverTheyShow(CredentialKind kind) {
        hall.signs(ANNA, at(8, 50));

        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, kind, at(8, 55)));
    }

    // --- who is expected ---

    @Test
    void whoeverNobodyExpectsIsRecordedApart() {
        assertEquals(Result.WALK_IN, hall.signs(STRANGER, at(9, 0)));
        assertEquals(0, tally().present());
        assertEquals(1, tally().of(Result.WALK_IN));
    }

    @Test
    void orIsWelcome() {
        hall.walkIn = WalkIn.ALLOW;

        assertEquals(Result.WALK_IN, hall.signs(STRANGER, at(9, 0)));
        assertEquals(1, tally().present());
    }

    @Test
    void orRefused() {
        hall.walkIn = WalkIn.REFUSE;

        assertEquals(new Signing.No(Reason.NOT_ON_ROSTER), hall.shows(STRANGER, at(9, 0)));
    }

    @Test
    void withoutItsRosterADeskKnowsNobody() {
        hall.roster = Optional.empty();

        assertEquals(new Signing.No(Reason.STALE_LIST), hall.shows(ANNA, at(9, 0)));
    }

    @Test
    void aRosterThatIsOverKnowsNobodyEither() {
        hall.roster = Optional.of(Hall.roster(Optional.of(NINE), "board-7", row(ANNA)));

        assertInstanceOf(Signing.Yes.class, hall.shows(ANNA, NINE.minusMillis(1)));
        assertEquals(new Signing.No(Reason.STALE_LIST), hall.shows(ANNA, NINE));
    }

    @Test
    void anAttendanceClockTakesEverybody() {
        hall.listed = false;
        hall.roster = Optional.empty();

        assertEquals(Result.ON_TIME, hall.signs(STRANGER, at(9, 0)));
        assertEquals(OptionalInt.empty(), tally().expected());
    }

    @Test
    void aFaceSaysNothingOfWhomTheRosterHasNoConsentOf() {
        var no =
                new Expected(
                        ANNA,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        hall.roster = Optional.of(Hall.roster(no, row(BO)));

        assertEquals(
                new Signing.No(Reason.NO_CONSENT), hall.shows(ANNA, CredentialKind.FACE, at(9, 0)));
        assertInstanceOf(Signing.Yes.class, hall.shows(ANNA, CredentialKind.SSC, at(9, 0)));
        assertInstanceOf(Signing.Yes.class, hall.shows(BO, CredentialKind.FACE, at(9, 0)));
    }

    // --- their own times ---

    @Test
    void whoeverIsDueLaterIsOnTimeLater() {
        hall.roster = Optional.of(Hall.roster(due(at(10, 0), at(11, 0)), row(BO)));

        assertEquals(Result.ON_TIME, hall.signs(ANNA, at(10, 5)));
    }

    @Test
    void aRosterCallsAMeetingByItself() {
        hall.meetings = Map.of();
        hall.roster = Optional.of(Hall.roster("seat-1", due(at(10, 0), at(11, 0))));

        assertEquals(Result.LATE, hall.signs(ANNA, at(10, 20)));
        assertEquals(Set.of("seat-1"), meetings());
    }

    @Test
    void rowsWithoutTimesCallNothing() {
        hall.meetings = Map.of();

        assertEquals(new Signing.No(Reason.NO_MEETING), hall.shows(ANNA, at(9, 0)));
    }

    @Test
    void aSeatIsGivenUpWhenNobodyComes() {
        hall.veryLateRefused = true;

        assertEquals(new Signing.No(Reason.TOO_LATE), hall.shows(ANNA, at(9, 31)));
        assertInstanceOf(Signing.Yes.class, byHand(at(9, 31)));
    }

    // --- leaving ---

    @Test
    void nobodyLeavesWhatHasNotBegun() {
        hall.signOut = true;
        hall.signs(ANNA, at(8, 40));

        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, at(8, 59)));
    }

    @Test
    void nobodyLeavesWithinAMinuteOfComing() {
        hall.signOut = true;
        hall.signs(ANNA, at(9, 10));

        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, at(9, 11).minusMillis(1)));
        assertInstanceOf(Signing.Yes.class, hall.shows(ANNA, at(9, 11)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T03:49:59.999Z, EARLY_LEAVE",
        "2026-11-28T03:50:00.000Z, SIGNED_OUT",
        "2026-11-28T04:59:59.999Z, SIGNED_OUT",
    })
    void whenSomebodyLeavesSaysHow(Instant at, Result how) {
        hall.signOut = true;
        hall.signs(ANNA, at(8, 50));

        assertEquals(how, hall.signs(ANNA, at));
        assertEquals(1, tally().left());
        assertEquals(how == Result.EARLY_LEAVE ? 1 : 0, tally().early());
        assertEquals(1, tally().present());
    }

    @Test
    void theLastOneCounts() {
        hall.signOut = true;
        hall.signs(ANNA, at(8, 50));
        assertEquals(Result.EARLY_LEAVE, hall.signs(ANNA, at(10, 0)));
        assertEquals(Result.SIGNED_OUT, hall.signs(ANNA, at(11, 55)));

        assertEquals(0, tally().early());
    }

    @Test
    void afterItsEndNobodyComesAnyMore() {
        hall.signOut = true;

        assertEquals(new Signing.No(Reason.NO_MEETING), hall.shows(ANNA, NOON));
    }

    /// Two desks that did not hear of each other: the later one took her to come.
    @Test
    void whatAnotherDeskTookForComingIsLeaving() {
        hall.signOut = true;
        hall.signs(ANNA, at(8, 50));
        var other = new Hall();
        other.signOut = true;
        other.by = "b/desk-2";
        assertEquals(Result.VERY_LATE, other.signs(ANNA, at(11, 0)));

        hall.own = hall.own.with(other.own);

        assertEquals(1, tally().early());
        assertEquals(1, tally().of(Result.ON_TIME));
        assertEquals(0, tally().of(Result.VERY_LATE));
    }

    // --- other desks ---

    @Test
    void whatOthersSayIsToldAndRecordedHereAllTheSame() {
        var other = new Hall();
        other.signs(ANNA, at(8, 40));
        hall.heard = other.own;

        var signing = assertInstanceOf(Signing.Yes.class, hall.shows(ANNA, at(8, 50)));

        assertEquals(true, signing.known());
        hall.signs(ANNA, at(8, 50));
        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, at(8, 52)));
    }

    // --- by hand ---

    @Test
    void anOperatorSignsSomebodyIn() {
        var signing = assertInstanceOf(Signing.Yes.class, byHand(at(9, 10)));

        assertEquals(Optional.of(CLERK), signing.sign().operator());
        assertEquals(Result.LATE, signing.sign().result());
    }

    @Test
    void toAMeetingThatIsNotOnNobodyIsSigned() {
        var signing =
                AttendanceRules.decide(
                        hall.desk(),
                        ANNA,
                        CredentialKind.OPERATOR,
                        Optional.of(CLERK),
                        Optional.of("board-8"),
                        hall.moment(NINE));

        assertEquals(new Signing.No(Reason.NO_MEETING), signing);
    }

    // --- the clock ---

    @Test
    void nobodyIsOnTimeByAClockThatNobodyBelieves() {
        hall.trust = ClockTrust.UNTRUSTED;

        assertEquals(Result.UNTIMED, hall.signs(ANNA, Instant.parse("1970-01-01T00:10:00Z")));
        var sign = hall.own.of(BOARD, ANNA).orElseThrow().first();
        assertFalse(sign.certain());
    }

    @Test
    void aGuessGivesWayToWhatIsKnown() {
        hall.trust = ClockTrust.UNTRUSTED;
        hall.signs(ANNA, Instant.parse("1970-01-01T00:10:00Z"));
        var other = new Hall();
        other.by = "b/desk-2";
        other.signs(ANNA, at(9, 20));

        hall.own = hall.own.with(other.own);

        assertEquals(Result.LATE, hall.own.of(BOARD, ANNA).orElseThrow().first().result());
    }

    /// A box that starts without its clock in the morning, and by when the clock is right again.
    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:10:00Z, 2026-11-28T03:00:00Z, EARLY_LEAVE",
        "2027-01-01T00:00:00Z, 2026-11-28T03:00:00Z, EARLY_LEAVE",
        "2026-11-28T03:59:30Z, 2026-11-28T04:00:00Z, SIGNED_OUT",
    })
    void whoeverCameWhileNobodyBelievedTheClockLeaves(Instant came, Instant leaves, Result how) {
        hall.signOut = true;
        hall.trust = ClockTrust.UNTRUSTED;
        assertEquals(Result.UNTIMED, hall.signs(ANNA, came));
        hall.trust = ClockTrust.SYNCED;

        assertEquals(how, hall.signs(ANNA, leaves));

        var known = hall.own.of(BOARD, ANNA).orElseThrow();
        assertEquals(Result.UNTIMED, known.first().result());
        assertEquals(leaves, known.left().orElseThrow().at());
        assertEquals(1, tally().present());
        assertEquals(1, tally().of(Result.UNTIMED));
        assertEquals(1, tally().left());
        assertEquals(how == Result.EARLY_LEAVE ? 1 : 0, tally().early());
        assertInstanceOf(Signing.Already.class, hall.shows(ANNA, leaves.plusSeconds(30)));
    }

    // --- several ---

    @Test
    void ofTwoMeetingsAtOnceEverybodyComesToTheirOwn() {
        hall.meetings =
                Map.of(
                        "board-7", new When.Once(NINE, NOON),
                        "party", new When.Once(at(9, 1), NOON));

        assertEquals(BOARD, sitting(hall.shows(ANNA, at(9, 1))).session());
    }

    @Test
    void aScheduleHasASittingADay() {
        var window =
                new Schedule.Window(
                        Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                        LocalTime.of(22, 0),
                        LocalTime.of(6, 0));
        hall.meetings = Map.of("night", new When.Regularly(new Schedule("n", List.of(window))));
        hall.listed = false;

        var friday = sitting(hall.shows(ANNA, at(-3, 50))); // 21:50 the day before
        var saturday = sitting(hall.shows(ANNA, at(24, 30))); // half past midnight after it

        assertEquals(LocalDate.of(2026, 11, 27), friday.session().date());
        assertEquals(LocalDate.of(2026, 11, 28), saturday.session().date());
        assertEquals(Instant.parse("2026-11-28T22:00:00Z"), saturday.ends());
    }

    /// Morning and afternoon: whoever came back from lunch has come to the afternoon.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachWindowOfADayIsASessionOfItsOwn(boolean signOut) {
        hall.signOut = signOut;
        hall.listed = false;
        hall.meetings = Map.of("shift", new When.Regularly(windows(12, 18)));

        assertEquals(Result.ON_TIME, hall.signs(ANNA, at(8, 55)));
        if (signOut) {
            assertEquals(Result.SIGNED_OUT, hall.signs(ANNA, at(12, 5)));
        }
        assertEquals(Result.LATE, hall.signs(ANNA, at(14, 10)));

        assertEquals(
                List.of("shift 2026-11-28 09:00", "shift 2026-11-28 14:00"),
                hall.own.sessions().keySet().stream().map(Session::toString).toList());
        var ends = new ArrayList<Instant>();
        for (var sitting : hall.desk().meetings().near(Optional.empty(), at(10, 0))) {
            if (sitting.session().date().equals(LocalDate.of(2026, 11, 28))) {
                ends.add(sitting.ends());
                var tally = Tally.of(hall.desk(), sitting);
                assertEquals(1, tally.present());
                assertEquals(signOut && sitting.starts().equals(NINE) ? 1 : 0, tally.left());
                assertEquals(0, tally.early());
            }
        }
        assertEquals(List.of(at(12, 0), at(18, 0)), ends);
    }

    /// Nobody comes twice because two lines of a schedule begin alike.
    @Test
    void windowsThatBeginAtOnceAreOneSession() {
        var first = windows(12, 18).windows();
        var all = new ArrayList<>(windows(11, 19).windows());
        all.addAll(first);
        hall.listed = false;
        hall.meetings = Map.of("shift", new When.Regularly(new Schedule("s", all)));

        var near =
                hall.desk().meetings().near(Optional.empty(), at(10, 0)).stream()
                        .filter(it -> it.session().date().equals(LocalDate.of(2026, 11, 28)))
                        .map(Sitting::ends)
                        .toList();

        assertEquals(List.of(at(12, 0), at(19, 0)), near);
    }

    private static Schedule windows(int noon, int evening) {
        var days = EnumSet.allOf(DayOfWeek.class);
        return new Schedule(
                "s",
                List.of(
                        new Schedule.Window(days, LocalTime.of(9, 0), LocalTime.of(noon, 0)),
                        new Schedule.Window(days, LocalTime.of(14, 0), LocalTime.of(evening, 0))));
    }

    private static Sitting sitting(Signing signing) {
        return assertInstanceOf(Signing.Yes.class, signing).sitting();
    }

    private Signing byHand(Instant at) {
        return AttendanceRules.decide(
                hall.desk(),
                ANNA,
                CredentialKind.OPERATOR,
                Optional.of(CLERK),
                Optional.of("board-7"),
                hall.moment(at));
    }

    private static Expected due(Instant from, Instant until) {
        return new Expected(
                ANNA,
                Optional.empty(),
                Optional.of("1"),
                Optional.of(from),
                Optional.of(until),
                false);
    }

    private Set<String> meetings() {
        return Set.copyOf(hall.own.sessions().keySet().stream().map(Session::meeting).toList());
    }

    private Tally tally() {
        var sitting = hall.desk().meetings().near(hall.roster, NINE).getFirst();
        return Tally.of(hall.desk(), sitting);
    }
}
