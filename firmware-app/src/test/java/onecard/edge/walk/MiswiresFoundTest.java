package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import onecard.edge.site.SiteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Miswires between a place and its board, and what the walk makes of each.
class MiswiresFoundTest {

    private static final int PAIRS = Integer.getInteger("walk.pairs", 20);

    @TempDir private Path directory;

    @Test
    void aPlaceThatIsWiredRightlyHasNoMistake() throws IOException {
        var outcome = walk(List.of());
        assertEquals(List.of(), outcome.findings());
        assertTrue(
                outcome.steps().stream()
                        .allMatch(step -> step.result() instanceof Stepped.Result.Passed),
                outcome::toString);
        assertEquals(21, outcome.steps().size()); // hands off, 13 contacts, 7 outputs
    }

    /// Every site file that is shipped.
    @ParameterizedTest
    @MethodSource("shipped")
    void noSiteThatIsWiredRightlyHasAMistake(Path file) throws IOException {
        var read = SiteFile.read(file);
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        try (var place = new MiswiredPlace(site, directory)) {
            place.wired();
            assertEquals(List.of(), place.walk().findings());
        }
    }

    private static List<Path> shipped() throws IOException {
        var found = new ArrayList<Path>();
        for (var folder : List.of("../profiles", "../profiles/examples")) {
            try (var files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".yaml"))
                        .filter(file -> SiteFile.read(file) instanceof SiteFile.Read.Good)
                        .forEach(found::add);
            }
        }
        assertTrue(found.size() > 10, found::toString);
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void eachMiswireIsFoundAndNamedAndNothingElseIs(Miswire miswire) throws IOException {
        var outcome = walk(List.of(miswire));
        assertEquals(1, outcome.findings().size(), outcome.findings()::toString);
        assertTrue(miswire.isNamedBy(outcome.findings().getFirst()), outcome.findings()::toString);
        assertTrue(
                outcome.steps().stream()
                        .anyMatch(step -> step.result() instanceof Stepped.Result.Failed),
                outcome::toString);
    }

    /// Whoever forgot to press is asked once more, before the cable is blamed.
    @Test
    void whatWasForgottenMayBeDoneAgain() throws IOException {
        try (var place = new MiswiredPlace(SomeSite.profile(), directory)) {
            place.forgets = "north-exit";
            place.wired();
            assertEquals(List.of(), place.walk().findings());
        }
    }

    /// So is whoever kept a finger on it.
    @Test
    void whatWasNotLetGoMayBeLetGoLater() throws IOException {
        try (var place = new MiswiredPlace(SomeSite.profile(), directory)) {
            place.keeps = "north-exit";
            place.wired();
            assertEquals(List.of(), place.walk().findings());
            assertEquals("", place.keeps);
        }
    }

    @Test
    void thereAreMoreThanThirtyOfThem() {
        assertTrue(Miswire.values().length >= 30);
        assertTrue(Arrays.stream(Miswire.values()).map(Miswire::named).distinct().count() >= 30);
    }

    @Test
    void twoAtOnceAreBothNamed() throws IOException {
        long seed = Long.getLong("walk.seed", 20_261_130L);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < PAIRS; i++) {
            var two = pair(random);
            var outcome = walk(two);
            for (var miswire : two) {
                assertTrue(
                        outcome.findings().stream().anyMatch(miswire::isNamedBy),
                        () -> "seed " + seed + ": " + two + " gave " + outcome.findings());
            }
            assertEquals(
                    2,
                    outcome.findings().size(),
                    () -> "seed " + seed + ": " + two + " gave " + outcome);
        }
    }

    /// The one that chatters was taken for worked by the other's hand.
    @Test
    void aContactThatChattersHidesNoOther() throws IOException {
        var two = List.of(Miswire.ARRIVAL_LOOSE, Miswire.SAFETY_AT_ANOTHERS_TERMINAL);
        var findings = walk(two).findings();
        assertEquals(2, findings.size(), findings::toString);
        two.forEach(it -> assertTrue(findings.stream().anyMatch(it::isNamedBy), it::toString));
    }

    /// Two that have no part in common.
    private static List<Miswire> pair(SplittableRandom random) {
        while (true) {
            var one = any(random);
            var other = any(random);
            if (!one.isOfAll()
                    && !other.isOfAll()
                    && Collections.disjoint(one.parts(), other.parts())) {
                return List.of(one, other);
            }
        }
    }

    private static Miswire any(SplittableRandom random) {
        return Miswire.values()[random.nextInt(Miswire.values().length)];
    }

    private WiringBlock.Outcome walk(List<Miswire> miswires) throws IOException {
        var name = "place-" + System.nanoTime();
        try (var place = new MiswiredPlace(SomeSite.profile(), directory.resolve(name))) {
            miswires.forEach(miswire -> miswire.wire(place.cabling));
            place.wired();
            return place.walk();
        }
    }
}
