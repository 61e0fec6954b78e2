package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.hal.TrayStability.Rules;
import onecard.hal.TrayStability.Tray;
import onecard.hal.TrayStability.Tray.Empty;
import onecard.hal.TrayStability.Tray.Stable;
import onecard.hal.TrayStability.Tray.Unstable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rounds in made-up time into what is there. A round is written as the letters of its tags, `-`
/// for none; a tray as its letters, `?` for unstable, `-` for empty.
class TrayStabilityTest {

    private static final long MILLI = 1_000_000;
    private static final Duration EVERY = Duration.ofMillis(100);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing is known before the second round       | - - -             | ? - -
                    rests after 300 ms                             | AB AB AB AB       | ? ? ? AB
                    plates put down one by one settle anew         | A A AB AB AB AB   | ? ? ? ? ? AB
                    a missed read while settling begins anew       | AB AB A AB AB AB AB | ? ? ? ? ? ? AB
                    one missed read of a stable tray is none       | AB AB AB AB A AB  | ? ? ? AB AB AB
                    all missed at once, for one round              | AB AB AB AB - AB  | ? ? ? AB AB AB
                    another missed in the next round               | AB AB AB AB A B AB | ? ? ? AB AB AB AB
                    the same missed twice is gone                  | AB AB AB AB A A   | ? ? ? AB AB ?
                    what is left settles, by its first round       | AB AB AB AB A A A A | ? ? ? AB AB ? ? A
                    a plate more is seen at once                   | AB AB AB AB ABC   | ? ? ? AB ?
                    a plate changed for another is seen at once    | AB AB AB AB AC    | ? ? ? AB ?
                    put back after one round, it was never gone    | AB AB AB AB A AB A AB | ? ? ? AB AB AB AB AB
                    a tray taken away is empty with the second     | AB AB AB AB - - - | ? ? ? AB AB - -
                    taken away plate by plate                      | AB AB AB AB A - - | ? ? ? AB AB ? -
                    an empty tray that gets a plate                | - - A A A A       | ? - ? ? ? A
                    one plate seen for a moment                    | - - A - -         | ? - ? ? -
                    """)
    void theTableOfRounds(String what, String rounds, String trays) {
        assertEquals(trays.strip(), judged(Rules.USUAL, EVERY, rounds.strip()), what);
    }

    @ParameterizedTest
    @CsvSource({"2, 300, 150, ? ? A A", "3, 300, 150, ? ? A A", "3, 500, 100, ? ? ? ? ? A"})
    void itTakesBothTheRoundsAndTheTime(int count, int settle, int every, String trays) {
        var rules = new Rules(count, Duration.ofMillis(settle));
        var rounds = String.join(" ", Collections.nCopies(trays.split(" ").length, "A"));
        assertEquals(trays, judged(rules, Duration.ofMillis(every), rounds));
    }

    @Test
    void roundsTooFarApartProveNothing() {
        assertEquals("? ? A", judged(Rules.USUAL, Duration.ofMillis(500), "A A A"));
        assertEquals("? ? ? ?", judged(Rules.USUAL, Duration.ofMillis(501), "A A A A"));
        assertEquals("? - -", judged(Rules.USUAL, Duration.ofMillis(501), "- - -"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itIsWhatItsWordsSayWhateverTheRoundsWere(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            var rules = new Rules(2 + random.nextInt(4), Duration.ofMillis(300));
            var told = new ArrayList<Round>();
            var stability = TrayStability.begin(rules);
            long nanos = random.nextLong(); // the clock may pass over its end
            Set<String> there = Set.of();
            for (int i = 0; i < 60; i++) {
                nanos += (random.nextInt(20) == 0 ? 700 : 50 + random.nextInt(100)) * MILLI;
                there = random.nextInt(6) == 0 ? plates(random) : there;
                var found = random.nextInt(4) == 0 ? some(there, random) : there;
                told.add(new Round(found, nanos));
                stability = stability.after(found, nanos);
                assertEquals(plainly(rules, told), stability.tray(), "seed " + seed + ", " + told);
            }
        }
    }

    /// A tray that goes while somebody pays is noticed, whatever reads were missed before.
    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void aTrayTakenAwayIsEmptyWithinTwoRounds(long seed) {
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            var stability = TrayStability.begin(Rules.USUAL);
            long nanos = 0;
            var there = plates(random);
            for (int i = 0; i < 20 + random.nextInt(20); i++) {
                nanos += EVERY.toNanos();
                var found = random.nextInt(5) == 0 ? some(there, random) : there;
                stability = stability.after(found, nanos);
            }
            for (int i = 0; i < TrayStability.ABSENT_ROUNDS; i++) {
                nanos += EVERY.toNanos();
                stability = stability.after(Set.of(), nanos);
            }
            assertEquals(new Empty(), stability.tray(), "seed " + seed);
        }
    }

    @Test
    void whatItWasGivenMayChangeAfterwards() {
        var tags = new HashSet<>(Set.of("A"));
        var stability = TrayStability.begin(new Rules(2, Duration.ofMillis(300)));
        stability = stability.after(tags, 0).after(tags, 300 * MILLI);
        tags.add("B");
        assertEquals(new Stable(Set.of("A")), stability.tray());
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        for (var rounds : List.of(1, 11)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Rules(rounds, Duration.ofMillis(300)));
        }
        for (var settle : List.of(299, 501)) {
            assertThrows(
                    IllegalArgumentException.class, () -> new Rules(3, Duration.ofMillis(settle)));
        }
    }

    private record Round(Set<String> tags, long nanos) {}

    /// The same, said as plainly as can be and slowly, over all rounds there were.
    private static Tray plainly(Rules rules, List<Round> rounds) {
        int last = rounds.size() - 1;
        if (last > 0 && rounds.get(last).tags.isEmpty() && rounds.get(last - 1).tags.isEmpty()) {
            return new Empty();
        }
        for (int i = last; i >= 0; i--) {
            if (settled(rules, rounds, i)) {
                var rest = rounds.get(i).tags;
                return restsSince(rest, rounds, i) ? new Stable(rest) : new Unstable();
            }
        }
        return new Unstable();
    }

    /// Whether the rounds up to this one, as far back as they are equal and near, suffice.
    private static boolean settled(Rules rules, List<Round> rounds, int at) {
        var tags = rounds.get(at).tags;
        int from = at;
        while (from > 0
                && rounds.get(from - 1).tags.equals(tags)
                && rounds.get(from).nanos - rounds.get(from - 1).nanos <= 500 * MILLI) {
            from--;
        }
        return !tags.isEmpty()
                && at - from + 1 >= rules.rounds()
                && rounds.get(at).nanos - rounds.get(from).nanos >= rules.settle().toNanos();
    }

    private static boolean restsSince(Set<String> rest, List<Round> rounds, int settled) {
        return IntStream.range(settled, rounds.size())
                .allMatch(
                        i ->
                                rest.containsAll(rounds.get(i).tags)
                                        && rest.stream()
                                                .allMatch(
                                                        tag ->
                                                                rounds.get(i).tags.contains(tag)
                                                                        || rounds.get(i - 1)
                                                                                .tags
                                                                                .contains(tag)));
    }

    private static Set<String> plates(Random random) {
        return some(Set.of("A", "B", "C", "D"), random);
    }

    /// In an order that does not depend on the run of the JVM.
    private static Set<String> some(Set<String> of, Random random) {
        return of.stream()
                .sorted()
                .filter(_ -> random.nextInt(3) > 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String judged(Rules rules, Duration every, String rounds) {
        var trays = new ArrayList<String>();
        var stability = TrayStability.begin(rules);
        long nanos = -every.toNanos();
        for (var round : rounds.split(" ")) {
            nanos += every.toNanos();
            var tags = round.equals("-") ? Set.<String>of() : Set.of(round.split(""));
            stability = stability.after(tags, nanos);
            trays.add(text(stability.tray()));
        }
        return String.join(" ", trays);
    }

    private static String text(Tray tray) {
        return switch (tray) {
            case Empty() -> "-";
            case Unstable() -> "?";
            case Stable(var tags) -> {
                var letters = tags.toArray(String[]::new);
                Arrays.sort(letters);
                yield String.join("", letters);
            }
        };
    }
}
