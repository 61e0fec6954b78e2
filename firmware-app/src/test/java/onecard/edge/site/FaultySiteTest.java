package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import onecard.site.Problem;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Wrong site files, drawn by seed from good ones over every key of the schema: what is wrong is
/// named at its line and column, and nothing else.
class FaultySiteTest {

    private static final int FILES = Integer.getInteger("simulation.sites", 200);

    private static final long SEED = Long.getLong("simulation.first", 20_261_130);

    /// So often a file has several faults.
    private static final int ONE_IN = 10;

    /// So often a key is wrong where it stands in no good file.
    private static final int ABSENT_ONE_IN = 4;

    private static final int SLIPS = 15;

    private static final int KEYS_THAT_REFER = 100;

    private static final Set<Fault.Kind> VALUES =
            Set.of(Fault.Kind.MISSPELT_CHOICE, Fault.Kind.REFERS_TO_NOTHING);

    /// Names that stand for themselves: of groups, of credentials, of what is at other places.
    private static final Set<String> FREE =
            Set.of(
                    "by",
                    "canteen",
                    "credential",
                    "device",
                    "duress_groups",
                    "exempt_groups",
                    "extended_groups",
                    "first_person",
                    "groups",
                    "id",
                    "interlock",
                    "item",
                    "lockdown_groups",
                    "of",
                    "override_groups",
                    "second_factor_groups",
                    "site",
                    "with");

    private static final SchemaKeys SCHEMA = SchemaKeys.all();

    /// The good files to draw from.
    private static List<SiteText> good = List.of();

    @BeforeAll
    static void grow() throws IOException {
        good = GoodSites.all(SCHEMA);
    }

    private record Drawn(SiteText tree, List<Fault> faults) {

        /// The only one.
        Fault fault() {
            return faults.getFirst();
        }

        String text() {
            var text = new StringBuilder(tree.text());
            faults.stream()
                    .sorted(Comparator.comparingInt(Fault::from).reversed())
                    .forEach(fault -> text.replace(fault.from(), fault.to(), fault.with()));
            return text.toString();
        }

        @Override
        public String toString() {
            return tree.file() + " " + faults + "\n  expected " + expected();
        }

        /// Line, column and rule of each; the column of a syntax error is the library's.
        List<String> expected() {
            var text = text();
            var expected = new ArrayList<String>();
            for (int one = 0; one < faults.size(); one++) {
                var fault = faults.get(one);
                int at = fault.anchor() + fault.behind();
                for (int other = 0; other < faults.size(); other++) {
                    if (other != one && faults.get(other).to() <= fault.anchor()) {
                        at += faults.get(other).longer();
                    }
                }
                int line = (int) text.substring(0, at).chars().filter(it -> it == '\n').count() + 1;
                int column = at - text.lastIndexOf('\n', at - 1);
                expected.add(shown(line, fault.kind().isSyntax() ? 0 : column, fault.rule()));
            }
            return expected.stream().sorted().toList();
        }
    }

    private static String shown(int line, int column, String rule) {
        return line + ":" + column + " " + rule;
    }

    private static List<String> shown(List<Problem> problems) {
        var shown = new ArrayList<String>();
        for (var it : problems) {
            shown.add(shown(it.line(), it.rule().equals("yaml") ? 0 : it.column(), it.rule()));
        }
        return shown.stream().sorted().toList();
    }

    @Test
    void everyKeyStandsInAGoodFile() {
        assertEquals(Set.of(), GoodSites.absent(SCHEMA, good));
    }

    /// A key that no good file may have is in the schema for what is said of it.
    @Test
    void whatStandsInNoGoodFileIsRefusedAtItsPlaceByARuleOfItsOwn() {
        GoodSites.IN_NONE.forEach(
                (key, rule) -> {
                    var entry = Objects.requireNonNull(SCHEMA.entries().get(key));
                    assertTrue(
                            good.stream().anyMatch(tree -> isRefused(tree, entry, rule)),
                            () -> key);
                });
    }

    private static boolean isRefused(SiteText tree, SchemaKeys.Entry entry, String rule) {
        for (var value : new Fitting(tree).of(entry)) {
            for (var graft : Graft.all(tree, SCHEMA, entry, value)) {
                var problems = Checked.bad(graft.in(tree.text()));
                boolean here =
                        problems.stream()
                                .map(Problem::path)
                                .allMatch(path -> path.endsWith("." + entry.key().name()));
                if (here && problems.stream().map(Problem::rule).allMatch(rule::equals)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void everyFaultIsNamedAtItsPlaceAndNoneInvented() {
        var random = new Random(SEED);
        var wrong = new ArrayList<String>();
        var keys = new HashSet<String>();
        for (int round = 0; round < FILES; round++) {
            boolean several = round % ONE_IN == ONE_IN - 1;
            var drawn = draw(random, several ? 2 + random.nextInt(3) : 1, round);
            var problems = Checked.bad(drawn.text());
            drawn.faults().forEach(fault -> keys.add(fault.key()));
            if (!drawn.expected().equals(shown(problems))) {
                wrong.add(drawn + "\n  told " + problems);
            }
        }

        assertEquals(
                List.of(),
                wrong,
                () -> "seed %d: %d of %d files".formatted(SEED, wrong.size(), FILES));
        assertEquals(
                Math.min(FILES, SCHEMA.entries().size()), Math.min(FILES, keys.size()), "keys");
    }

    /// Of every key, some of the texts that one slip makes of it.
    @Test
    void whatOneSlipMadeOfAKeyIsKnownInNineteenOfTwenty() {
        var random = new Random(SEED);
        var missed = new ArrayList<String>();
        int slips = 0;
        for (var entry : SCHEMA.entries().values()) {
            var key = entry.key().name();
            var names = entry.section().keys().stream().map(Shape.Key::name).toList();
            var typos = new ArrayList<>(Typo.all(key));
            typos.removeAll(names);
            Collections.shuffle(typos, random);
            for (var typo : typos.subList(0, SLIPS)) {
                slips++;
                if (Nearest.of(typo, names).filter(key::equals).isEmpty()) {
                    missed.add(typo + " of " + key);
                }
            }
        }

        int all = slips;
        assertTrue(
                missed.size() * 20 <= all,
                () -> missed.size() + " of " + all + " missed: " + missed);
    }

    /// What is wrong with a value that refers to something, or is one of a few, names the right
    /// one.
    @Test
    void whatOneSlipMadeOfAValueIsKnownInNineteenOfTwenty() {
        var random = new Random(SEED);
        var missed = new ArrayList<String>();
        int slips = 0;
        for (var key : SCHEMA.entries().keySet()) {
            var faults =
                    good.stream()
                            .flatMap(
                                    tree ->
                                            drawn(tree, key, random)
                                                    .filter(
                                                            it ->
                                                                    VALUES.contains(
                                                                            it.fault().kind()))
                                                    .filter(
                                                            it ->
                                                                    it.fault()
                                                                            .suggested()
                                                                            .isPresent())
                                                    .limit(1))
                            .limit(2)
                            .toList();
            for (var drawn : faults) {
                slips++;
                var meant = "did you mean " + drawn.fault().suggested().orElseThrow();
                if (Checked.bad(drawn.text()).stream()
                        .noneMatch(it -> it.advice().in(Lang.EN).endsWith(meant + "?"))) {
                    missed.add(drawn.toString());
                }
            }
        }

        int all = slips;
        assertTrue(all >= 100, () -> all + " slips");
        assertTrue(
                missed.size() * 20 <= all,
                () -> missed.size() + " of " + all + " missed: " + missed);
    }

    /// Of every key that refers to something, the name of something else.
    @Test
    void whatIsThereAndIsAnotherThingIsToldAsSuch() {
        var random = new Random(SEED);
        int told = 0;
        for (var key : SCHEMA.entries().keySet()) {
            var drawn =
                    good.stream()
                            .flatMap(tree -> drawn(tree, key, random))
                            .filter(it -> it.fault().kind() == Fault.Kind.REFERS_TO_ANOTHER_KIND)
                            .findFirst();
            if (drawn.isPresent()) {
                told++;
                var advice = Checked.bad(drawn.get().text()).getFirst().advice();
                var name = drawn.get().fault().with();
                assertTrue(
                        advice.in(Lang.EN).matches(name + " is an? [a-z ]+, not an? .*"),
                        () -> drawn + advice.in(Lang.EN));
                assertTrue(
                        advice.in(Lang.ZH).matches(name + " 是\\p{IsHan}+,不是\\p{IsHan}+;.*"),
                        () -> drawn + advice.in(Lang.ZH));
            }
        }

        assertTrue(told >= KEYS_THAT_REFER, told + " keys");
    }

    private static Stream<Drawn> drawn(SiteText tree, String key, Random random) {
        return new Faults(tree, SCHEMA, random)
                .at(key).stream().map(fault -> new Drawn(tree, List.of(fault)));
    }

    @Test
    void everyKeyThatNamesAThingRefersOrIsFree() {
        var free = new TreeSet<String>();
        for (var entry : SCHEMA.entries().values()) {
            var shape = entry.key().shape();
            boolean names =
                    shape.equals(Terms.ID)
                            || shape instanceof Shape.Seq(var item, _) && item.equals(Terms.ID);
            if (names && !References.refers(entry.key())) {
                free.add(entry.key().name());
            }
        }

        assertEquals(FREE, free);
    }

    /// What is required and missing is taken for something, or nothing beside it could be judged.
    @Test
    void everyKeyHasASampleButTheKindOfAPoint() {
        for (var entry : SCHEMA.entries().values()) {
            var shape = entry.key().shape();
            assertEquals(
                    !entry.path().equals("points"),
                    Samples.of(shape, SchemaKeys.NOWHERE).isPresent() || !entry.key().required(),
                    entry::path);
        }
    }

    /// Faults of that number in one file, none of which touches another.
    private Drawn draw(Random random, int count, int round) {
        var order = order(round / SCHEMA.entries().size());
        var key = order.get(round % order.size());
        var having = good.stream().filter(tree -> tree.has(key)).toList();
        while (true) {
            boolean stands = !having.isEmpty() && random.nextInt(ABSENT_ONE_IN) > 0;
            var tree = any(stands ? having : good, random);
            var faults = new Faults(tree, SCHEMA, random);
            var here =
                    faults.at(key).stream()
                            .filter(it -> count == 1 || !it.kind().isAlone())
                            .toList();
            if (here.isEmpty()) {
                continue;
            }
            var drawn = new ArrayList<Fault>();
            drawn.add(likely(here, random));
            for (int tries = 0; drawn.size() < count && tries < 1_000; tries++) {
                var others = faults.at(order.get(random.nextInt(order.size())));
                if (!others.isEmpty()) {
                    var other = likely(others, random);
                    boolean apart =
                            drawn.stream()
                                    .noneMatch(
                                            it ->
                                                    other.touches(it)
                                                            || other.key().equals(it.key())
                                                            || other.blinds(it)
                                                            || it.blinds(other));
                    if (!other.kind().isAlone() && apart) {
                        drawn.add(other);
                    }
                }
            }
            return new Drawn(tree, drawn);
        }
    }

    private static <T> T any(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /// What people do wrong most is drawn most.
    private static Fault likely(List<Fault> faults, Random random) {
        var weighed = new ArrayList<Fault>();
        for (var fault : faults) {
            boolean often = fault.suggested().isPresent() || fault.kind() == Fault.Kind.QUOTE;
            weighed.addAll(Collections.nCopies(often ? 3 : 1, fault));
        }
        return any(weighed, random);
    }

    private static List<String> order(int round) {
        var order = new ArrayList<>(SCHEMA.entries().keySet());
        Collections.shuffle(order, new Random(round));
        return order;
    }
}
