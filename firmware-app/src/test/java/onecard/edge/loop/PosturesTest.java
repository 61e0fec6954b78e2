package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Calendar;
import onecard.access.Hours;
import onecard.access.Posture;
import onecard.access.Schedule;
import onecard.edge.command.Command.Act;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.point.PostureHours;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A door that a schedule orders: at its edges, over clocks that are set, and over restarts.
class PosturesTest {

    /// Free from eight to six on working days, and shut from ten at night.
    private static final PostureHours OFFICE =
            new PostureHours(
                    hours("08:00", "18:00", OrderedDoor.ZONE, Set.of()),
                    hours("22:00", "06:00", OrderedDoor.ZONE, Set.of()),
                    Optional.empty());

    @TempDir Path dir;

    @Test
    void itIsFreeShutAndFreeAgainAtTheVeryEdges() throws Exception {
        try (var door = new OrderedDoor(dir, OFFICE, OrderedDoor.START)) { // 09:00
            assertEquals(Posture.FREE, door.posture());
            for (var edge : List.of("PT9H NORMAL", "PT4H LOCKDOWN", "PT8H NORMAL", "PT2H FREE")) {
                var before = door.posture();
                door.after(Duration.parse(edge.split(" ")[0]).minusNanos(1));
                assertEquals(before, door.posture(), edge);
                door.after(Duration.ofNanos(1));
                assertEquals(edge.split(" ")[1], door.posture().name());
            }
            door.answer();
            assertEquals(
                    List.of(
                            "free schedule",
                            "secure schedule",
                            "lockdown schedule",
                            "secure schedule",
                            "free schedule"),
                    door.told("state", "state", "cause"));
            assertEquals(List.of("hold schedule", "drop schedule", "hold schedule"), door.line);
        }
    }

    @Test
    void aHolidayIsNotFree() throws Exception {
        var holiday =
                new PostureHours(
                        hours(
                                "08:00",
                                "18:00",
                                OrderedDoor.ZONE,
                                Set.of(LocalDate.parse("2026-11-24"))),
                        Optional.empty(),
                        Optional.empty());
        try (var door = new OrderedDoor(dir, holiday, OrderedDoor.START)) {
            door.after(Duration.ofHours(23).minusNanos(1));
            assertEquals(Posture.NORMAL, door.posture());
            assertEquals(List.of(), door.line);
            door.after(Duration.ofNanos(1));
            assertEquals(Posture.FREE, door.posture());
        }
    }

    /// The night on which the clocks in Berlin are set back: the hour that comes twice is free
    /// twice.
    @Test
    void whereTheClocksAreSetTheHoursFollowThem() throws Exception {
        var berlin = ZoneId.of("Europe/Berlin");
        var early =
                new PostureHours(
                        hours("02:15", "02:45", berlin, Set.of()),
                        Optional.empty(),
                        Optional.empty());
        var start = new Moment(new Mono(0), Instant.parse("2026-10-25T00:00:00Z"), ClockTrust.RTC);
        try (var door = new OrderedDoor(dir, early, start)) {
            var seen = new ArrayList<String>();
            for (int minute = 0; minute < 180; minute++) {
                var now = door.now.wall().toString().substring(11, 16) + " " + door.posture();
                if (seen.isEmpty() || !seen.getLast().endsWith(door.posture().name())) {
                    seen.add(now);
                }
                door.after(Duration.ofMinutes(1));
            }
            assertEquals(
                    List.of(
                            "00:00 NORMAL",
                            "00:15 FREE",
                            "00:45 NORMAL",
                            "01:15 FREE",
                            "01:45 NORMAL"),
                    seen);
        }
    }

    @Test
    void aClockNobodyBelievesOpensNothingUntilItIsSynced() throws Exception {
        var lost = new Moment(new Mono(0), OrderedDoor.START.wall(), ClockTrust.UNTRUSTED);
        try (var door = new OrderedDoor(dir, OFFICE, lost)) {
            door.after(Duration.ofDays(2));
            assertEquals(Posture.NORMAL, door.posture());

            door.now = new Moment(door.now.mono(), OrderedDoor.START.wall(), ClockTrust.SYNCED);
            door.after(Duration.ZERO);
            door.turn(new Stimulus.ReaderBack("in"));
            assertEquals(Posture.FREE, door.posture());
        }
    }

    /// What the schedule ordered last stands until the clock is believed again: nobody gets in by
    /// it, and nobody is shut out.
    @Test
    void aClockThatIsLostChangesNothing() throws Exception {
        try (var door = new OrderedDoor(dir, OFFICE, OrderedDoor.START)) {
            for (var step : List.of("01:00:00 FREE", "12:00:00 NORMAL", "15:00:00 LOCKDOWN")) {
                var posture = step.split(" ")[1];
                var wall = Instant.parse("2026-11-24T" + step.split(" ")[0] + "Z");
                door.now = new Moment(door.now.mono(), wall, ClockTrust.SYNCED);
                door.turn(new Stimulus.ReaderBack("in"));
                assertEquals(posture, door.posture().name());

                door.now = new Moment(door.now.mono(), wall, ClockTrust.UNTRUSTED);
                door.turn(new Stimulus.ReaderBack("in"));
                door.after(Duration.ofDays(2));
                assertEquals(posture, door.posture().name());
            }
        }
    }

    @Test
    void aClockThatIsSetForwardOrBackIsFollowed() throws Exception {
        try (var door = new OrderedDoor(dir, OFFICE, OrderedDoor.START)) {
            for (var step : List.of("12:00:00 NORMAL", "14:00:00 LOCKDOWN", "01:00:00 FREE")) {
                var wall = Instant.parse("2026-11-24T" + step.split(" ")[0] + "Z");
                door.now = new Moment(door.now.mono(), wall, ClockTrust.SYNCED);
                door.turn(new Stimulus.ReaderBack("in"));
                assertEquals(step.split(" ")[1], door.posture().name());
            }
        }
    }

    /// A clock that is slewed: the monotonic clock is early or late for the edge.
    @Test
    void aClockThatIsSlewedMovesTheEdgeWithIt() throws Exception {
        try (var door = new OrderedDoor(dir, OFFICE, OrderedDoor.START)) {
            door.after(Duration.ofHours(9).minusSeconds(1));
            door.now =
                    new Moment(
                            door.now.mono(), door.now.wall().minusMillis(400), ClockTrust.SYNCED);
            door.turn(new Stimulus.ReaderBack("in"));
            door.after(Duration.ofMillis(1_399));
            assertEquals(Posture.FREE, door.posture());
            door.after(Duration.ofMillis(1));
            assertEquals(Posture.NORMAL, door.posture());
            assertEquals(Instant.parse("2026-11-24T10:00:00Z"), door.now.wall());
        }
    }

    @Test
    void anOrderAgainstTheScheduleEndsIntoIt() throws Exception {
        try (var door = new OrderedDoor(dir, OFFICE, OrderedDoor.START)) {
            door.command("command-1", stand(Posture.NORMAL, Duration.ofHours(1)));
            assertEquals(Posture.NORMAL, door.posture());
            door.after(Duration.ofHours(1));
            assertEquals(Posture.FREE, door.posture());
            door.command("command-2", stand(Posture.LOCKDOWN, Duration.ofHours(10)));
            door.after(Duration.ofHours(10));
            assertEquals(Posture.NORMAL, door.posture());
            assertEquals(Instant.parse("2026-11-24T12:00:00Z"), door.now.wall());
        }
    }

    /// Killed after any row of a week of orders: the door is what the rows say, and nothing moves
    /// that they do not order (I31, I32).
    @Test
    void aKillAtAnyRowLeavesWhatTheRowsOrder() throws Exception {
        long seed = 4_711;
        var random = new Random(seed);
        var postures = List.of(Posture.FREE, Posture.NORMAL, Posture.LOCKDOWN, Posture.DISABLED);
        var rows = new ArrayList<String>();
        var moments = new ArrayList<Moment>();
        try (var door = new OrderedDoor(dir, OFFICE, OrderedDoor.START)) {
            for (int i = 0; i < 80; i++) {
                var lasting =
                        random.nextBoolean()
                                ? Optional.<Duration>empty()
                                : Optional.of(Duration.ofMinutes(1 + random.nextInt(400)));
                door.command(
                        "command-" + i, new Act.Stand(postures.get(random.nextInt(4)), lasting));
                door.answer();
                door.after(Duration.ofMinutes(random.nextInt(200)));
                door.answer();
                while (moments.size() < door.rows.size()) {
                    moments.add(door.now);
                }
            }
            rows.addAll(door.rows);
        }
        int held = 0;
        for (int row = 0; row < rows.size(); row++) {
            var boot = new Moment(new Mono(5), moments.get(row).wall(), ClockTrust.SYNCED);
            var left = rows.subList(0, row + 1);
            var line = new ArrayList<String>();
            var posture = OrderedDoor.after(left, OFFICE, boot, line).points().getFirst().posture();
            var where = "seed " + seed + ", killed after row " + row + " " + boot.wall();
            assertEquals(expected(left, boot.wall()), posture, where);
            assertEquals(
                    posture == Posture.FREE ? 1 : 0,
                    line.stream().filter(each -> each.startsWith("hold")).count(),
                    where);
            held += posture == Posture.FREE ? 1 : 0;
        }
        assertTrue(held > 20 && held < rows.size() - 20, "held after " + held + " rows");
    }

    /// By hand: the last order that the rows hold, else the time of day.
    private static Posture expected(List<String> rows, Instant now) {
        for (var row : rows.reversed()) {
            var data = JsonReader.object(row).orElseThrow().object("data").orElseThrow();
            var posture = data.text("posture");
            if (posture.isPresent()) {
                var until = data.text("until").map(Instant::parse);
                boolean stands = until.map(now::isBefore).orElse(!posture.get().equals("normal"));
                return stands
                        ? Posture.valueOf(posture.get().toUpperCase(java.util.Locale.ROOT))
                        : byClock(now);
            }
        }
        return byClock(now);
    }

    private static Posture byClock(Instant now) {
        int hour = now.atZone(OrderedDoor.ZONE).getHour();
        return hour >= 22 || hour < 6
                ? Posture.LOCKDOWN
                : hour >= 8 && hour < 18 ? Posture.FREE : Posture.NORMAL;
    }

    private static Act stand(Posture posture, Duration lasting) {
        return new Act.Stand(posture, Optional.of(lasting));
    }

    private static Optional<Hours> hours(
            String from, String until, ZoneId zone, Set<LocalDate> holidays) {
        var window =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.parse(from),
                        LocalTime.parse(until));
        return Optional.of(
                new Hours(
                        new Schedule(from, List.of(window)),
                        Optional.of(new Calendar("cn", holidays, Set.of())),
                        zone));
    }
}
