package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.ListVersion;
import onecard.access.Reason;
import onecard.access.Schedule;
import onecard.access.Token;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Journeys at two validators of one device, against a slow account of them.
class JourneyRulesTest {

    private static final Instant START = Instant.parse("2031-03-03T00:00:00Z");
    private static final Fares FARES =
            new Fares(
                    List.of(
                            new Fares.Step(3, new Fen(101)),
                            new Fares.Step(6, new Fen(203)),
                            new Fares.Step(9, new Fen(305))));
    private static final Riding RIDING =
            new Riding(FARES, Duration.ofMinutes(120), Duration.ofSeconds(60));
    private static final long BALANCE = 1_000_000;

    private static final Terms TERMS =
            new Terms(
                    new Meals(
                            List.of(
                                    new Meal(
                                            "ride",
                                            new Schedule(
                                                    "always",
                                                    List.of(
                                                            new Schedule.Window(
                                                                    EnumSet.allOf(DayOfWeek.class),
                                                                    LocalTime.MIDNIGHT,
                                                                    LocalTime.MIDNIGHT))))),
                            Optional.empty(),
                            ZoneOffset.ofHours(8)),
                    new Payment.Accounts(
                            List.of(
                                    new Wallet(
                                            "subsidy",
                                            new Share.Fixed(new Fen(150)),
                                            Term.NONE,
                                            false),
                                    Wallet.personal("own")),
                            new Credit(
                                    Cap.NONE,
                                    Fen.ZERO,
                                    Duration.ofDays(6),
                                    50,
                                    Fen.ZERO,
                                    Duration.ofDays(6))),
                    new Limits(new Fen(1_000), Duration.ZERO, Cap.NONE, Cap.NONE),
                    Map.of("pupil", 50),
                    Duration.ZERO,
                    Duration.ofSeconds(15));

    /// Makes one thing wrong that the account must find.
    enum Bug {
        NONE,
        ENDS_TWICE,
        FORGETS_ENDS_AT_A_RESTART,
        LOSES_ENDS_THAT_COST_ALL,
        CHARGES_AGAIN_ON_TIME_OUT,
        BELIEVES_A_CLOCK_THAT_IS_SET,
        BELIEVES_IT_AT_THE_END
    }

    /// What the slow account knows of one journey.
    private static final class Journey {
        final long fen;
        final int from;
        final Instant at;
        final long second;
        final int run;
        Optional<End> ended = Optional.empty();
        long cost;

        /// @param second of the time that went by
        /// @param run in which it began
        Journey(long fen, int from, Instant at, long second, int run) {
            this.fen = fen;
            this.from = from;
            this.at = at;
            this.second = second;
            this.run = run;
            cost = fen;
        }
    }

    /// When it was ended: by the wall, by the time that went by, and in which run.
    private record End(Instant at, long second, int run) {}

    /// The books, and a person's journeys beside them.
    private static final class World {
        final Random random;
        final Bug bug;
        final Map<Integer, List<Journey>> journeys = new TreeMap<>();
        Ledger ledger = Ledger.EMPTY;
        Instant now = START;
        long second;
        int run;
        long seq;
        int leapt;
        int offs;
        int incomplete;
        int refused;

        World(long seed, Bug bug) {
            random = new Random(seed);
            this.bug = bug;
        }

        /// Empty if the account agrees.
        Optional<String> live(int taps) {
            for (int i = 0; i < taps; i++) {
                goesBy(1 + random.nextInt(900));
                if (random.nextInt(25) == 0) {
                    goesBy(3 * 3_600); // whoever rides has forgotten to tap off
                }
                if (random.nextInt(50) == 0) {
                    now = now.plusSeconds(7_200 + random.nextInt(36_000)); // it is set forward
                    leapt += (int) journeys.values().stream().filter(it -> rides(it)).count();
                }
                if (random.nextInt(50) == 0) {
                    now = now.minusSeconds(random.nextInt(1_800)); // the clock is set back
                }
                if (random.nextInt(20) == 0) {
                    restart();
                }
                int person = random.nextInt(4);
                var wrong = tap(person, 1 + random.nextInt(12));
                if (wrong.isEmpty() && random.nextInt(10) == 0) {
                    wrong = onceMore(person);
                }
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            return sums();
        }

        /// As whoever is not sure that it was heard; and the clock may be set in between.
        private Optional<String> onceMore(int person) {
            goesBy(1 + random.nextInt(90));
            if (random.nextBoolean()) {
                now = now.plusSeconds(random.nextInt(7_200) - 3_600L);
            }
            return tap(person, 1 + random.nextInt(12));
        }

        private void goesBy(long seconds) {
            now = now.plusSeconds(seconds);
            second += seconds;
        }

        private boolean rides(List<Journey> known) {
            return open(known).isPresent();
        }

        /// The journal says when it was by the wall alone.
        private static Line read(Line line) {
            var basis = line.sale().basis();
            var ride = basis.ride().orElseThrow();
            return ended(
                    new Line(
                            line.sale().with(basis.with(new Ride(ride.from(), ride.until()))),
                            line.place(),
                            line.backs()));
        }

        /// The same of its end alone.
        private static Line ended(Line line) {
            return new Line(
                    line.sale(),
                    line.place(),
                    line.backs().stream()
                            .map(it -> new Line.Back(it.refund(), it.legs(), it.place(), it.at()))
                            .toList());
        }

        /// Books that have forgotten by which clock a journey was ended, and know how it began.
        private Ledger forgetful() {
            var told = ledger.kept();
            return Ledger.of(
                    new Ledger.Kept(
                            told.lines().stream().map(World::ended).toList(),
                            told.last(),
                            told.batches(),
                            told.epochs()));
        }

        private void restart() {
            run++;
            var told = ledger.kept();
            var kept =
                    new Ledger.Kept(
                            told.lines().stream().map(World::read).toList(),
                            told.last(),
                            told.batches(),
                            told.epochs());
            ledger =
                    Ledger.of(
                            bug == Bug.FORGETS_ENDS_AT_A_RESTART
                                    ? new Ledger.Kept(
                                            kept.lines().stream()
                                                    .map(
                                                            it ->
                                                                    new Line(
                                                                            it.sale(),
                                                                            it.place(),
                                                                            List.of()))
                                                    .toList(),
                                            kept.last(),
                                            kept.batches(),
                                            kept.epochs())
                                    : kept);
        }

        private Optional<String> tap(int person, int stage) {
            var point = random.nextBoolean() ? "front" : "rear";
            var known = journeys.computeIfAbsent(person, _ -> new ArrayList<>());
            var said = decide(person, stage, point);
            var expected = expected(known, person, stage);
            var told = text(said);
            if (!told.equals(expected)) {
                return Optional.of(
                        now + " " + person + " at " + stage + ": " + told + " and not " + expected);
            }
            boolean room = random.nextInt(10) > 0; // the journal has
            switch (said) {
                case Sold.Yes(var sale, _) when room -> {
                    ledger = ledger.after(sale, Optional.empty());
                    if (random.nextInt(10) == 0) {
                        ledger = ledger.after(sale.in(Sale.State.VOID), Optional.empty()); // a kill
                    } else {
                        ledger = ledger.after(sale.in(Sale.State.DONE), place());
                        known.add(new Journey(sale.amount().fen(), stage, now, second, run));
                    }
                }
                case Sold.Off off when room -> {
                    ends(off, point);
                    var journey = open(known).orElseThrow();
                    journey.ended = Optional.of(new End(now, second, run));
                    journey.cost = Math.min(fare(person, journey.from, stage), journey.fen);
                    offs++;
                }
                case Sold.No _ -> refused++;
                case Sold.Yes _, Sold.Off _ -> {}
                case Sold.Again _ -> throw new AssertionError("nobody answers");
            }
            return Optional.empty();
        }

        private void ends(Sold.Off off, String point) {
            var desk =
                    new RefundRules.Desk(
                            point,
                            Staff.NOBODY,
                            TERMS.meals().businessDate(now),
                            now,
                            Optional.of(moment().mono()));
            var back = JourneyRules.end(ledger, off.sale(), off.fare(), desk);
            if (back instanceof RefundRules.Back.Yes(Refund refund)) {
                boolean lost =
                        bug == Bug.LOSES_ENDS_THAT_COST_ALL && refund.legs().legs().isEmpty();
                ledger = lost ? ledger : ledger.refunded(refund, place());
                assertTrue(
                        JourneyRules.end(ledger, off.sale(), off.fare(), desk)
                                        instanceof RefundRules.Back.No
                                || lost,
                        "a journey ends once");
            }
            if (bug == Bug.ENDS_TWICE) {
                var once = ledger.line(off.sale()).orElseThrow();
                var sale = once.sale().in(Sale.State.DONE);
                ledger = ledger.never(sale.id()).after(sale, Optional.empty()).after(sale, place());
            }
        }

        private Sold decide(int person, int stage, String point) {
            var fare = new Price.Fare(RIDING, stage);
            if (bug == Bug.BELIEVES_A_CLOCK_THAT_IS_SET) {
                restart();
                run--;
            }
            if (bug == Bug.BELIEVES_IT_AT_THE_END) {
                ledger = forgetful();
            }
            if (bug == Bug.CHARGES_AGAIN_ON_TIME_OUT) {
                fare =
                        new Price.Fare(
                                new Riding(FARES, Duration.ofMinutes(60), RIDING.again()), stage);
            }
            return JourneyRules.decide(
                    TERMS,
                    new Offer(point, fare, Staff.NOBODY),
                    fare,
                    diner(person),
                    ledger,
                    moment());
        }

        private Moment moment() {
            return new Moment(new Mono(0).plus(Duration.ofSeconds(second)), now, ClockTrust.SYNCED);
        }

        private Diner diner(int person) {
            var list = new ListVersion("accounts", 1, now, Optional.empty());
            var balance = new Balance(BALANCE, START, Optional.empty());
            return new Diner(
                    who(person),
                    person == 0 ? Set.of("pupil") : Set.of(),
                    Optional.of(new Statement(list, Map.of("subsidy", balance, "own", balance))));
        }

        /// The slow account's own answer.
        private String expected(List<Journey> known, int person, int stage) {
            for (var journey : known) {
                boolean near = isNear(journey.run, journey.second, journey.at);
                if (near
                        || journey.ended
                                .filter(it -> isNear(it.run(), it.second(), it.at()))
                                .isPresent()) {
                    return "DUPLICATE";
                }
            }
            return open(known)
                    .map(it -> "off " + Math.min(fare(person, it.from, stage), it.fen))
                    .orElse("on " + price(person, 305));
        }

        private boolean isNear(int when, long tapped, Instant at) {
            long seconds =
                    when == run ? second - tapped : now.getEpochSecond() - at.getEpochSecond();
            return seconds > -60 && seconds < 60;
        }

        private Optional<Journey> open(List<Journey> known) {
            return known.stream()
                    .filter(it -> it.ended.isEmpty())
                    .filter(
                            it ->
                                    it.run == run
                                            ? second - it.second < 120 * 60
                                            : now.getEpochSecond()
                                                    < it.at.getEpochSecond() + 120 * 60)
                    .reduce((one, other) -> other.at.isBefore(one.at) ? one : other);
        }

        private static long fare(int person, int from, int to) {
            int far = from > to ? from - to : to - from;
            return price(person, far <= 3 ? 101 : far <= 6 ? 203 : 305);
        }

        /// Half for a pupil, rounded for them.
        private static long price(int person, long fen) {
            return person == 0 ? fen / 2 : fen;
        }

        /// Each journey is paid for once, and as much as it was: not one fen more is gone.
        private Optional<String> sums() {
            for (var each : journeys.entrySet()) {
                long spent = each.getValue().stream().mapToLong(it -> it.cost).sum();
                incomplete +=
                        (int) each.getValue().stream().filter(it -> it.ended.isEmpty()).count();
                var account = SaleRules.account(TERMS, diner(each.getKey()), ledger, moment());
                long left = account.left().orElseThrow().fen();
                if (left != 2 * BALANCE - spent) {
                    return Optional.of(each.getKey() + " spent " + spent + ", and has " + left);
                }
            }
            return Optional.empty();
        }

        private Optional<Place> place() {
            return Optional.of(new Place("e1", ++seq));
        }

        private static Token who(int person) {
            return new Token(7, person);
        }

        private static String text(Sold sold) {
            return switch (sold) {
                case Sold.Yes(var sale, _) -> "on " + sale.amount().fen();
                case Sold.Off(_, var fare) -> "off " + fare.fen();
                case Sold.No(var why) -> why.name();
                case Sold.Again _ -> "again";
            };
        }
    }

    @Test
    void everyJourneyCostsWhatTheSlowAccountSays() {
        int offs = 0;
        int incomplete = 0;
        int refused = 0;
        int leapt = 0;
        for (long seed = 1; seed <= 60; seed++) {
            var world = new World(seed, Bug.NONE);
            assertEquals(Optional.empty(), world.live(600), "seed " + seed);
            offs += world.offs;
            incomplete += world.incomplete;
            refused += world.refused;
            leapt += world.leapt;
        }
        System.out.printf(
                "36,000 taps: %d journeys ended, %d incomplete, %d taken as the same,"
                        + " %d on the way as the clock was set forward%n",
                offs, incomplete, refused, leapt);
        assertTrue(offs > 5_000 && incomplete > 500 && refused > 100 && leapt > 200);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsFound(Bug bug) {
        boolean found = false;
        for (long seed = 1; seed <= 5 && !found; seed++) {
            found = new World(seed, bug).live(600).isPresent();
        }
        assertTrue(found, bug + " went unnoticed");
    }

    /// Whoever taps off, and once more as the clock was set in between, is on no second journey.
    @Test
    void aClockThatIsSetAfterTheEndCostsNoSecondJourney() {
        for (long hours : List.of(-9L, 9L)) {
            var world = new World(1, Bug.NONE);
            var on = assertInstanceOf(Sold.Yes.class, world.decide(1, 1, "front")).sale();
            world.ledger = world.ledger.after(on, Optional.empty());
            world.ledger = world.ledger.after(on.in(Sale.State.DONE), world.place());
            world.goesBy(600);
            world.ends(assertInstanceOf(Sold.Off.class, world.decide(1, 2, "front")), "front");
            world.goesBy(59);
            world.now = world.now.plus(Duration.ofHours(hours));
            assertEquals(new Sold.No(Reason.DUPLICATE), world.decide(1, 2, "front"));
            world.goesBy(1);
            assertInstanceOf(Sold.Yes.class, world.decide(1, 2, "front"));
        }
    }

    /// Whoever has no money for the highest fare rides not at all, and gets off all the same.
    @Test
    void whoeverHasTooLittleIsNotTakenAlong() {
        var world = new World(1, Bug.NONE);
        var fare = new Price.Fare(RIDING, 1);
        var poor =
                new Diner(
                        World.who(9),
                        Set.of(),
                        Optional.of(
                                new Statement(
                                        new ListVersion("accounts", 1, START, Optional.empty()),
                                        Map.of("own", new Balance(304, START, Optional.empty())))));
        var now = new Moment(new Mono(0), START, ClockTrust.SYNCED);
        assertEquals(
                new Sold.No(Reason.NO_BALANCE),
                JourneyRules.decide(
                        TERMS,
                        new Offer("front", fare, Staff.NOBODY),
                        fare,
                        poor,
                        world.ledger,
                        now));
    }

    /// A till that took people along once may have operators later: they give nothing back of a
    /// journey that was ended, for the books would take no second end.
    @Test
    void nothingMoreGoesBackOfAJourneyThatWasEnded() {
        var world = new World(1, Bug.NONE);
        var on = assertInstanceOf(Sold.Yes.class, world.decide(1, 1, "front")).sale();
        world.ledger = world.ledger.after(on, Optional.empty());
        world.ledger = world.ledger.after(on.in(Sale.State.DONE), world.place());
        world.goesBy(600);
        world.ends(assertInstanceOf(Sold.Off.class, world.decide(1, 2, "front")), "front");
        var desk =
                new RefundRules.Desk(
                        "front",
                        new Staff(1, Optional.of(World.who(8)), false),
                        TERMS.meals().businessDate(world.now),
                        world.now);
        for (var amount : List.of(Optional.<Fen>empty(), Optional.of(new Fen(1)))) {
            assertEquals(
                    new RefundRules.Back.No(Reason.REFUND_LIMIT),
                    RefundRules.refund(world.ledger, on.id(), amount, desk));
        }
    }

    @Test
    void faresRiseWithTheStages() {
        assertEquals(new Fen(101), FARES.between(5, 5));
        assertEquals(new Fen(101), FARES.between(8, 5));
        assertEquals(new Fen(203), FARES.between(5, 9));
        assertEquals(new Fen(305), FARES.between(1, 99));
        var dear = new Fares.Step(3, new Fen(200));
        assertThrows(IllegalArgumentException.class, () -> new Fares(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fares(List.of(dear, new Fares.Step(3, new Fen(300)))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Fares(List.of(dear, new Fares.Step(4, new Fen(200)))));
        assertFalse(FARES.highest().isZero());
    }

    // --- what the clock is worth ---

    private static final Duration LONGEST = RIDING.longest();

    private static Moment at(long seconds, Instant wall, ClockTrust trust) {
        return new Moment(new Mono(0).plus(Duration.ofSeconds(seconds)), wall, trust);
    }

    /// Of a bus that finds out what time it is on the way, and of one whose clock is set: each
    /// journey lasts as long as it lasts.
    @ParameterizedTest
    @EnumSource
    void noClockThatIsSetEndsAJourneyOfThisRun(ClockTrust begun) {
        var ride = Ride.begun(1, LONGEST, at(0, START, begun));
        for (var now : ClockTrust.values()) {
            for (long hours : List.of(-48, -1, 0, 3, 48)) {
                var wall = START.plus(Duration.ofHours(hours));
                assertFalse(ride.isOver(LONGEST, at(7_199, wall, now)), hours + " h " + now);
                assertTrue(ride.isOver(LONGEST, at(7_200, wall, now)), hours + " h " + now);
            }
        }
    }

    /// After a restart the wall counts, as far as it is believed: what nobody can tell is not over.
    @Test
    void whatBeganBeforeARestartIsOverOnceThatIsCertain() {
        for (var begun : ClockTrust.values()) {
            var ride = new Ride(1, Ride.begun(1, LONGEST, at(0, START, begun)).until());
            for (var now : ClockTrust.values()) {
                boolean dated = begun != ClockTrust.UNTRUSTED && now != ClockTrust.UNTRUSTED;
                long off =
                        (begun == ClockTrust.RTC ? 120L : 0L) + (now == ClockTrust.RTC ? 120L : 0L);
                var last = START.plusSeconds(7_200 + off - 1);
                assertFalse(ride.isOver(LONGEST, at(0, last, now)), begun + " " + now);
                assertEquals(
                        dated,
                        ride.isOver(LONGEST, at(0, last.plusSeconds(1), now)),
                        begun + " " + now);
                assertEquals(
                        dated,
                        ride.isOver(LONGEST, at(0, START.plus(Duration.ofDays(9)), now)),
                        begun + " " + now);
            }
        }
    }

    /// Whoever boards before the clock is right gets off after that, and pays what it costs.
    @Test
    void whoeverBoardedBeforeTheClockWasRightIsChargedOnce() {
        var world = new World(1, Bug.NONE);
        var on = assertInstanceOf(Sold.Yes.class, world.decide(1, 1, "front")).sale();
        world.ledger = world.ledger.after(on, Optional.empty());
        world.ledger = world.ledger.after(on.in(Sale.State.DONE), world.place());
        world.goesBy(600);
        world.now = START.plus(Duration.ofHours(9)); // what a time server said
        assertEquals(new Sold.Off(on.id(), new Fen(203)), world.decide(1, 5, "front"));
        assertEquals(
                Optional.of(World.who(1)),
                JourneyRules.riding(
                        Set.of(World.who(2), World.who(1)), RIDING, world.ledger, world.moment()));
        assertEquals(
                Optional.empty(),
                JourneyRules.riding(Set.of(World.who(2)), RIDING, world.ledger, world.moment()));
        world.goesBy(7_200);
        assertEquals(
                Optional.empty(),
                JourneyRules.riding(Set.of(World.who(1)), RIDING, world.ledger, world.moment()));
    }
}
