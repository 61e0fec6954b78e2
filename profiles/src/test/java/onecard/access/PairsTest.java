package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What comes of two rules that both have something to say of one tap, for all pairs: the table is
/// `pairs.txt`.
class PairsTest {

    private static final Map<Reason, String> CODES =
            Map.of(
                    Reason.DENIED_LIST, "deny",
                    Reason.WEAK_CREDENTIAL, "weak",
                    Reason.WRONG_POINT, "wrong",
                    Reason.STALE_LIST, "stale",
                    Reason.CLOCK_UNTRUSTED, "clock",
                    Reason.LOCKED_OUT, "lockout",
                    Reason.REPLAYED, "used",
                    Reason.FIRST_PERSON, "first",
                    Reason.SECOND_PERSON, "second",
                    Reason.POINT_DISABLED, "disabled");

    private static final Duration SOON = Duration.ofSeconds(15);

    /// Each is one thing that is not in order, or not as ever, and leaves the others alone.
    private enum Rule {
        FIRE(scene -> scene.posture = Posture.FIRE),
        FREE(scene -> scene.posture = Posture.FREE),
        LOCKDOWN(scene -> scene.posture = Posture.LOCKDOWN),
        DISABLED(scene -> scene.posture = Posture.DISABLED),
        WEAK(scene -> scene.assurance = Assurance.A0),
        DENY(scene -> scene.deny = true),
        WRONG(scene -> scene.list = "other"),
        EXPIRED(scene -> scene.until = Optional.of(Scene.NOW)),
        STALE(scene -> scene.issued = Scene.NOW.minus(Duration.ofDays(2))),
        CLOCK(
                scene -> {
                    scene.trust = ClockTrust.UNTRUSTED;
                    scene.from = Optional.of(Scene.NOW.minus(Duration.ofDays(1)));
                }),
        SCHEDULE(scene -> scene.opensAt = Optional.of(LocalTime.of(10, 0))),
        HOLIDAY(
                scene -> {
                    scene.holidays = Set.of(LocalDate.of(2026, 11, 24));
                    scene.opensAt = scene.opensAt.or(() -> Optional.of(LocalTime.of(8, 0)));
                }),
        LOCKOUT(scene -> scene.wrongTries(Scene.CARD_TRIES)),
        USED(
                scene -> {
                    scene.usesACode = true;
                    scene.happened(new Occurrence.Used(Scene.CODE));
                }),
        PASSBACK(
                scene -> {
                    scene.passback = Optional.of(new AntiPassback.Hard());
                    scene.passes(Scene.ANN);
                }),
        SOFT(
                scene -> {
                    scene.passback = Optional.of(new AntiPassback.Soft());
                    scene.passes(Scene.ANN);
                }),
        OCCUPANCY(
                scene -> {
                    scene.occupancy = OptionalInt.of(1);
                    scene.passes(Scene.BOB);
                }),
        INTERLOCK(
                scene -> {
                    scene.safeguards = scene.safeguards.interlockedWith(Set.of("door-2"));
                    scene.open = Set.of("door-2");
                }),
        FIRST(
                scene -> {
                    var old = scene.safeguards.company();
                    scene.demands(new Company(Set.of("warden"), old.escort(), old.two()));
                }),
        ESCORT(
                scene -> {
                    var old = scene.safeguards.company();
                    var escort = new Escort(Set.of("staff"), Set.of("warden"), SOON);
                    scene.demands(new Company(old.first(), Optional.of(escort), old.two()));
                }),
        SECOND(
                scene -> {
                    var old = scene.safeguards.company();
                    var two = new TwoPersons(Set.of(), SOON);
                    scene.demands(new Company(old.first(), old.escort(), Optional.of(two)));
                }),
        PIN(
                scene ->
                        scene.safeguards =
                                scene.safeguards.with(
                                        new SecondFactor(
                                                Factor.PIN, Set.of(), Optional.empty(), SOON))),
        OVERRIDE(
                scene -> {
                    var old = scene.safeguards.special();
                    scene.demands(
                            new SpecialGroups(
                                    old.lockdown(), Set.of("staff"), old.duress(), Set.of()));
                }),
        EMERGENCY(
                scene -> {
                    var old = scene.safeguards.special();
                    scene.demands(
                            new SpecialGroups(
                                    Set.of("staff"), old.override(), old.duress(), Set.of()));
                }),
        DURESS(
                scene -> {
                    var old = scene.safeguards.special();
                    scene.demands(
                            new SpecialGroups(
                                    old.lockdown(), old.override(), Set.of("staff"), Set.of()));
                }),
        EXIT(scene -> scene.direction = Direction.OUT);

        private static final Set<Rule> POSTURES = Set.of(FIRE, FREE, LOCKDOWN, DISABLED);

        private static final Set<Rule> PASSBACKS = Set.of(PASSBACK, SOFT);

        private final Consumer<Scene> twist;

        Rule(Consumer<Scene> twist) {
            this.twist = twist;
        }

        /// A point has one posture at a time, and an area one kind of anti-passback.
        boolean excludes(Rule other) {
            return this != other
                    && Stream.of(POSTURES, PASSBACKS)
                            .anyMatch(one -> one.contains(this) && one.contains(other));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @TestFactory
    List<DynamicTest> eachPairComesOutAsTheTableSays() {
        var lines = table();
        var columns = lines.getFirst();
        assertEquals(
                Arrays.stream(Rule.values()).map(Rule::code).toList(),
                columns,
                "the table's columns");
        return lines.stream()
                .skip(1)
                .map(
                        line ->
                                DynamicTest.dynamicTest(
                                        line.getFirst(), () -> rowHolds(line, columns)))
                .toList();
    }

    private static void rowHolds(List<String> line, List<String> columns) {
        var row = Rule.valueOf(line.getFirst().toUpperCase(Locale.ROOT));
        assertEquals(row.ordinal() + 2, line.size(), "a row ends with its own column");
        for (int i = 1; i < line.size(); i++) {
            var column = Rule.valueOf(columns.get(i - 1).toUpperCase(Locale.ROOT));
            var pair = row.code() + " and " + column.code();
            assertEquals(line.get(i), outcome(row, column), pair);
            assertEquals(line.get(i), outcome(column, row), pair + ", told the other way round");
        }
    }

    @Test
    void everyPairIsInTheTable() {
        assertEquals(
                Arrays.stream(Rule.values()).map(Rule::code).toList(),
                table().stream().skip(1).map(List::getFirst).toList());
    }

    @Test
    void withEverythingInOrderAnnIsLetIn() {
        assertEquals("ok", told(new Scene()));
    }

    private static String outcome(Rule one, Rule other) {
        if (one.excludes(other)) {
            return "-";
        }
        var scene = new Scene();
        one.twist.accept(scene);
        if (one != other) {
            other.twist.accept(scene);
        }
        return told(scene);
    }

    private static String told(Scene scene) {
        var alarm = scene.isDuress() ? "~" : "";
        return switch (scene.decide()) {
            case Verdict.Granted granted -> {
                var how = granted.rule().equals("staff") ? "ok" : granted.rule();
                yield how
                        + granted.noted().stream()
                                .map(why -> "!" + code(why))
                                .collect(Collectors.joining())
                        + alarm;
            }
            case Verdict.Asked(var awaits, _, _, _) -> "?" + code(awaits) + alarm;
            case Verdict.Refused(var why, _, _) -> code(why) + alarm;
        };
    }

    /// Short enough for a table.
    private static String code(Reason why) {
        return CODES.getOrDefault(why, why.name().toLowerCase(Locale.ROOT));
    }

    private static List<List<String>> table() {
        try (InputStream file = PairsTest.class.getResourceAsStream("pairs.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.strip().split(" +")))
                    .toList();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
