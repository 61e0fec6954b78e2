package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.attendance.Attending;
import onecard.attendance.Meetings.When;
import onecard.attendance.WalkIn;
import onecard.site.SiteDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Desks in a site file: what their keys mean, and what is said of wrong ones.
class MeetingSiteTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    @Test
    void aMeetingIsHeldOnceInTheSitesTime() throws IOException {
        var terms = terms(text("meeting.yaml").replace("# with: [hall-2]", "with: [hall-2]"));

        assertEquals(
                Map.of(
                        "board-7",
                        new When.Once(
                                Instant.parse("2026-11-28T01:00:00Z"),
                                Instant.parse("2026-11-28T04:00:00Z"))),
                terms.meetings().named());
        assertEquals(Optional.of("roster"), terms.roster());
        assertEquals(Set.of("hall-2"), terms.with());
        assertEquals("hall-1", terms.device());
        assertEquals(Duration.ofMinutes(5), terms.meetings().terms().grace());
        assertEquals(WalkIn.RECORD, terms.meetings().terms().walkIn());
    }

    @Test
    void anAttendanceClockIsADeskWithoutARoster() throws IOException {
        var terms = terms(text("attendance-clock.yaml"));

        assertEquals(Optional.empty(), terms.roster());
        assertEquals(Set.of("day-shift", "night-shift"), terms.meetings().named().keySet());
        assertEquals(true, terms.meetings().terms().signOut());
    }

    @Test
    void seatsAreCalledByTheirRosterAlone() throws IOException {
        var terms = terms(text("seat-checkin.yaml"));

        assertEquals(Map.of(), terms.meetings().named());
        assertEquals(Optional.of("reservations"), terms.roster());
        assertEquals(true, terms.meetings().terms().veryLateRefused());
        assertEquals(WalkIn.REFUSE, terms.meetings().terms().walkIn());
    }

    @Test
    void whatStandsOnADeskIsKnownByName() throws IOException {
        var text =
                text("meeting.yaml")
                        .replace(
                                "  gpio: { chip: sim }",
                                "  gpio: { chip: sim }\n  displays: { front: { sim: true } }\n  printers: { reports: { sim: true } }")
                        .replace("# display: front", "display: front")
                        .replace("# printer: reports", "printer: reports");

        assertEquals(
                Optional.of(new SiteDesk(Optional.of("front"), Optional.of("reports"))),
                good(text).points().getFirst().desk());
    }

    @ParameterizedTest
    @CsvSource({
        "'roster: roster', 'roster: nobody', reference, points.desk-1.roster",
        "'roster: roster', 'roster: staff', two_roles, points.desk-1.roster",
        "'roster: roster', '', without_effect, points.desk-1.walk_in",
        "'12:00\" }', '09:00\" }', out_of_order, points.desk-1.meetings.board-7.end",
        "'2026-11-28 09:00', '2026-11-31 09:00', date, points.desk-1.meetings.board-7.start",
        "'2026-11-28 09:00', '28.11.2026', text, points[0].meetings.board-7.start",
        "'start: \"2026-11-28 09:00\", ', '', required, points.desk-1.meetings.board-7.start",
        "'end: \"2026-11-28 12:00\"', 'schedule: day', one_only, points.desk-1.meetings.board-7",
        "'very_late_min: 30', 'very_late_min: 4', out_of_order, points.desk-1.very_late_min",
        "'sign_out: true', 'sign_out: false', without_effect, points.desk-1.early_leave_min",
        "'# display: front', 'display: front', reference, points.desk-1.display",
        "'# with: [hall-2]', 'with: [hall-1]', own_device, points.desk-1.with",
        "'# with: [hall-2]', 'with: [hall-2, hall-2]', twice, points.desk-1.with",
    })
    void whatIsWrongIsSaidWhereItStands(String from, String to, String rule, String path)
            throws IOException {
        assertProblem(rule, path, text("meeting.yaml").replace(from, to == null ? "" : to));
    }

    /// There is no 02:30 on that day, and 03:30 is after the end.
    @Test
    void anHourThatTheClockSkipsIsNoBegin() throws IOException {
        var text =
                text("meeting.yaml")
                        .replace("timezone: Asia/Shanghai", "timezone: Europe/Berlin")
                        .replace("2026-11-28 09:00", "2026-03-29 02:30")
                        .replace("2026-11-28 12:00", "2026-03-29 03:15");
        assertProblem("out_of_order", "points.desk-1.meetings.board-7.end", text);
    }

    @Test
    void nobodyPassesADesk() throws IOException {
        var text =
                text("meeting.yaml")
                        .replace("    least: A1", "    first_person: [staff]\n    least: A1");
        assertProblem("unsupported", "points.desk-1.first_person", text);
    }

    @Test
    void aDeskHasSomethingToSignInTo() throws IOException {
        var text =
                text("seat-checkin.yaml")
                        .replaceFirst("(?m)^    roster: .*\\n", "")
                        .replaceFirst("(?m)^    walk_in: .*\\n", "");
        assertProblem("required", "points.seats-1.meetings", text);
    }

    @Test
    void theBenchHasOne() throws IOException {
        var terms = terms(text("bench-meeting.yaml"));
        assertEquals(Optional.of("roster"), terms.roster());
    }

    private static Attending terms(String text) {
        return good(text).points().getFirst().profile().attends().orElseThrow();
    }

    private static String text(String name) throws IOException {
        return WrittenOut.of(Files.readString(EXAMPLES.resolve(name)));
    }
}
