package onecard.edge.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import onecard.time.ClockTrust;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the floor rises to, and what it does not, in made-up readings.
class TimeFloorTest {

    private static final Instant BUILT = Instant.parse("2026-11-24T00:00:00Z");

    /// Readings `AFTER=AHEAD`: so long after the start the synchronised clock is so far ahead of
    /// the build time and the time passed. Last, how far ahead the floor then is.
    @ParameterizedTest
    @CsvSource({
        "'',                                  PT0S",
        "'PT1M=PT0S',                         PT0S", // the floor trails by its slack
        "'PT1M=PT1H',                         PT59M55S",
        "'PT1M=PT1H PT2M=-PT10M',             PT59M55S", // set back: never falls
        "'PT1M=P31D',                         P30DT23H59M55S",
        "'PT1M=P31DT1H',                      PT0S", // a leap waits for a second sync
        "'PT1M=P400D PT10M=P400D',            PT0S", // 9 min apart are not enough
        "'PT1M=P400D PT11M=P400D',            P399DT23H59M55S",
        "'PT1M=P400D PT5M=P400D PT11M=P400D', P399DT23H59M55S",
        "'PT1M=P400D PT11M=P500D',            PT0S", // two leaps that do not agree
        "'PT1M=P400D PT11M=P500D PT21M=P500D', P499DT23H59M55S",
        "'PT1M=P400D PT5M=PT0S PT11M=P400D',  PT0S", // back in between: begun anew
        "'PT1M=P20D PT2M=P40D',               P39DT23H59M55S" // each within the limit
    })
    void theFloorRisesBySyncedReadings(String readings, Duration ahead) {
        var floor = TimeFloor.of(BUILT, at(Duration.ZERO));
        var last = Duration.ZERO;
        for (var reading : readings.isEmpty() ? new String[0] : readings.split(" ")) {
            last = Duration.parse(reading.split("=")[0]);
            var by = Duration.parse(reading.split("=")[1]);
            floor = floor.synced(BUILT.plus(last).plus(by), at(last));
        }
        assertEquals(BUILT.plus(last).plus(ahead), floor.at(at(last)));
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT1H", "-PT1H, PT0S", "P31D, P31D", "P32D, PT0S"})
    void aVerifiedHeadRaisesItWithinTheLimit(Duration issued, Duration ahead) {
        var floor = TimeFloor.of(BUILT, at(Duration.ZERO));

        assertEquals(
                BUILT.plus(ahead),
                floor.issued(BUILT.plus(issued), at(Duration.ZERO)).at(at(Duration.ZERO)));
    }

    @Test
    void noOrderOfReadingsLowersIt() {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            var floor = TimeFloor.of(BUILT, at(Duration.ZERO));
            var now = Duration.ZERO;
            for (int step = 0; step < 100; step++) {
                now = now.plusSeconds(random.nextInt(600));
                var before = floor.at(at(now));
                var wall = BUILT.plus(now).plus(Duration.ofHours(random.nextInt(20_000) - 10_000));
                floor =
                        switch (random.nextInt(3)) {
                            case 0 -> floor.synced(wall, at(now));
                            case 1 -> floor.issued(wall, at(now));
                            default -> floor.kept(wall, at(now));
                        };
                assertFalse(floor.at(at(now)).isBefore(before), "seed " + seed);
            }
        }
    }

    @Test
    void aClockSetBackShowsTheFloorWhileRunningAndAfterARestart() {
        var board = new Board();
        var clock = board.clock();
        board.pass(Duration.ofDays(10));
        assertEquals(ClockTrust.SYNCED, clock.get().trust());
        var seen = clock.get().wall();

        board.shift = Duration.ofDays(-365 * 50);
        board.pass(Duration.ofMinutes(1));
        var back = clock.get();
        assertEquals(ClockTrust.UNTRUSTED, back.trust());
        assertEquals(seen.plus(Duration.ofMinutes(1)).minus(TimeFloor.SLACK), back.wall());

        var kept = clock.floor();
        var next = board.clock();
        next.kept(kept);
        assertEquals(kept, next.get().wall());
        assertEquals(ClockTrust.UNTRUSTED, next.get().trust());
    }

    @Test
    void aSmallCorrectionBackwardsIsNoClockSetBack() {
        var board = new Board();
        var clock = board.clock();
        board.pass(Duration.ofDays(1));
        assertEquals(ClockTrust.SYNCED, clock.get().trust());

        board.shift = board.shift.minusMillis(900);

        assertEquals(ClockTrust.SYNCED, clock.get().trust());
    }

    @Test
    void aLeapIsWorthAClockChipsWordUntilASecondReadingConfirmsIt() {
        var board = new Board();
        var clock = board.clock();
        board.pass(Duration.ofDays(1));
        assertEquals(ClockTrust.SYNCED, clock.get().trust());

        board.shift = board.shift.plusDays(40);
        assertEquals(ClockTrust.RTC, clock.get().trust());
        board.pass(TimeFloor.CONFIRMED_AFTER);
        assertEquals(ClockTrust.SYNCED, clock.get().trust());
    }

    @Test
    void aReadingTornApartRaisesNothing() {
        var board = new Board();
        var clock = board.clock();
        board.pauseNanos = 20_000_000; // each look at the clock is 20 ms late
        board.shift = Duration.ofDays(3);

        var shown = clock.get();

        assertEquals(BUILT.plus(Duration.ofDays(3)).plusNanos(board.nanos), shown.wall());
        assertEquals(BUILT.plusNanos(board.nanos), clock.floor());
    }

    @Test
    void theBuildSaysWhenItWas() {
        assertFalse(Build.time().isBefore(BUILT));
    }

    private static Mono at(Duration after) {
        return new Mono(after.toNanos());
    }

    /// A board whose clocks the test turns.
    private static final class Board {
        private long nanos;
        private long pauseNanos;
        private Duration shift = Duration.ofHours(1);

        BoardClock clock() {
            return new BoardClock(
                    () -> nanos,
                    () -> {
                        nanos += pauseNanos;
                        return BUILT.plusNanos(nanos).plus(shift);
                    },
                    () -> ClockTrust.SYNCED,
                    BUILT);
        }

        void pass(Duration time) {
            nanos += time.toNanos();
        }
    }
}
