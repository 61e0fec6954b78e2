package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.Registry.Held;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of the lists.
class ListsCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

    @TempDir Path dir;

    @Test
    void aListIsHereWithItsAgeOrNot() throws Exception {
        var held = held(Duration.ofHours(5));

        assertEquals(
                List.of("Ok lists.demo: version 7, 12 entries, issued 5 h ago"),
                check(() -> List.of(held), ""));
        assertEquals(
                List.of("Warn lists.demo: not here yet: points that use it know nobody of it"),
                check(List::of, ""));
    }

    @Test
    void aListTooOldForAPointIsAFault() throws Exception {
        var stale = ", stale_after_h: 24";

        assertEquals(
                List.of("Ok lists.demo: version 7, 12 entries, issued 23 h ago"),
                check(() -> List.of(held(Duration.ofHours(23))), stale));
        assertEquals(
                List.of("Fail lists.demo: version 7, 12 entries, issued 25 h ago"),
                check(() -> List.of(held(Duration.ofHours(25))), stale));
    }

    /// Whoever is on none is refused by the deny list, too, once it is over.
    @Test
    void aListThatIsOverIsAFaultAndSoIsTheDenyList() throws Exception {
        var over = Optional.of(NOW);
        var demo = new Held(new ListVersion("demo", 7, NOW, over), "local", 12);
        var deny = new Held(new ListVersion(ListVersion.DENY, 3, NOW, over), "key", 1);

        assertEquals(
                List.of(
                        "Fail lists.demo: version 7, 12 entries, issued 0 h ago",
                        "Fail lists.deny: version 3, 1 entries, issued 0 h ago"),
                check(() -> List.of(demo, deny), ""));
    }

    @Test
    void whatCannotBeReadIsTold() throws Exception {
        assertEquals(
                List.of("Fail lists: cannot be read: no right"),
                check(
                        () -> {
                            throw new IOException("no right");
                        },
                        ""));
    }

    /// As the command looks: beside a daemon that holds the files, after one, and before any.
    @Test
    void aStateDirectoryIsLookedAtWithoutLeavingATrace() throws Exception {
        var file = dir.resolve("registry.db");
        assertEquals(List.of(), Registry.look(file));

        try (var _ = Registry.open(file, Map.of())) {
            assertEquals(List.of(), Registry.look(file));
        }
        var left = names();
        assertEquals(List.of(), Registry.look(file));
        assertEquals(left, names());
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(dir)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private static Held held(Duration age) {
        var list = new ListVersion("demo", 7, NOW.minus(age), Optional.empty());
        return new Held(list, "local", 12);
    }

    private static List<String> check(ListsCheck.Look look, String more) throws Exception {
        return Findings.texts(new ListsCheck(look, NOW).check(site(more)));
    }

    private static SiteProfile site(String more) throws IOException {
        return Findings.site(
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace("least: A0,", "least: A0" + more + ","));
    }
}
