package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// Who is late is let in, and it is noted.
class HouseRulesTest {

    private static final LocalTime FROM = LocalTime.of(23, 0);
    private static final LocalTime UNTIL = LocalTime.of(5, 30);
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T16:00:00Z");

    private static final HouseRules HOUSE =
            new HouseRules(
                    false,
                    Optional.of(
                            new Schedule(
                                    "late",
                                    List.of(
                                            new Schedule.Window(
                                                    Stream.of(DayOfWeek.values())
                                                            .collect(Collectors.toSet()),
                                                    FROM,
                                                    UNTIL)))));

    private static Scene house() {
        var scene = new Scene();
        scene.safeguards = Safeguards.NONE.with(HOUSE);
        return scene;
    }

    @Test
    void eachMinuteOfAWeekIsLateOrNot() {
        for (int minute = 0; minute < 7 * 24 * 60; minute++) {
            var scene = house();
            scene.wall = MIDNIGHT.plus(Duration.ofMinutes(minute));
            scene.issued = scene.wall;
            var time = LocalTime.MIDNIGHT.plusMinutes(minute);
            boolean late = !time.isBefore(FROM) || time.isBefore(UNTIL);
            assertEquals(late ? List.of(Reason.SCHEDULE) : List.of(), noted(scene), time::toString);
            scene.direction = Direction.OUT;
            assertEquals(List.of(), noted(scene), time::toString);
        }
    }

    @Test
    void holidaysEndNoCurfew() {
        var scene = house();
        scene.wall = MIDNIGHT;
        scene.holidays = Set.of(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 24));
        assertEquals(List.of(Reason.SCHEDULE), noted(scene));
    }

    /// Nobody is said to be late by a clock that nobody believes.
    @Test
    void anUntrustedClockMakesNobodyLate() {
        var scene = house();
        scene.wall = MIDNIGHT;
        scene.trust = ClockTrust.UNTRUSTED;
        assertEquals(List.of(), noted(scene));
    }

    @Test
    void whoeverMayNotComeInIsNoLessRefused() {
        var scene = house();
        scene.wall = MIDNIGHT;
        scene.opensAt = Optional.of(LocalTime.of(6, 0));
        var refused = assertInstanceOf(Verdict.Refused.class, scene.decide());
        assertEquals(Reason.SCHEDULE, refused.why());
        scene = house();
        scene.wall = MIDNIGHT;
        scene.deny = true;
        assertEquals(
                Reason.DENIED_LIST, assertInstanceOf(Verdict.Refused.class, scene.decide()).why());
    }

    private static List<Reason> noted(Scene scene) {
        return assertInstanceOf(Verdict.Granted.class, scene.decide()).noted();
    }
}
