package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.canteen.ByMeter;
import onecard.point.canteen.MeteringProfile;
import onecard.site.SitePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A shower's keys, and those of a water dispenser.
class MeterSiteTest {

    private static String text(String file) {
        try {
            return WrittenOut.of(
                    Files.readString(Path.of("..", "profiles", "examples").resolve(file)));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String bench() {
        return text("bench-shower.yaml");
    }

    private static SitePoint point(String text, int number) {
        var read = SiteFile.read(text);
        var good = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString);
        return good.profile().points().get(number);
    }

    @Test
    void everyKeyMeansWhatItSays() {
        var point = point(bench(), 0);
        assertEquals(
                new ByMeter(
                        new Draw(new Fen(2_500), 100),
                        new Fen(50),
                        new Fen(500),
                        new Fen(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(900)),
                assertInstanceOf(MeteringProfile.class, point.profile()).meter());
        assertEquals(Map.of(Output.VALVE, "valve"), point.relays());
        assertEquals(Map.of("flow", new Role.Sensing(Sensor.METER)), point.contacts());
    }

    /// By its figures alone.
    @Test
    void aWaterDispenserIsTheSameWithOtherFigures() {
        assertEquals(
                new ByMeter(
                        new Draw(new Fen(20_000), 450),
                        new Fen(10),
                        new Fen(100),
                        new Fen(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(180)),
                assertInstanceOf(MeteringProfile.class, point(text("shower.yaml"), 1).profile())
                        .meter());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '    valve: valve' | '    # none' | required | valve
                    '    valve: valve' | '    valve: flow' | reference | valve
                    '    meter: flow' | '    # none' | required | meter
                    '    meter: flow' | '    meter: valve' | reference | meter
                    at_stop: off | at_stop: on | unsafe | valve
                    at_crash: off | at_crash: on | unsafe | valve
                    at_power_up: off | at_power_up: off, hold_at_hang: on | unsafe | valve
                    pulses_per_litre: 100 | pulses_per_litre: 0 | range | pulses_per_litre
                    pulses_per_litre: 100 | '# none' | required | pulses_per_litre
                    cubic_metre_fen: 2500 | '# none' | required | cubic_metre_fen
                    draw_most_fen: 500 | '# none' | required | draw_most_fen
                    draw_most_fen: 500 | draw_most_fen: 20000 | beyond_limit | draw_most_fen
                    draw_least_fen: 50 | draw_least_fen: 501 | beyond_limit | draw_least_fen
                    draw_least_fen: 50 | draw_max_s: 30 | beyond_limit | draw_max_s
                    draw_least_fen: 50 | 'discounts: { staff: 50 }' | without_effect | discounts
                    draw_least_fen: 50 | repeat_within_s: 60 | without_effect | repeat_within_s
                    draw_least_fen: 50 | 'operators: { lists: [demo] }' | without_effect | operators
                    draw_least_fen: 50 | free_schedule: always | unknown_key | free_schedule
                    draw_least_fen: 50 | payment: counted | no_accounts | payment
                    mode: meter | mode: query | without_effect | valve
                    mode: meter | mode: query | without_effect | meter
                    mode: meter | mode: query | without_effect | cubic_metre_fen
                    schedule: always } | 'schedule: always, price_fen: 5 }' | without_effect | water.price_fen
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path) {
        assertTrue(bench().contains(good), good);
        problem(bench().replace(good, wrong), rule, path);
    }

    /// Of a contact that is counted nobody else hears the level, and a valve is one point's.
    @Test
    void noOtherPointHasItsMeterOrItsValve() {
        var shower = text("shower.yaml");
        problem(
                shower.replace("meter: fountain-flow", "meter: shower-flow"),
                "two_points_on_one_line",
                "meter");
        problem(
                shower.replace("    fountain: {", "    hall: { sim: true }\n    fountain: {")
                        .replace(
                                "  contacts: ",
                                "    lock: { line: GPIO5, active: high, at_stop: off, at_crash: off,"
                                        + " at_power_up: off }\n  contacts: ")
                        .replace(
                                "\nlists:",
                                "  - { id: hall, profile: door, in: { reader: hall, relay: lock },"
                                        + " contact: shower-flow, journal_full: refuse, lists: [residents] }\n\nlists:"),
                "two_points_on_one_line",
                "meter");
        problem(
                shower.replace("valve: fountain-valve", "valve: shower-valve"),
                "two_points_on_one_line",
                "dispenser-1");
    }

    private static void problem(String text, String rule, String path) {
        var read = SiteFile.read(text);
        var bad = assertInstanceOf(SiteFile.Read.Bad.class, read);
        assertTrue(
                bad.problems().stream()
                        .anyMatch(it -> it.rule().equals(rule) && it.path().endsWith("." + path)),
                bad::toString);
    }
}
