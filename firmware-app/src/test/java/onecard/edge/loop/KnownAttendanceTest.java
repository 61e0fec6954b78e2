package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.access.Schedule;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.AttendanceTerms;
import onecard.attendance.Attending;
import onecard.attendance.Hearsay;
import onecard.attendance.Meetings;
import onecard.attendance.Meetings.When;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.attendance.WalkIn;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.AttendanceFold;
import onecard.point.PostureHours;
import onecard.point.meeting.Desk;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What a desk counts, of a meeting that is held every day from nine to ten.
class KnownAttendanceTest {

    private static final Instant NINE = Instant.parse("2026-11-28T01:00:00Z");
    private static final Session SESSION = Session.parse("daily 2026-11-28 09:00").orElseThrow();

    private final PointSlot<?> desk = desk();
    private final KnownAttendance known = new KnownAttendance(List.of(desk));

    /// Another device's clock was ahead; what it said then counts as soon as the session is near.
    @Test
    void whatWasSaidOfASessionThatWasFarAwayCountsOnceItIsNear() {
        var first = Attendance.EMPTY.with(SESSION, person(1), sign(Result.ON_TIME));
        assertFalse(known.heard(said(first), at(NINE.minus(Duration.ofDays(9)))));
        var both = first.with(SESSION, person(2), sign(Result.ON_TIME));

        assertTrue(known.heard(said(both), at(NINE)));

        assertEquals(2, present());
    }

    /// A set grows, and the desk is told all of it each time.
    @Test
    void ofWhatIsToldAgainOnlyTheNewIsAdded() {
        var all = Attendance.EMPTY;
        for (int number = 1; number <= 50; number++) {
            all = all.with(SESSION, person(number), sign(Result.ON_TIME));
            assertTrue(known.heard(said(all), at(NINE)));
            assertEquals(number, present());
        }
        assertEquals(all.of(SESSION), known.heard().of(SESSION));
    }

    /// Or it would be gone as soon as all is counted anew.
    @Test
    void whatThereIsNoRoomForDoesNotCount() {
        var all = new HashMap<Token, Presence>();
        for (int number = 0; number <= Hearsay.SIGNS_MAX; number++) {
            all.put(person(number), Presence.between(sign(Result.ON_TIME), sign(Result.ON_TIME)));
        }

        assertTrue(known.heard(new Stimulus.Attends.Elsewhere("hall-2", SESSION, all), at(NINE)));

        assertEquals(0, present());
    }

    @Test
    void whatIsForgottenCountsNoLonger() {
        known.heard(
                said(Attendance.EMPTY.with(SESSION, person(1), sign(Result.ON_TIME))), at(NINE));
        known.recorded(yes(sitting(), 2));
        known.count(List.of(), at(NINE));
        assertEquals(2, present());

        known.keep(_ -> true, _ -> false);
        known.count(List.of(), at(NINE));
        assertEquals(1, present());

        known.keep(_ -> false, _ -> false);
        known.count(List.of(), at(NINE));
        assertEquals(0, present());
    }

    /// However many came and went meanwhile.
    @Test
    void ofTooManySessionsTheOneThatIsOnIsKept() {
        var term = new Session("term", SESSION.date().minusDays(90));
        known.recorded(yes(held(term, NINE.plus(Duration.ofDays(90))), 1));
        for (int day = 1; day <= 2 * Attendance.SESSIONS_MAX; day++) {
            var one = new Session("day", SESSION.date().minusDays(day));
            known.recorded(yes(held(one, NINE.minus(Duration.ofDays(day))), 1));
        }

        known.keep(_ -> true, _ -> true);

        assertEquals(Attendance.SESSIONS_MAX, known.own().sessions().size());
        assertEquals(1, known.own().of(term).size());
    }

    /// Though no site file names its meeting any more.
    @Test
    void whenASessionClosesIsKnownAfterAStartAndInTheNextLoop() {
        var term = new Session("term", SESSION.date());
        var end = NINE.plus(Duration.ofDays(90));
        var own = Attendance.EMPTY.with(term, person(1), sign(Result.ON_TIME));

        known.remember(new AttendanceFold.Kept(own, Map.of(term, end), Map.of()));
        var next = new KnownAttendance(List.of(desk));
        next.after(known);

        assertEquals(end, known.ends(at(NINE)).get(term));
        assertEquals(end, next.ends(at(NINE)).get(term));
    }

    private static Sitting held(Session session, Instant closes) {
        var starts = closes.minusSeconds(60);
        return new Sitting(session, starts, starts, closes, closes);
    }

    @Test
    void whatIsMeantCountsUntilItIsRefused() {
        var sitting = sitting();
        known.meant(yes(sitting, 1));
        assertEquals(1, present());
        known.meant(yes(sitting, 2));
        assertEquals(2, present());
        known.recorded(yes(sitting, 1));

        known.count(List.of(), at(NINE));

        assertEquals(1, present());
    }

    private static Signing.Yes yes(Sitting sitting, int number) {
        return new Signing.Yes(
                sitting, person(number), sign(Result.ON_TIME), Optional.empty(), false);
    }

    private int present() {
        return known.tally(desk, sitting()).present();
    }

    private Sitting sitting() {
        return known.near(desk, at(NINE)).stream()
                .filter(it -> it.session().equals(SESSION))
                .findFirst()
                .orElseThrow();
    }

    private static Stimulus.Attends.Elsewhere said(Attendance all) {
        return new Stimulus.Attends.Elsewhere("hall-2", SESSION, all.of(SESSION));
    }

    private static Sign sign(Result result) {
        return new Sign(NINE, true, result, "hall-2/desk-1", Optional.empty(), Optional.empty());
    }

    private static Token person(int number) {
        return new Token(number, number);
    }

    private static Moment at(Instant wall) {
        return new Moment(new Mono(0), wall, ClockTrust.SYNCED);
    }

    private static PointSlot<?> desk() {
        var daily =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class), LocalTime.of(9, 0), LocalTime.of(10, 0));
        var held =
                new Meetings(
                        Map.of("daily", new When.Regularly(new Schedule("daily", List.of(daily)))),
                        Optional.empty(),
                        Rig.ZONE,
                        new AttendanceTerms(
                                Duration.ofMinutes(30),
                                Duration.ofMinutes(5),
                                Duration.ofMinutes(30),
                                false,
                                WalkIn.RECORD,
                                false,
                                Duration.ZERO,
                                Duration.ZERO));
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        "desk-1",
                        "meeting",
                        new Desk(),
                        Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                        PostureHours.NONE,
                        Map.of("in", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Lamp(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(
                                new PointSlot.Attends(
                                        new Attending(
                                                "hall-1", held, Optional.empty(), Set.of("hall-2")),
                                        DeskCounter.BARE))));
    }

    private static final class Lamp implements onecard.hal.Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
