package onecard.point;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Set;
import onecard.access.Calendar;
import onecard.access.Hours;
import onecard.access.Posture;
import onecard.access.Schedule;
import onecard.point.door.Door;
import onecard.point.door.DoorProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who orders a point, and until when.
class PostureRulesTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Moment NOW = at(ClockTrust.SYNCED, "2026-11-24T01:00:00Z");

    /// All combinations of clock trust, schedule, command and fire at boot: what a door is, and
    /// what moved it there (I34).
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            # clock,    schedule,  command,   no fire,             fire
              synced,    none,      none,      normal   schedule,   fire fire
              synced,    none,      hold,      free     command,    fire fire
              synced,    none,      lockdown,  lockdown command,    fire fire
              synced,    none,      disable,   disabled command,    fire fire
              synced,    none,      normal,    normal   command,    fire fire
              synced,    none,      taken,     normal   command,    fire fire
              synced,    free,      none,      free     schedule,   fire fire
              synced,    free,      hold,      free     command,    fire fire
              synced,    free,      lockdown,  lockdown command,    fire fire
              synced,    free,      disable,   disabled command,    fire fire
              synced,    free,      normal,    normal   command,    fire fire
              synced,    free,      taken,     free     schedule,   fire fire
              synced,    lockdown,  none,      lockdown schedule,   fire fire
              synced,    lockdown,  hold,      free     command,    fire fire
              synced,    lockdown,  lockdown,  lockdown command,    fire fire
              synced,    lockdown,  disable,   disabled command,    fire fire
              synced,    lockdown,  normal,    normal   command,    fire fire
              synced,    lockdown,  taken,     lockdown schedule,   fire fire
              synced,    disabled,  none,      disabled schedule,   fire fire
              synced,    disabled,  hold,      free     command,    fire fire
              synced,    disabled,  lockdown,  lockdown command,    fire fire
              synced,    disabled,  disable,   disabled command,    fire fire
              synced,    disabled,  normal,    normal   command,    fire fire
              synced,    disabled,  taken,     disabled schedule,   fire fire
              synced,    all,       none,      lockdown schedule,   fire fire
              synced,    all,       hold,      free     command,    fire fire
              synced,    all,       lockdown,  lockdown command,    fire fire
              synced,    all,       disable,   disabled command,    fire fire
              synced,    all,       normal,    normal   command,    fire fire
              synced,    all,       taken,     lockdown schedule,   fire fire
              rtc,       none,      none,      normal   schedule,   fire fire
              rtc,       none,      hold,      free     command,    fire fire
              rtc,       none,      lockdown,  lockdown command,    fire fire
              rtc,       none,      disable,   disabled command,    fire fire
              rtc,       none,      normal,    normal   command,    fire fire
              rtc,       none,      taken,     normal   command,    fire fire
              rtc,       free,      none,      free     schedule,   fire fire
              rtc,       free,      hold,      free     command,    fire fire
              rtc,       free,      lockdown,  lockdown command,    fire fire
              rtc,       free,      disable,   disabled command,    fire fire
              rtc,       free,      normal,    normal   command,    fire fire
              rtc,       free,      taken,     free     schedule,   fire fire
              rtc,       lockdown,  none,      lockdown schedule,   fire fire
              rtc,       lockdown,  hold,      free     command,    fire fire
              rtc,       lockdown,  lockdown,  lockdown command,    fire fire
              rtc,       lockdown,  disable,   disabled command,    fire fire
              rtc,       lockdown,  normal,    normal   command,    fire fire
              rtc,       lockdown,  taken,     lockdown schedule,   fire fire
              rtc,       disabled,  none,      disabled schedule,   fire fire
              rtc,       disabled,  hold,      free     command,    fire fire
              rtc,       disabled,  lockdown,  lockdown command,    fire fire
              rtc,       disabled,  disable,   disabled command,    fire fire
              rtc,       disabled,  normal,    normal   command,    fire fire
              rtc,       disabled,  taken,     disabled schedule,   fire fire
              rtc,       all,       none,      lockdown schedule,   fire fire
              rtc,       all,       hold,      free     command,    fire fire
              rtc,       all,       lockdown,  lockdown command,    fire fire
              rtc,       all,       disable,   disabled command,    fire fire
              rtc,       all,       normal,    normal   command,    fire fire
              rtc,       all,       taken,     lockdown schedule,   fire fire
              untrusted, none,      none,      normal   schedule,   fire fire
              untrusted, none,      hold,      free     command,    fire fire
              untrusted, none,      lockdown,  lockdown command,    fire fire
              untrusted, none,      disable,   disabled command,    fire fire
              untrusted, none,      normal,    normal   command,    fire fire
              untrusted, none,      taken,     normal   command,    fire fire
              untrusted, free,      none,      normal   schedule,   fire fire
              untrusted, free,      hold,      free     command,    fire fire
              untrusted, free,      lockdown,  lockdown command,    fire fire
              untrusted, free,      disable,   disabled command,    fire fire
              untrusted, free,      normal,    normal   command,    fire fire
              untrusted, free,      taken,     normal   command,    fire fire
              untrusted, lockdown,  none,      normal   schedule,   fire fire
              untrusted, lockdown,  hold,      free     command,    fire fire
              untrusted, lockdown,  lockdown,  lockdown command,    fire fire
              untrusted, lockdown,  disable,   disabled command,    fire fire
              untrusted, lockdown,  normal,    normal   command,    fire fire
              untrusted, lockdown,  taken,     normal   command,    fire fire
              untrusted, disabled,  none,      normal   schedule,   fire fire
              untrusted, disabled,  hold,      free     command,    fire fire
              untrusted, disabled,  lockdown,  lockdown command,    fire fire
              untrusted, disabled,  disable,   disabled command,    fire fire
              untrusted, disabled,  normal,    normal   command,    fire fire
              untrusted, disabled,  taken,     normal   command,    fire fire
              untrusted, all,       none,      normal   schedule,   fire fire
              untrusted, all,       hold,      free     command,    fire fire
              untrusted, all,       lockdown,  lockdown command,    fire fire
              untrusted, all,       disable,   disabled command,    fire fire
              untrusted, all,       normal,    normal   command,    fire fire
              untrusted, all,       taken,     normal   command,    fire fire
            """)
    void theOrderOfPrecedence(
            String clock, String schedule, String command, String quiet, String burning) {
        var now = at(ClockTrust.ofWire(clock).orElseThrow(), "2026-11-24T01:00:00Z");
        var hours = hours(schedule);
        var given = command(command, now);

        assertEquals(words(quiet), ordered(hours, given, now, false));
        assertEquals(words(burning), ordered(hours, given, now, true));
    }

    /// The table misses no combination.
    @Test
    void theTableIsWhole() throws Exception {
        var table =
                getClass()
                        .getDeclaredMethod(
                                "theOrderOfPrecedence",
                                String.class,
                                String.class,
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class)
                        .textBlock()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> words(line.substring(0, nth(line, ',', 3))))
                        .toList();
        var all = new ArrayList<String>();
        for (var clock : List.of("synced", "rtc", "untrusted")) {
            for (var schedule : List.of("none", "free", "lockdown", "disabled", "all")) {
                for (var command :
                        List.of("none", "hold", "lockdown", "disable", "normal", "taken")) {
                    all.add(clock + ", " + schedule + ", " + command);
                }
            }
        }
        assertEquals(all, table);
    }

    @Test
    void aScheduleMovesItAtTheEdgeAndNotANanosecondBefore() {
        var hours = free(weekly("08:00", "18:00"));
        var decided = PostureRules.decide(hours, Optional.empty(), Optional.empty(), NOW); // 09:00
        var closing = Instant.parse("2026-11-24T10:00:00Z");

        assertEquals(new Order(Posture.FREE, Cause.SCHEDULE), decided.order());
        assertEquals(Optional.of(NOW.mono().plus(Duration.ofHours(9))), decided.due(NOW));
        assertFalse(decided.stale(later(NOW, Duration.ofHours(9).minusNanos(1))));
        var then = later(NOW, Duration.ofHours(9));
        assertTrue(decided.stale(then));
        assertEquals(closing, then.wall());
        assertEquals(
                new Order(Posture.NORMAL, Cause.SCHEDULE),
                PostureRules.decide(hours, Optional.empty(), Optional.empty(), then).order());
    }

    @Test
    void aHolidayFreesNothingAndEndsNoLockdown() {
        var days = new Calendar("cn", Set.of(LocalDate.parse("2026-11-24")), Set.of());
        var every = weekly("00:00", "00:00");
        var free = new Hours(every, Optional.of(days), ZONE);
        var shut = new Hours(every, Optional.empty(), ZONE);

        assertEquals(
                Posture.NORMAL,
                PostureRules.decide(free(free), Optional.empty(), Optional.empty(), NOW)
                        .order()
                        .posture());
        assertEquals(
                Posture.LOCKDOWN,
                PostureRules.decide(
                                new PostureHours(
                                        Optional.of(free), Optional.of(shut), Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                NOW)
                        .order()
                        .posture());
    }

    /// A clock set back or forward, or believed no more, is looked at anew.
    @Test
    void aClockThatIsSetIsNoticed() {
        var decided =
                PostureRules.decide(
                        free(weekly("08:00", "18:00")), Optional.empty(), Optional.empty(), NOW);
        var mono = NOW.mono().plus(Duration.ofSeconds(1));

        for (var wall : List.of("2026-11-24T00:59:59Z", "2026-11-24T10:00:00Z")) {
            assertTrue(
                    decided.stale(new Moment(mono, Instant.parse(wall), ClockTrust.SYNCED)), wall);
        }
        assertTrue(decided.stale(new Moment(mono, NOW.wall(), ClockTrust.UNTRUSTED)));
        assertFalse(decided.stale(new Moment(mono, NOW.wall(), ClockTrust.SYNCED)));
    }

    /// Whatever the schedule ordered last stands while nobody believes the clock, under a command
    /// and after it.
    @ParameterizedTest
    @ValueSource(strings = {"none", "free", "lockdown", "disabled", "all"})
    void aClockThatIsLostChangesNothing(String schedule) {
        var hours = hours(schedule);
        var before = PostureRules.decide(hours, Optional.empty(), Optional.empty(), NOW);
        var lost = at(ClockTrust.UNTRUSTED, "1970-01-01T00:00:00Z");

        var after = PostureRules.decide(hours, Optional.empty(), before.scheduled(), lost);
        assertEquals(before.order(), after.order());
        assertEquals(Optional.empty(), after.due(lost));

        var hold = command("hold", NOW);
        var held = PostureRules.decide(hours, hold, Optional.empty(), NOW);
        var unsure = PostureRules.decide(hours, hold, held.scheduled(), lost);
        assertEquals(new Order(Posture.FREE, Cause.COMMAND), unsure.order());
        var over = later(lost, Duration.ofMinutes(10));
        var ended = PostureRules.decide(hours, hold, unsure.scheduled(), over);
        assertEquals(before.order().posture(), ended.order().posture());
    }

    @Test
    void noStepOfTheWallEndsOrProlongsAnOrderOfThisBoot() {
        var hold = command("hold", NOW); // ten minutes
        var end = NOW.mono().plus(Duration.ofMinutes(10));
        for (var wall : List.of("1970-01-01T00:00:00Z", "2030-01-01T00:00:00Z")) {
            var before =
                    new Moment(
                            end.minus(Duration.ofNanos(1)),
                            Instant.parse(wall),
                            ClockTrust.UNTRUSTED);
            assertEquals(
                    Posture.FREE,
                    PostureRules.decide(PostureHours.NONE, hold, Optional.empty(), before)
                            .order()
                            .posture());
            var after = new Moment(end, Instant.parse(wall), ClockTrust.SYNCED);
            assertEquals(
                    new Order(Posture.NORMAL, Cause.COMMAND),
                    PostureRules.decide(PostureHours.NONE, hold, Optional.empty(), after).order());
        }
    }

    /// An order of a former boot ends by the wall; where no clock can tell, what opens is over and
    /// what closes stands.
    @ParameterizedTest
    @CsvSource({
        "FREE,     ends,    SYNCED,    2026-11-24T00:59:59Z, true",
        "FREE,     ends,    SYNCED,    2026-11-24T01:00:00Z, false",
        "FREE,     ends,    UNTRUSTED, 2026-11-24T00:59:59Z, false",
        "FREE,     unknown, SYNCED,    2026-11-24T00:59:59Z, false",
        "FREE,     never,   UNTRUSTED, 1970-01-01T00:00:00Z, true",
        "LOCKDOWN, ends,    SYNCED,    2026-11-24T00:59:59Z, true",
        "LOCKDOWN, ends,    SYNCED,    2026-11-24T01:00:00Z, false",
        "LOCKDOWN, ends,    UNTRUSTED, 2026-11-24T01:00:00Z, true",
        "LOCKDOWN, unknown, SYNCED,    2030-01-01T00:00:00Z, true",
        "DISABLED, ends,    UNTRUSTED, 2026-11-24T01:00:00Z, true",
        "DISABLED, never,   SYNCED,    2030-01-01T00:00:00Z, true",
    })
    void anOrderOfAFormerBoot(
            Posture posture, String until, ClockTrust trust, String wall, boolean stands) {
        var end =
                switch (until) {
                    case "ends" ->
                            Optional.<Commanded.End>of(
                                    new Commanded.AtWall(Instant.parse("2026-11-24T01:00:00Z")));
                    case "unknown" -> Optional.<Commanded.End>of(new Commanded.Unknown());
                    default -> Optional.<Commanded.End>empty();
                };
        var now = at(trust, wall);

        var decided =
                PostureRules.decide(
                        PostureHours.NONE,
                        Optional.of(new Commanded(posture, end)),
                        Optional.empty(),
                        now);

        assertEquals(stands ? posture : Posture.NORMAL, decided.order().posture());
        // Whatever is due lies ahead, or the loop would not rest.
        assertTrue(decided.due(now).filter(now::reached).isEmpty());
    }

    /// Berlin's clocks leap over the end and later show it twice, Havana's the beginning.
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "Asia/Shanghai", "America/Havana"})
    void everyChangeOfAYearIsFoundByGoingFromOneToTheNext(String zone) {
        var schedule =
                new Schedule(
                        "free",
                        List.of(
                                new Schedule.Window(
                                        EnumSet.allOf(DayOfWeek.class),
                                        LocalTime.parse("00:30"),
                                        LocalTime.parse("02:30"))));
        var hours = free(new Hours(schedule, Optional.empty(), ZoneId.of(zone)));
        var now = at(ClockTrust.SYNCED, "2026-01-01T12:00:00Z");
        var end = Instant.parse("2027-01-01T12:00:00Z");
        int free = 0;
        int normal = 0;
        while (true) {
            var decided = PostureRules.decide(hours, Optional.empty(), Optional.empty(), now);
            var before = later(now, decided.due(now).orElseThrow().since(now.mono()).minusNanos(1));
            assertEquals(
                    decided.order(),
                    PostureRules.decide(hours, Optional.empty(), Optional.empty(), before).order());
            now = later(before, Duration.ofNanos(1));
            if (!now.wall().isBefore(end)) {
                break;
            }
            var next = PostureRules.decide(hours, Optional.empty(), Optional.empty(), now).order();
            assertFalse(next.equals(decided.order()), () -> zone + ": nothing changed");
            if (next.posture() == Posture.FREE) {
                free++;
            } else {
                normal++;
            }
        }
        int again = zone.equals("Asia/Shanghai") ? 0 : 1;
        assertEquals(365 + again, free, zone);
        assertEquals(365 + again, normal, zone);
    }

    private static String ordered(
            PostureHours hours, Optional<Commanded> command, Moment now, boolean fire) {
        var order = PostureRules.decide(hours, command, Optional.empty(), now).order();
        var door = door();
        var state = door.step(door.initial(), input(order), now).next();
        if (fire) {
            state = door.step(state, new Input.FireRaised(new TapId(2)), now).next();
        }
        var posture = door.posture(state);
        var cause = posture == Posture.FIRE ? Cause.FIRE : order.cause();
        return posture.name().toLowerCase(java.util.Locale.ROOT) + " " + cause.wire();
    }

    private static Input input(Order order) {
        return order.input(new TapId(1));
    }

    private static Door door() {
        return new Door(
                new DoorProfile(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(24),
                        DoorProfile.Relock.ON_OPEN,
                        DoorProfile.ExitButton.NONE,
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        JournalFull.OPEN));
    }

    private static PostureHours hours(String schedule) {
        var always = Optional.of(weekly("00:00", "00:00")).map(PostureRulesTest::hours);
        return switch (schedule) {
            case "free" -> new PostureHours(always, Optional.empty(), Optional.empty());
            case "lockdown" -> new PostureHours(Optional.empty(), always, Optional.empty());
            case "disabled" -> new PostureHours(Optional.empty(), Optional.empty(), always);
            case "all" -> new PostureHours(always, always, always);
            default -> PostureHours.NONE;
        };
    }

    /// Each for ten minutes, but what was taken back.
    private static Optional<Commanded> command(String verb, Moment now) {
        var posture =
                switch (verb) {
                    case "hold" -> Posture.FREE;
                    case "lockdown" -> Posture.LOCKDOWN;
                    case "disable" -> Posture.DISABLED;
                    default -> Posture.NORMAL;
                };
        var end = new Commanded.AtMono(now.plus(Duration.ofMinutes(10)));
        return switch (verb) {
            case "none" -> Optional.empty();
            case "taken" -> Optional.of(Commanded.takenBack(now));
            default -> Optional.of(new Commanded(posture, Optional.of(end)));
        };
    }

    private static PostureHours free(Schedule schedule) {
        return free(hours(schedule));
    }

    private static PostureHours free(Hours hours) {
        return new PostureHours(Optional.of(hours), Optional.empty(), Optional.empty());
    }

    private static Hours hours(Schedule schedule) {
        return new Hours(schedule, Optional.empty(), ZONE);
    }

    private static Schedule weekly(String from, String until) {
        return new Schedule(
                "daily",
                List.of(
                        new Schedule.Window(
                                EnumSet.allOf(DayOfWeek.class),
                                LocalTime.parse(from),
                                LocalTime.parse(until))));
    }

    private static Moment later(Moment now, Duration by) {
        return new Moment(now.plus(by), now.wall().plus(by), now.trust());
    }

    private static Moment at(ClockTrust trust, String wall) {
        return new Moment(new Mono(1_000_000_000_000L), Instant.parse(wall), trust);
    }

    private static String words(String text) {
        return text.strip().replaceAll(" +", " ");
    }

    private static int nth(String text, char mark, int count) {
        int at = -1;
        for (int i = 0; i < count; i++) {
            at = text.indexOf(mark, at + 1);
        }
        return at;
    }
}
