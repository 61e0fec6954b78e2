package onecard.attendance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import onecard.access.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Attendance is a set: merging in any order gives the same (I36).
class AttendanceTest {

    private static final Session BOARD = new Session("board-7", LocalDate.of(2026, 11, 28));
    private static final Instant NINE = Instant.parse("2026-11-28T01:00:00Z");
    private static final int PEOPLE = 2_000;
    private static final int DESKS = 6;
    private static final List<Result> TIMED =
            Stream.of(Result.values()).filter(it -> it != Result.UNTIMED).toList();

    /// One message of a desk.
    private record Said(Token person, Sign sign) {}

    /// 2,000 people, 6 desks, every message up to three times and in any order; two desks are
    /// offline and their backlogs come last, as a whole, before or after each other.
    @Test
    void whateverTheOrderEveryoneHearsTheSame() {
        for (long seed = 0; seed < 40; seed++) {
            var random = new Random(seed);
            var said = said(random);
            var reference = Slow.of(said);

            assertEquals(reference, read(merged(said, random)), "seed " + seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(Bug bug) {
        var random = new Random(1);
        var said = said(random);

        assertNotEquals(Slow.of(said), read(bug.merged(said)));
    }

    /// Each merges in a way that depends on the order, or loses something.
    enum Bug {
        LAST_MESSAGE_WINS,
        FIRST_MESSAGE_WINS,
        COMES_BY_LEAVING,
        EARLIEST_WINS_EVEN_IF_GUESSED,
        FORGETS_A_DESK;

        Attendance merged(List<Said> said) {
            var all = new HashMap<Token, Presence>();
            for (var one : said) {
                var sign = one.sign();
                switch (this) {
                    case LAST_MESSAGE_WINS -> all.put(one.person(), Presence.of(sign));
                    case FIRST_MESSAGE_WINS -> all.putIfAbsent(one.person(), Presence.of(sign));
                    case COMES_BY_LEAVING -> {
                        var before = all.getOrDefault(one.person(), Presence.of(sign));
                        var next = before.with(Presence.of(sign));
                        boolean sooner = sign.certain() && sign.at().isBefore(next.first().at());
                        all.put(one.person(), sooner ? new Presence(sign, next.last()) : next);
                    }
                    case EARLIEST_WINS_EVEN_IF_GUESSED -> {
                        var sure =
                                new Sign(
                                        sign.at(),
                                        true,
                                        sign.result(),
                                        sign.by(),
                                        sign.operator(),
                                        sign.seat());
                        all.merge(one.person(), Presence.of(sure), Presence::with);
                    }
                    case FORGETS_A_DESK -> {
                        if (!sign.by().equals("d3/desk")) {
                            all.merge(one.person(), Presence.of(sign), Presence::with);
                        }
                    }
                }
            }
            return Attendance.EMPTY.with(BOARD, all);
        }
    }

    /// What each device keeps of its own, and hears of the others.
    private static Attendance merged(List<Said> said, Random random) {
        var live = new ArrayList<Said>();
        var backlogs = new ArrayList<List<Said>>(List.of(new ArrayList<>(), new ArrayList<>()));
        for (var one : said) {
            int desk = one.sign().by().charAt(1) - '0';
            (desk < 2 ? backlogs.get(desk) : live).add(one);
        }
        var all =
                repeated(live, random).stream()
                        .reduce(
                                Attendance.EMPTY,
                                (known, one) -> known.with(BOARD, one.person(), one.sign()),
                                Attendance::with);
        Collections.shuffle(backlogs, random);
        for (var backlog : backlogs) {
            var theirs = Attendance.EMPTY;
            for (var one : repeated(backlog, random)) {
                theirs = theirs.with(BOARD, one.person(), one.sign());
            }
            all = random.nextBoolean() ? all.with(theirs) : theirs.with(all);
        }
        return all;
    }

    private static List<Said> repeated(List<Said> said, Random random) {
        var more = new ArrayList<Said>();
        said.forEach(one -> more.addAll(Collections.nCopies(1 + random.nextInt(3), one)));
        Collections.shuffle(more, random);
        return more;
    }

    /// Most come once, some at two desks, some at the same millisecond, some by a guess.
    private static List<Said> said(Random random) {
        var said = new ArrayList<Said>();
        for (int i = 0; i < PEOPLE; i++) {
            var person = new Token(random.nextLong(), i);
            int signs = 1 + random.nextInt(3);
            var before = NINE;
            for (int n = 0; n < signs; n++) {
                boolean same = n > 0 && random.nextInt(4) == 0;
                var at = same ? before : NINE.plusMillis(random.nextInt(7_200_000));
                before = at;
                boolean certain = random.nextInt(10) > 0;
                said.add(
                        new Said(
                                person,
                                new Sign(
                                        certain ? at : Instant.ofEpochSecond(random.nextInt(9_000)),
                                        certain,
                                        certain
                                                ? TIMED.get(random.nextInt(TIMED.size()))
                                                : Result.UNTIMED,
                                        "d" + random.nextInt(DESKS) + "/desk",
                                        Optional.empty(),
                                        Optional.of("S " + i))));
            }
        }
        return said;
    }

    /// Says it another way: sorts all that was ever said, and takes the ends.
    private static final class Slow {
        static Map<String, String> of(List<Said> said) {
            var byPerson = new HashMap<Token, List<Sign>>();
            said.forEach(
                    one ->
                            byPerson.computeIfAbsent(one.person(), _ -> new ArrayList<>())
                                    .add(one.sign()));
            var read = new TreeMap<String, String>();
            byPerson.forEach(
                    (person, signs) -> {
                        var came = signs.stream().filter(it -> !it.result().leaves()).toList();
                        var first = sorted(came.isEmpty() ? signs : came).getFirst();
                        var ones = sorted(signs);
                        long latest =
                                ones.stream().mapToLong(s -> s.at().toEpochMilli()).max().orElse(0);
                        var last =
                                ones.stream()
                                        .filter(s -> s.at().toEpochMilli() == latest)
                                        .findFirst()
                                        .orElseThrow();
                        read.put(person.toString(), key(first) + " .. " + key(last));
                    });
            return read;
        }

        /// Without those of which nobody knows when, where others are.
        private static List<Sign> sorted(List<Sign> signs) {
            var sure = signs.stream().filter(Sign::certain).toList();
            return (sure.isEmpty() ? signs : sure)
                    .stream().sorted(Comparator.comparing(AttendanceTest::key)).toList();
        }
    }

    private static Map<String, String> read(Attendance all) {
        var read = new TreeMap<String, String>();
        all.of(BOARD)
                .forEach(
                        (person, known) ->
                                read.put(
                                        person.toString(),
                                        key(known.first()) + " .. " + key(known.last())));
        return read;
    }

    private static String key(Sign sign) {
        return "%015d %s %d"
                .formatted(sign.at().toEpochMilli(), sign.by(), sign.result().ordinal());
    }

    // --- bounds ---

    /// One that began long ago is on until the last of them is over.
    @Test
    void ofTooManySessionsThoseThatAreOverFirstAreForgotten() {
        var sign = new Sign(NINE, true, Result.LATE, "a/b", Optional.empty(), Optional.empty());
        var term = new Session("term", LocalDate.of(2025, 9, 1));
        var all = Attendance.EMPTY.with(term, new Token(1, 1), sign);
        for (int day = 0; day < Attendance.SESSIONS_MAX + 5; day++) {
            var session = new Session("daily", LocalDate.of(2026, 1, 1).plusDays(day));
            all = all.with(session, new Token(1, 1), sign);
        }

        var bounded =
                all.bounded(
                        it ->
                                it.equals(term)
                                        ? Instant.MAX
                                        : it.date().atStartOfDay(ZoneOffset.UTC).toInstant());

        assertEquals(Attendance.SESSIONS_MAX, bounded.sessions().size());
        assertEquals(
                List.of(term, new Session("daily", LocalDate.of(2026, 1, 7))),
                bounded.sessions().keySet().stream().limit(2).toList());
        assertSame(bounded, bounded.bounded(_ -> Instant.MIN));
    }

    @Test
    void noMoreAreTakenThanAnyHallTakes() {
        var sign = new Sign(NINE, true, Result.LATE, "a/b", Optional.empty(), Optional.empty());
        var crowd = new HashMap<Token, Presence>();
        for (int i = 0; i < Attendance.PEOPLE_MAX; i++) {
            crowd.put(new Token(1, i), Presence.of(sign));
        }
        var full = Attendance.EMPTY.with(BOARD, crowd);

        assertSame(full, full.with(BOARD, new Token(2, 1), sign));
    }

    @Test
    void aSessionIsReadBackAsItIsWritten() {
        assertEquals(Optional.of(BOARD), Session.parse(BOARD.toString()));
        assertEquals(Optional.empty(), Session.parse("board-7"));
        assertEquals(Optional.empty(), Session.parse("board-7 2026-13-01"));
        var window = new Session("shift", BOARD.date(), Optional.of(LocalTime.of(8, 30)));
        assertEquals(Optional.of(window), Session.parse("shift 2026-11-28 08:30"));
        for (var other : List.of("24:00", "8:30", "08:30:00", "08:30 ", "", "08:30:00.5")) {
            assertEquals(Optional.empty(), Session.parse("shift 2026-11-28 " + other));
        }
    }
}
