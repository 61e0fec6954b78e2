package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.Direction;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.door.DoorProfile;
import onecard.point.door.DoorProfile.Group;
import onecard.point.door.DoorProfile.Times;
import onecard.site.SitePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Doors in a site file: what their keys mean, and what is said of wrong ones.
class DoorSiteTest {

    private static final Path AIRLOCK = Path.of("..", "profiles", "examples", "airlock.yaml");

    @Test
    void eachSideHasItsReaders() throws IOException {
        var inner = point("inner");
        assertEquals(Map.of("inner-in", Direction.IN, "inner-out", Direction.OUT), inner.readers());
        assertEquals(Map.of(Output.LOCK, "inner-lock"), inner.relays());
        assertEquals(
                Map.of("inner-leaf", new Role.Leaf(), "fire", new Role.Fire()), inner.contacts());
    }

    @Test
    void theDoorsOfAnInterlockKnowEachOther() throws IOException {
        assertEquals(
                Optional.of(new Group(Set.of("inner"), Duration.ofSeconds(10))),
                door("outer").interlock());
        assertEquals(
                Optional.of(new Group(Set.of("outer"), Duration.ofSeconds(10))),
                door("inner").interlock());
    }

    @Test
    void whoeverNeedsMoreTimeHasThreeTimesTheUsualIfTheRelayIsOnForSoLong() throws IOException {
        var usual = new Times(seconds(5), seconds(16), seconds(20));
        assertEquals(usual, door("inner").usual());
        assertEquals(usual.extended(), door("inner").extended());

        var shorter =
                read(
                        WrittenOut.of(Files.readString(AIRLOCK))
                                .replace("max_on_ms: 20000", "max_on_ms: 9000")
                                .replace(
                                        "extended_release_ms: 15000", "extended_release_ms: 9000"));
        var door = (DoorProfile) Objects.requireNonNull(shorter.get("inner")).profile();
        assertEquals(seconds(9), door.extended().release());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    extended_release_ms: 15000  | extended_release_ms: 4000  | shorter_than_usual | points.outer.extended_release_ms
                    extended_release_ms: 15000  | extended_release_ms: 30000 | longer_than_max_on | points.outer.extended_release_ms
                    extended_release_ms: 15000  | extended_held_open_ms: 9000 | shorter_than_usual | points.outer.extended_held_open_ms
                    interlock: airlock          | interlock: other           | alone              | points.inner.interlock
                    contact: inner-leaf         |                            | required           | points.inner.contact
                    interlock: airlock          |                            | without_effect     | points.outer.interlock_exit_wait_ms
                    exit_button: outer-exit\\n    fire: fire | exit_button: outer-exit | unsafe  | points.outer.fire
                    interlock_exit_wait_ms: 10000 | interlock_exit_wait_ms: 16000 | range         | points[0].interlock_exit_wait_ms
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        var text = WrittenOut.of(Files.readString(AIRLOCK));
        var old = good.replace("\\n", "\n");
        assertTrue(text.contains(old), old);
        assertProblem(rule, path, text.replaceFirst(old, wrong == null ? "" : wrong));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static DoorProfile door(String id) throws IOException {
        return (DoorProfile) point(id).profile();
    }

    private static SitePoint point(String id) throws IOException {
        return Objects.requireNonNull(read(WrittenOut.of(Files.readString(AIRLOCK))).get(id));
    }

    private static Map<String, SitePoint> read(String text) {
        return good(text).points().stream()
                .collect(Collectors.toMap(SitePoint::id, point -> point));
    }
}
