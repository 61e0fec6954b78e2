package onecard.edge.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static onecard.edge.site.ReadySites.by;
import static onecard.edge.site.ReadySites.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ready profiles that come with the program, and what a point makes of one.
class ReadyProfilesTest {

    private static final Path FILES = Path.of("..", "profiles");

    static Stream<String> names() {
        return ReadyProfiles.NAMES.stream();
    }

    private static ReadyProfile profile(String name) {
        return ReadyProfiles.find(name).orElseThrow();
    }

    private static Shape.Section shape(ReadyProfile profile) {
        var points = SiteShape.SITE.key("points").orElseThrow().shape();
        return ((Shape.Kinds) ((Shape.Seq) points).item()).section(profile.kind()).orElseThrow();
    }

    @Test
    void everyFileIsKnownAndEveryKnownOneThere() throws IOException {
        try (var files = Files.list(FILES)) {
            assertEquals(
                    new TreeSet<>(names().map(name -> name + ".yaml").toList()),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml"))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        assertEquals(Set.copyOf(ReadyProfiles.NAMES), ReadySites.OWN.keySet());
    }

    /// A whole site of each scene, and a row of the book that leads to it.
    @ParameterizedTest
    @MethodSource("names")
    void anExampleIsASiteByEachProfile(String name) throws IOException {
        var row =
                Files.readAllLines(FILES.resolve("README.md")).stream()
                        .filter(line -> line.startsWith("| "))
                        .filter(line -> line.contains("[" + name + "](" + name + ".yaml)"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(row.contains("`" + profile(name).kind() + "`"), row);
        var example = row.replaceFirst(".*\\]\\((examples/[a-z-]+\\.yaml)\\) \\|", "$1");
        var site = Files.readString(FILES.resolve(example));
        assertTrue(site.contains("    profile: " + name + "\n"), site);
        good(site);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileIsShortAndSaysInBothLanguagesWhatItIsAndWhyEachKey(String name) throws IOException {
        var lines = Files.readAllLines(FILES.resolve(name + ".yaml"));
        assertTrue(lines.size() <= 30, () -> lines.size() + " lines");
        assertTrue(lines.get(0).matches("# \\P{IsHan}{20,}\\."), lines.get(0));
        assertTrue(lines.get(1).matches("# .*\\p{IsHan}.*。"), lines.get(1));
        assertTrue(lines.get(2).startsWith("# It comes with the program: "), lines.get(2));
        assertEquals("profile: " + profile(name).kind(), lines.get(3));
        for (var line : lines.subList(4, lines.size())) {
            assertTrue(line.matches("[a-z_0-9]+: .*\\S +# \\P{IsHan}{5,} / .*\\p{IsHan}.*"), line);
        }
    }

    /// What is wired and what lists, schedules and areas are called is the site's.
    @ParameterizedTest
    @MethodSource("names")
    void aProfileNamesNothingOfASite(String name) {
        var profile = profile(name);
        var shape = shape(profile);
        for (var key : profile.keys().keySet()) {
            var known = shape.key(key).orElseThrow(() -> new AssertionError(key)).shape();
            boolean names = known.equals(Terms.ID) || known.equals(Terms.IDS);
            assertTrue(!names || key.equals("interlock"), key);
            assertFalse(known instanceof Shape.Section || known instanceof Shape.Named, key);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPointThatAddsItsWiringIsWhole(String name) {
        good(by(name));
    }

    /// What the profile says is what the point is: written out at a point of its kind it makes the
    /// same site.
    @ParameterizedTest
    @MethodSource("names")
    void aProfileIsItsKeys(String name) {
        var site = by(name);
        var out = WrittenOut.of(site);
        assertFalse(out.contains("profile: " + name), out);
        assertEquals(good(site), good(out));
        profile(name)
                .keys()
                .forEach(
                        (key, value) -> assertTrue(out.contains("    " + key + ": " + value), key));
    }

    static Stream<List<String>> everyKey() {
        return names().flatMap(
                        name ->
                                profile(name).keys().keySet().stream()
                                        .map(key -> List.of(name, key)));
    }

    /// Each key, with another value, at the point: that one is bound, or contradicts the rest.
    @ParameterizedTest
    @MethodSource("everyKey")
    void whatThePointWritesReplacesTheKey(List<String> of) {
        var profile = profile(of.getFirst());
        var key = of.getLast();
        var shape = shape(profile).key(key).orElseThrow().shape();
        var site =
                by(
                        profile.name(),
                        key
                                + ": "
                                + another(shape, Objects.requireNonNull(profile.keys().get(key))));
        switch (SiteFile.read(site)) {
            case SiteFile.Read.Good(var made) -> {
                var out = WrittenOut.of(site);
                assertEquals(made, good(out));
                assertTrue(out.contains("# " + key + ": " + profile.keys().get(key) + " -> "), out);
                assertNotEquals(good(by(profile.name())), made);
            }
            case SiteFile.Read.Bad(var problems) ->
                    assertTrue(
                            problems.stream()
                                    .filter(it -> it.path().endsWith("point-1." + key))
                                    .noneMatch(it -> it.advice().en().contains("ready profile")),
                            problems::toString);
        }
    }

    private static String another(Shape shape, String value) {
        return switch (shape) {
            case Shape.Whole(var min, var max) ->
                    Long.toString(
                            Long.parseLong(value) < max
                                    ? Long.parseLong(value) + 1
                                    : Long.parseLong(value) - 1);
            case Shape.Flag() -> value.equals("true") ? "false" : "true";
            case Shape.Choice(var values) ->
                    values.stream().filter(it -> !it.equals(value)).findFirst().orElseThrow();
            case Shape.Seq _ -> "[ { id: other } ]";
            case Shape.Text _ -> "other";
            case Shape.NumberOrName _,
                    Shape.OneOrMore _,
                    Shape.Named _,
                    Shape.Section _,
                    Shape.Kinds _ ->
                    throw new AssertionError("no profile has " + shape);
        };
    }

    /// What a device does by a name stays what it was when somebody wrote that name: another
    /// meaning is another profile.
    @Test
    void noProfileIsChangedOrTakenAway() throws IOException {
        var now = names().map(name -> profile(name).said()).collect(Collectors.joining());
        try (var file = getClass().getResourceAsStream("ready-profiles.txt")) {
            assertEquals(
                    new String(Objects.requireNonNull(file).readAllBytes(), UTF_8),
                    now,
                    "sites have run by these words: a profile that says others needs another name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "release_ms: 5000", "- profile: door", "profile: [door]"})
    void whatHasNoKindIsNoProfile(String text) {
        assertThrows(IllegalStateException.class, () -> ReadyProfile.of("none", text));
    }
}
