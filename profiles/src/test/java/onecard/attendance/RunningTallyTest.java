package onecard.attendance;

import static onecard.attendance.Hall.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import onecard.access.Token;
import onecard.attendance.Meetings.When;
import onecard.maps.PersistentMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tally that is kept while anything happens that may, beside one that is counted anew.
class RunningTallyTest {

    private static final Session BOARD = new Session("board-7", LocalDate.of(2026, 11, 28));
    private static final int STEPS = 4_000;
    private static final int PEOPLE = 60;

    private final Hall hall = new Hall();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itIsWhatACountOfEverybodySays(long seed) {
        var random = new Random(seed);
        var kept = RunningTally.of(hall.desk(), sitting());
        var seen = new HashSet<Tally>();
        for (int step = 0; step < STEPS; step++) {
            happens(random);
            kept = kept.with(hall.desk(), sitting());
            assertEquals(Tally.of(hall.desk(), sitting()), kept.tally(), "step " + step);
            assertEquals(kept.tally(), kept.with(hall.desk(), sitting()).tally());
            seen.add(kept.tally());
        }
        assertTrue(seen.size() > STEPS / 8, () -> "but " + seen.size() + " different counts");
        assertTrue(seen.stream().anyMatch(it -> it.early() > 0 && it.left() > it.early()));
        assertTrue(seen.stream().anyMatch(it -> it.manual() > 0));
        for (var result : List.of(Result.ON_TIME, Result.LATE, Result.VERY_LATE, Result.WALK_IN)) {
            assertTrue(seen.stream().anyMatch(it -> it.of(result) > 0), result::toString);
        }
    }

    private void happens(Random random) {
        switch (random.nextInt(40)) {
            case 0 -> hall.roster = Optional.of(roster(random));
            case 1 -> hall.roster = random.nextInt(3) == 0 ? Optional.empty() : hall.roster;
            case 2 -> hall.listed = !hall.listed;
            case 3 -> hall.signOut = !hall.signOut;
            case 4 -> hall.walkIn = random.nextBoolean() ? WalkIn.ALLOW : WalkIn.RECORD;
            case 5 -> hall.meetings = Map.of("board-7", held(random));
            case 6 -> hall.heard = Attendance.EMPTY.with(hall.heard); // built anew
            case 7 -> hall.own = without(hall.own, random); // what the journal refused
            case 8 -> hall.heard = without(hall.heard, random);
            case 9 -> hall.own = random.nextInt(9) == 0 ? Attendance.EMPTY : hall.own;
            case 10 -> hall.heard = random.nextInt(9) == 0 ? Attendance.EMPTY : hall.heard;
            case 11, 12, 13 -> hall.heard = hall.heard.with(BOARD, many(random));
            case 14, 15 -> hall.own = hall.own.with(another(), person(random), sign(random, "a"));
            default -> signs(random);
        }
    }

    private void signs(Random random) {
        if (random.nextBoolean()) {
            hall.own = hall.own.with(BOARD, person(random), sign(random, "a"));
        } else {
            hall.heard = hall.heard.with(BOARD, person(random), sign(random, "b"));
        }
    }

    private static Session another() {
        return new Session("board-8", LocalDate.of(2026, 11, 28));
    }

    private static Map<Token, Presence> many(Random random) {
        var people = new HashMap<Token, Presence>();
        IntStream.range(0, random.nextInt(8))
                .forEach(_ -> people.put(person(random), Presence.of(sign(random, "c"))));
        return random.nextBoolean() ? people : PersistentMap.copyOf(people);
    }

    /// All but a few, as whoever forgets some builds it.
    private static Attendance without(Attendance all, Random random) {
        var less = Attendance.EMPTY;
        for (var one : all.of(BOARD).entrySet()) {
            if (random.nextInt(10) > 0) {
                less = less.with(BOARD, Map.of(one.getKey(), one.getValue()));
            }
        }
        return less;
    }

    private static Sign sign(Random random, String device) {
        var results = Result.values();
        return new Sign(
                at(8, 30).plus(Duration.ofMinutes(random.nextInt(240))),
                random.nextInt(6) > 0,
                results[random.nextInt(results.length)],
                device + "/desk-1",
                random.nextInt(5) == 0 ? Optional.of(Hall.CLERK) : Optional.empty(),
                Optional.empty());
    }

    private static Token person(Random random) {
        int number = random.nextInt(PEOPLE);
        return new Token(number * 0x9E3779B97F4A7C15L, number);
    }

    private static Roster roster(Random random) {
        var rows =
                IntStream.range(0, PEOPLE / 2).mapToObj(_ -> row(random)).toArray(Expected[]::new);
        return Hall.roster(rows);
    }

    private static Expected row(Random random) {
        return new Expected(
                person(random),
                Optional.empty(),
                Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(at(10, 0)) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(at(11, 0)) : Optional.empty(),
                true);
    }

    private static When held(Random random) {
        Instant starts = at(8, 50).plus(Duration.ofMinutes(random.nextInt(20)));
        return new When.Once(starts, starts.plus(Duration.ofHours(3)));
    }

    private Sitting sitting() {
        var near = hall.desk().meetings().near(hall.roster, Hall.NINE);
        return near.stream().filter(it -> it.session().equals(BOARD)).findFirst().orElseThrow();
    }

    /// Of another session of the same meeting the same people do not count.
    @Test
    void anotherSessionIsCountedByItself() {
        hall.signs(Hall.ANNA, at(8, 50));
        var kept = RunningTally.of(hall.desk(), sitting());
        hall.meetings =
                Map.of("board-7", new When.Once(Hall.NINE.plus(Duration.ofDays(1)), at(36, 0)));
        var next = hall.desk().meetings().near(hall.roster, Hall.NINE).getFirst();

        assertNotEquals(BOARD, next.session());
        assertEquals(1, kept.tally().present());
        assertEquals(0, kept.with(hall.desk(), next).tally().present());
    }
}
