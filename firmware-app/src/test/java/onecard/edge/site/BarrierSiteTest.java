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
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Role.Sensing;
import onecard.point.Sensor;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.point.barrier.SpeedClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A barrier in a site file: what its keys mean, and what is said of wrong ones.
class BarrierSiteTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-barrier.yaml");

    @Test
    void eachMovementHasItsRelayAndEachLoopItsContact() throws IOException {
        var point = good(Files.readString(BENCH)).points().getFirst();
        assertEquals(Map.of(Output.RAISE, "raise", Output.LOWER, "lower"), point.relays());
        assertEquals(
                Map.of(
                        "arrival-in", new Sensing(Sensor.ARRIVAL_IN),
                        "arrival-out", new Sensing(Sensor.ARRIVAL_OUT),
                        "safety", new Sensing(Sensor.SAFETY),
                        "up", new Sensing(Sensor.UP),
                        "down", new Sensing(Sensor.DOWN),
                        "fire", new Role.Fire()),
                point.contacts());
        var barrier = (BarrierProfile) point.profile();
        assertEquals(
                new Drive.Pulses(Duration.ofMillis(500), Set.of(Output.RAISE, Output.LOWER)),
                barrier.drive());
        assertEquals(SpeedClass.O, barrier.speed());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    raise: raise\\n  | raise: rais\\n      | reference             | points.barrier-1.raise
                    lower: lower\\n  | lower: raise\\n     | two_roles_on_one_line | points.barrier-1.lower
                    drive: pulse     | drive: hold          | without_effect        | points.barrier-1.lower
                    drive: pulse     | pulse_ms: 20         | range                 | points[0].pulse_ms
                    drive: pulse     | speed_class: X       | choice                | points[0].speed_class
                    drive: pulse     | clear_ms: 900        | range                 | points[0].clear_ms
                    raise: { sim: true, max_on_ms: 10000 | raise: { sim: true, max_on_ms: 400 | longer_than_max_on | points.barrier-1.pulse_ms
                    drive: pulse     | drive: hold          | unsafe                | points.barrier-1.raise
                    lower: { sim: true, max_on_ms: 10000, at_stop: off } | lower: { sim: true, max_on_ms: 10000, at_stop: on } | unsafe | points.barrier-1.lower
                    raise: { sim: true, max_on_ms: 10000, at_stop: off } | raise: { sim: true, max_on_ms: 10000, at_stop: on } | unsafe | points.barrier-1.raise
                    out, arrival: arrival-out } | out }\\n    free_exit: true | required | points.barrier-1.out.arrival
                    safety: safety\\n    up: | up:              | unsafe                | points.barrier-1.safety
                    drive: pulse     | extended_groups: [a] | without_effect        | points.barrier-1.extended_groups
                    drive: pulse     | two_person: { groups: [a] } | one_at_a_time  | points.barrier-1.two_person
                    safety: safety\\n | safety: up\\n       | two_roles_on_one_line | points.barrier-1.up
                    , arrival: arrival-in | ''              | required              | points.barrier-1.in.arrival
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String right, String wrong, String rule, String path)
            throws IOException {
        var text = Files.readString(BENCH);
        var from = right.replace("\\n", "\n");
        assertTrue(text.contains(from), right);
        var file = text.replace(from, wrong.replace("\\n", "\n"));
        if (rule.isEmpty()) {
            assertEquals(1, good(file).points().size());
        } else {
            assertProblem(rule, path, file);
        }
    }

    /// I66: a stop or a crash drops it.
    @Test
    void anArmThatOneOutputHoldsUpStaysUpInAFireWithoutAProgram() throws IOException {
        var held =
                Files.readString(BENCH)
                        .replace("drive: pulse", "drive: hold")
                        .replace("    lower: lower\n", "")
                        .replace("max_on_ms: 10000,", "max_on_ms: 10000, hold_at_hang: on,");
        assertProblem("unsafe", "points.barrier-1.raise", held);
        good(held.replace("hold_at_hang: on, at_stop: off", "hold_at_hang: on, at_stop: on"));
        good(held.replace("    fire: fire\n", ""));
    }

    @Test
    void anArmIsNotStoppedForAsLongAsNoProgramRuns() throws IOException {
        var stops =
                Files.readString(BENCH)
                        .replace("    lower: lower\n", "    lower: lower\n    stop: stop\n")
                        .replace(
                                "  relays:\n",
                                "  relays:\n    stop: { sim: true, max_on_ms: 10000, at_stop: on }\n");
        assertProblem("unsafe", "points.barrier-1.stop", stops);
        good(stops.replace("at_stop: on", "at_stop: off"));
    }

    @Test
    void aBarrierWithoutAnyLoopBeforeItIsRefused() throws IOException {
        var text =
                Files.readString(BENCH)
                        .replace(", arrival: arrival-in", "")
                        .replace(", arrival: arrival-out", "");
        assertProblem("required", "points.barrier-1.in.arrival", text);
    }
}
