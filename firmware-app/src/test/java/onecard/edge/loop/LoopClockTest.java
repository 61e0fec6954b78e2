package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Safeguards;
import onecard.edge.clock.BoardClock;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.SqliteJournal;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// The clock as taps meet it, over time sources that set it: what is decided, and what the journal
/// is told.
class LoopClockTest {

    private static final Instant BUILT = Instant.parse("2026-11-24T00:00:00Z");

    /// Of a working day, by the board's own zone.
    private static final Instant LUNCH = Instant.parse("2026-11-26T04:20:00Z"); // 12:20

    /// A guest's right ends in the middle of it.
    private static final Instant UNTIL = Instant.parse("2026-11-26T04:30:00Z");

    private static final Duration STEP = Duration.ofMinutes(10);

    /// A board whose clocks the test turns; what it kept outlives a restart.
    private static final class Board {
        private final Map<String, String> kept = new HashMap<>();
        private final List<Draft> records = new ArrayList<>();
        private long nanos;
        private Instant wall = LUNCH;
        private ClockTrust trust = ClockTrust.SYNCED;
        private LoopClock clock = started();

        private LoopClock started() {
            var board = new BoardClock(() -> nanos, () -> wall, () -> trust, BUILT);
            Optional.ofNullable(kept.get(SqliteJournal.TIME_FLOOR))
                    .map(Long::parseLong)
                    .map(Instant::ofEpochMilli)
                    .ifPresent(board::kept);
            return new LoopClock(board, records::add, kept::put);
        }

        /// Power is lost for so long; without a clock chip the wall begins anew.
        void off(Duration time, boolean clockChip) {
            nanos = 0;
            wall = clockChip ? wall.plus(time) : Instant.EPOCH;
            trust = clockChip ? ClockTrust.RTC : ClockTrust.UNTRUSTED;
            records.clear();
            clock = started();
            var _ = clock.get();
        }

        /// Turn by turn, as the edge loop looks at it.
        void pass(Duration time) {
            for (var left = time; left.isPositive(); left = left.minusSeconds(1)) {
                nanos += Duration.ofSeconds(1).toNanos();
                wall = wall.plusSeconds(1);
                var _ = clock.get();
            }
        }

        /// The time source sets it.
        void set(Duration by) {
            wall = wall.plus(by);
        }

        String told() {
            assertEquals(1, records.size(), records::toString);
            var data = records.getFirst().data();
            return data.text("cause").orElseThrow() + " " + data.number("offset_ms").orElseThrow();
        }
    }

    private final Board board = new Board();
    private Rig door = new Rig(Map.of("d", Safeguards.NONE));

    /// A guest at the door, whose right ends at [#UNTIL]; what they are told.
    private String guest() {
        door.now = board.clock.get();
        var right =
                new Entry(
                        new ListVersion("staff", 17, BUILT, Optional.empty()),
                        Rig.subject(1),
                        Set.of("staff"),
                        Optional.empty(),
                        Optional.of(UNTIL),
                        Optional.empty(),
                        false);
        return shown(right);
    }

    private String shown(Entry right) {
        var card = Credential.of(CredentialKind.UID, Rig.card(1), Assurance.A0);
        var known = new Presentation.Known(card, List.of(right), List.of(right.list()));
        door.loop.turn(
                new Stimulus.Presented("d-in", known, door.now.mono().nanos(), 0, 0), door.now);
        door.loop.turn(new Stimulus.CardGone("d-in"), door.now);
        var tap =
                door.journal.stream()
                        .filter(draft -> draft.data().text("verdict").isPresent())
                        .reduce((_, last) -> last)
                        .orElseThrow();
        return tap.data().text("reason").orElseThrow();
    }

    @Test
    void aStepForwardAtLunchCountsAtOnce() {
        board.pass(Duration.ofMinutes(1));
        assertEquals("OK", guest());

        board.set(STEP);

        assertEquals(board.wall, board.clock.get().wall());
        assertEquals(ClockTrust.SYNCED, board.clock.get().trust());
        assertEquals("step 600000", board.told());
        board.pass(Duration.ofMinutes(1));
        assertEquals("EXPIRED", guest());
    }

    /// What had ended stays ended (I49), and all the while the record says by how much the clock
    /// was set (I24).
    @Test
    void aStepBackAtLunchRevivesNothing() {
        board.pass(Duration.ofMinutes(11));
        assertEquals("EXPIRED", guest());

        board.set(STEP.negated());

        board.pass(Duration.ofSeconds(30));
        assertEquals("step -600000", board.told());
        for (int minute = 0; minute < 15; minute++) {
            assertEquals("EXPIRED", guest());
            assertEquals(ClockTrust.UNTRUSTED, board.clock.get().trust());
            board.pass(Duration.ofMinutes(1));
        }
    }

    /// The floor goes on with the monotonic clock. A wall behind it is believed again once it was
    /// set forward, or true time overtook the floor while the board was off.
    @Test
    void aWallThatIsNoLongerBehindTheFloorIsBelievedAgain() {
        board.pass(Duration.ofMinutes(1));
        board.set(STEP.negated());
        assertEquals(ClockTrust.UNTRUSTED, board.clock.get().trust());
        board.set(STEP);
        assertEquals(ClockTrust.SYNCED, board.clock.get().trust());

        board.set(STEP.negated());
        assertEquals(ClockTrust.UNTRUSTED, board.clock.get().trust());
        board.off(STEP.plusMinutes(1), true);
        assertEquals(ClockTrust.RTC, board.clock.get().trust());
    }

    @Test
    void norDoesARestartAfterIt() {
        board.pass(Duration.ofMinutes(15));
        board.set(STEP.negated());

        board.off(Duration.ZERO, true);
        door = new Rig(Map.of("d", Safeguards.NONE));

        assertEquals("EXPIRED", guest());
        assertEquals(ClockTrust.UNTRUSTED, board.clock.get().trust());
    }

    /// A board without a clock chip comes back in 1970, as the floor it kept; with the first sync
    /// every tap in between can be dated (I52).
    @Test
    void aBoardThatWakesIn1970GoesOnFromItsFloorAndDatesItsTapsAtTheFirstSync() {
        board.pass(Duration.ofMinutes(5));
        var before = board.clock.get().wall();

        board.off(Duration.ofHours(2), false);
        door = new Rig(Map.of("d", Safeguards.NONE));
        assertEquals("CLOCK_UNTRUSTED", guest());
        var tapped = door.now;
        // A minute at most is between the floor that was kept and the last that was seen.
        assertFalse(tapped.wall().isBefore(before.minus(Duration.ofSeconds(66))));
        board.pass(Duration.ofMinutes(3));
        var right = LUNCH.plus(Duration.ofMinutes(5)).plus(Duration.ofHours(2));
        board.wall = right.plus(Duration.ofMinutes(3));
        board.trust = ClockTrust.SYNCED;

        assertEquals(board.wall, board.clock.get().wall());
        assertEquals(ClockTrust.SYNCED, board.clock.get().trust());
        var sync = board.records.getLast();
        assertEquals("sync", sync.data().text("cause").orElseThrow());
        assertEquals(right, sync.at().wall().minus(sync.at().mono().since(tapped.mono())));
        assertEquals("EXPIRED", guest());
    }

    @Test
    void whateverTheTimeSourceSaysTheWallThatTapsSeeNeverGoesBackByMoreThanItsSlack() {
        for (long seed = 1; seed <= 50; seed++) {
            var random = new Random(seed);
            var one = new Board();
            var latest = one.clock.get().wall();
            for (int step = 0; step < 200; step++) {
                one.pass(Duration.ofSeconds(random.nextInt(30)));
                one.trust = ClockTrust.values()[random.nextInt(3)];
                if (random.nextInt(4) == 0) {
                    one.set(Duration.ofMinutes(random.nextInt(21) - 10));
                }
                var now = one.clock.get();
                if (now.trust() == ClockTrust.SYNCED) {
                    assertFalse(
                            now.wall().isBefore(latest.minus(Duration.ofSeconds(5))),
                            "seed " + seed + " step " + step);
                    latest = now.wall().isAfter(latest) ? now.wall() : latest;
                }
            }
        }
    }
}
