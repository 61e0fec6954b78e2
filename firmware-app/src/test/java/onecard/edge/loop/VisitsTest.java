package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// I35, I61 and I67 at two lanes and a barrier: every visit is conserved and closed once, every
/// difference is found, and nobody is kept in, whatever fails on the way. `visits` says how many;
/// the seed stands in every message.
class VisitsTest {

    private static final int VISITS = Integer.getInteger("visits", 400);
    private static final int IN_A_WORLD = 25;

    @Test
    void everyVisitIsConservedAndClosedOnceAndNobodyIsKeptIn() {
        var all = new TreeMap<String, Integer>();
        for (long seed = 1; seed <= VISITS / IN_A_WORLD; seed++) {
            var day = new VisitorDay(seed, UnaryOperator.identity());
            assertEquals(List.of(), day.run(), "seed " + seed);
            day.counts.forEach((what, many) -> all.merge(what, many, Integer::sum));
        }
        System.out.println(all);
        for (var what :
                List.of(
                        "granted in",
                        "refused USED_UP",
                        "refused DENIED_LIST",
                        "refused UNKNOWN",
                        "refused EXPIRED",
                        "refused CLOCK_UNTRUSTED",
                        "granted out",
                        "did not pass",
                        "crash",
                        "full",
                        "slow journal",
                        "both at once",
                        "closed clean",
                        "card_not_returned",
                        "unpaid_sales",
                        "vehicle_inside",
                        "entry_unknown",
                        "exit_again",
                        "overstayed",
                        "passage_unknown",
                        "not_left")) {
            assertTrue(all.containsKey(what), what);
        }
    }

    /// What is given back is not read back.
    @Test
    void anEntryThatIsNotGivenBackIsFound() {
        found("used up though nobody passed", event -> without(event, "passage", "use", "visit"));
    }

    /// What was told is not read back.
    @Test
    void aVisitThatIsToldTwiceIsFound() {
        found(
                "told",
                event ->
                        event.text("type").equals(Optional.of("onecard.visit.v1"))
                                ? Json.Obj.EMPTY
                                : event);
    }

    /// Who passed is not read back.
    @Test
    void anEntryThatIsForgottenIsFound() {
        found("told", event -> without(event, "passage", "visit"));
    }

    /// What a tap used up is not read back.
    @Test
    void aPassThatOpensOnceMoreIsFound() {
        found("", event -> without(event, "tap", "use", "visit"));
    }

    private static Json.Obj without(Json.Obj event, String kind, String... members) {
        if (!event.text("type").equals(Optional.of("onecard." + kind + ".v1"))) {
            return event;
        }
        var data = new TreeMap<String, Json>();
        Occurrences.data(event).forEach(data::put);
        List.of(members).forEach(data::remove);
        return event.with("data", Json.Obj.of(data));
    }

    private static void found(String what, UnaryOperator<Json.Obj> bug) {
        for (long seed = 1; seed <= 40; seed++) {
            var problems = new VisitorDay(seed, bug).run();
            if (problems.stream().anyMatch(it -> it.contains(what))) {
                return;
            }
        }
        throw new AssertionError("nobody found it");
    }

    /// A day of some visitors, and the night after it.
    private static final class VisitorDay {

        final Map<String, Integer> counts = new HashMap<>();
        private final List<String> problems = new ArrayList<>();
        private final List<Visitor> visitors = new ArrayList<>();
        private final VisitorWorld world;

        VisitorDay(long seed, UnaryOperator<Json.Obj> lens) {
            var random = new java.util.Random(seed);
            var owing = new ArrayList<Token>();
            for (int i = 0; i < IN_A_WORLD; i++) {
                var visitor = Visitor.of(random, seed, i);
                visitors.add(visitor);
                if (visitor.owes()) {
                    owing.add(visitor.terms.pass());
                }
            }
            world = new VisitorWorld(seed, owing, lens);
        }

        /// @return what is wrong
        List<String> run() {
            for (int i = 0; i < IN_A_WORLD * 12; i++) {
                happens(visitors.get(world.random.nextInt(visitors.size())));
            }
            world.step(Duration.ZERO, ClockTrust.SYNCED);
            world.settles();
            checkMemory();
            for (var visitor : visitors) {
                if (visitor.inside && world.random.nextInt(4) > 0) {
                    goes(visitor, false);
                }
            }
            world.settles();
            for (int hours = 0; hours < 32; hours++) {
                world.after(Duration.ofHours(1));
                world.answer();
            }
            world.settles();
            visitors.forEach(this::judge);
            checkMemory();
            return problems;
        }

        private void checkMemory() {
            if (!world.remembersTheSame()) {
                problems.add("a restart remembers something else");
            }
        }

        // --- what happens ---

        private void happens(Visitor visitor) {
            switch (world.random.nextInt(20)) {
                case 0 -> visitor.listed = world.random.nextInt(3) > 0;
                case 1 -> visitor.denied = world.random.nextInt(4) == 0;
                case 2 -> {
                    world.full = world.random.nextInt(3) == 0;
                    count(world.full ? "full" : "room");
                }
                case 3 -> clock();
                case 4 -> crash();
                case 5 -> both(visitor);
                case 6, 7, 8, 9, 10, 11 -> comes(visitor);
                case 12 -> {
                    if (visitor.inside || world.random.nextInt(12) == 0) {
                        goes(visitor, true);
                    }
                }
                default -> {
                    if (visitor.inside && world.random.nextBoolean()
                            || world.random.nextInt(40) == 0) {
                        goes(visitor, false);
                    }
                }
            }
            world.after(Duration.ofSeconds(8 + world.random.nextInt(150)));
            if (world.random.nextInt(3) > 0) {
                world.answer();
            }
        }

        private void clock() {
            switch (world.random.nextInt(4)) {
                case 0 ->
                        world.step(Duration.ofMinutes(world.random.nextInt(10)), ClockTrust.SYNCED);
                case 1 ->
                        world.step(Duration.ofMinutes(-world.random.nextInt(5)), ClockTrust.SYNCED);
                case 2 -> world.step(Duration.ZERO, ClockTrust.UNTRUSTED);
                default -> world.step(Duration.ZERO, ClockTrust.SYNCED);
            }
        }

        private void crash() {
            count("crash");
            world.crash();
        }

        /// One pass at two gates at once.
        private void both(Visitor visitor) {
            world.settles();
            if (left(visitor) != 1 || !visitor.mayCome(world)) {
                return;
            }
            var first = world.shows("g1-in", visitor.shows(CredentialKind.SSC));
            var second = world.shows("g2-in", visitor.shows(CredentialKind.PASS));
            check(first.equals("granted OK"), visitor, "kept out: " + first);
            check(second.startsWith("refused"), visitor, "let in twice");
            count("both at once");
            world.answer();
            world.walks("g1", "in");
            visitor.came();
            world.answer();
        }

        private void comes(Visitor visitor) {
            boolean drives = world.random.nextInt(5) == 0;
            var gate = drives ? "bar" : world.random.nextBoolean() ? "g1" : "g2";
            if (drives) {
                world.stands("in", true);
            }
            boolean mustBe = false;
            if (world.random.nextInt(3) == 0 && !world.full) {
                world.settles();
                mustBe = left(visitor) > 0 && visitor.mayCome(world);
            }
            var said = world.shows(gate + "-in", visitor.any(world, drives));
            count(said.equals("granted OK") ? "granted in" : said);
            check(
                    !mustBe || said.equals("granted OK"),
                    visitor,
                    "used up though nobody passed: " + said);
            if (world.random.nextInt(20) == 0) {
                crash(); // before the record, or after it
                return;
            }
            if (world.random.nextInt(12) == 0) {
                count("slow journal"); // the point waits no longer, and nothing opens
                world.after(Duration.ofSeconds(world.random.nextInt(40)));
                world.full &= world.random.nextBoolean();
                world.answer();
                if (drives) {
                    world.stands("in", false);
                }
                after();
                return;
            }
            int known = world.rows.size();
            world.answer();
            boolean opened = said.equals("granted OK") && world.rows.size() > known && !world.full;
            if (world.random.nextInt(16) == 0) {
                crash();
                return;
            }
            if (opened && world.random.nextInt(4) > 0) {
                if (drives) {
                    world.drives("in");
                } else {
                    world.walks(gate, "in");
                }
                visitor.came();
            } else if (opened && !drives && world.random.nextInt(3) == 0) {
                world.walks(gate, "out"); // back where they came from
            } else {
                count("did not pass");
                if (drives) {
                    world.stands("in", false);
                }
            }
            after();
        }

        /// @param slot into the slot that keeps temporary cards
        private void goes(Visitor visitor, boolean slot) {
            boolean card = visitor.terms.card() && (slot || world.random.nextInt(3) > 0);
            boolean drives = !card && world.random.nextInt(5) == 0;
            var gate = drives ? "bar" : card ? "g1" : world.random.nextBoolean() ? "g1" : "g2";
            if (drives) {
                world.stands("out", true);
            }
            var line = drives ? "bar-raise" : gate + "-out";
            int opened = world.releases(line);
            boolean up = drives && world.isUp("bar"); // for whoever was before them
            var said =
                    card
                            ? world.shows(VisitorWorld.SLOT, visitor.shows(CredentialKind.UID))
                            : world.shows(gate + "-out", visitor.any(world, drives));
            check(said.equals("granted OK"), visitor, "kept in: " + said);
            count("granted out");
            world.answer();
            boolean opens = up || world.releases(line) == opened + 1;
            check(opens, visitor, "kept in: " + line + " is shut");
            if (world.random.nextInt(16) == 0) {
                crash();
                visitor.inside = false;
                return;
            }
            if (world.random.nextInt(6) > 0) {
                if (drives) {
                    world.drives("out");
                } else {
                    world.walks(gate, "out");
                }
                visitor.inside = false;
            } else if (drives) {
                world.stands("out", false);
            }
            after();
        }

        /// The journal answers, or the power goes in the middle of it.
        private void after() {
            world.after(Duration.ofMillis(world.random.nextInt(3_000)));
            if (world.random.nextInt(10) == 0) {
                world.answer(world.random.nextInt(4));
                crash();
            }
            world.after(Duration.ofSeconds(25));
            world.answer();
        }

        // --- what must be ---

        private int left(Visitor visitor) {
            return new VisitReference(visitor.agreed(), world.rows, world.events).left();
        }

        private void judge(Visitor visitor) {
            var reference = new VisitReference(visitor.agreed(), world.rows, world.events);
            var told = VisitReference.told(visitor.terms.pass(), world.rows);
            check(
                    reference.told().equals(told),
                    visitor,
                    "told " + told + " instead of " + reference.told());
            long closes = told.stream().filter(it -> it.startsWith("closed")).count();
            check(closes <= 1 && (closes == 1 || told.isEmpty()), visitor, "closed " + closes);
            long guarded =
                    world.guarded.stream()
                            .filter(it -> it.pass().equals(visitor.terms.pass()))
                            .count();
            check(guarded == closes, visitor, "the guard heard of " + guarded + " closes");
            check(reference.in() <= visitor.terms.entries(), visitor, "in " + reference.in());
            check(
                    visitor.physicallyIn <= visitor.terms.entries(),
                    visitor,
                    "in " + visitor.physicallyIn + " times");
            told.stream()
                    .filter(it -> it.startsWith("closed") || it.contains("exit_again"))
                    .forEach(
                            it -> {
                                count(it.endsWith("[]") ? "closed clean" : "closed differences");
                                for (var word : it.replaceAll("[^a-z_]+", " ").split(" ")) {
                                    if (word.contains("_")) {
                                        count(word);
                                    }
                                }
                                if (it.contains("overstayed")) {
                                    count("overstayed");
                                }
                            });
        }

        private void check(boolean good, Visitor visitor, String what) {
            if (!good) {
                problems.add("visitor " + visitor.number + " " + visitor.terms + ": " + what);
            }
        }

        private void count(String what) {
            counts.merge(what, 1, Integer::sum);
        }
    }
}
