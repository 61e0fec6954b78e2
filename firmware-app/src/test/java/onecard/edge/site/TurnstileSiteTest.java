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
import java.util.Set;
import onecard.access.Direction;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Role.Sensing;
import onecard.point.Sensor;
import onecard.point.turnstile.TurnstileProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A turnstile in a site file: what its keys mean, and what is said of wrong ones.
class TurnstileSiteTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-turnstile.yaml");

    @Test
    void eachSideHasItsReaderRelayAndContact() throws IOException {
        var point = good(Files.readString(BENCH)).points().getFirst();
        assertEquals(Map.of("in", Direction.IN, "out", Direction.OUT), point.readers());
        assertEquals(Map.of(Output.IN, "open-in", Output.OUT, "open-out"), point.relays());
        assertEquals(
                Map.of(
                        "passed-in", new Sensing(Sensor.PASSED_IN),
                        "passed-out", new Sensing(Sensor.PASSED_OUT),
                        "safety", new Sensing(Sensor.SAFETY),
                        "fire", new Role.Fire()),
                point.contacts());
        var lane = (TurnstileProfile) point.profile();
        assertEquals(Duration.ofSeconds(5), lane.window());
        assertEquals(Set.of(Sensor.PASSED_IN, Sensor.PASSED_OUT, Sensor.SAFETY), lane.sensors());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    relay: open-out,    | relay: open-in,    | two_roles_on_one_line | points.lane-1.out.relay
                    relay: open-out,    | relay: open-ou,    | reference             | points.lane-1.out.relay
                    relay: open-out,    |                    | required              | points[0].out.relay
                    passed: passed-out  | passed: passed-in  | two_roles_on_one_line | points.lane-1.out.passed
                    passed: passed-out  | passed: pased-out  | reference             | points.lane-1.out.passed
                    safety: safety      | safety: fire       | two_roles_on_one_line | points.lane-1.safety
                    safety: safety      | home: hom          | reference             | points.lane-1.home
                    safety: safety      | window_ms: 10000   | longer_than_max_on    | points.lane-1.window_ms
                    safety: safety      | passed: safety     | told_twice            | points.lane-1.in.passed
                    safety: safety      | extended_ms: 4000  | range                 | points.lane-1.extended_ms
                    safety: safety      | window_ms: 500     | range                 | points[0].window_ms
                    safety: safety      | passes: 4          | range                 | points[0].passes
                    safety: safety      | two_person: { }    | one_at_a_time         | points.lane-1.two_person
                    safety: safety      | held_open_ms: 9000 | unknown_key           | points[0].held_open_ms
                    reader: out,        | reader: in,        | one_reader_on_both_sides | points.lane-1.out.reader
                    out: { reader: out, relay: open-out, passed: passed-out } | '' | required | points[0].out
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        var text = Files.readString(BENCH);
        assertTrue(text.contains(good), good);
        assertProblem(rule, path, text.replace(good, wrong == null ? "" : wrong));
    }
}
