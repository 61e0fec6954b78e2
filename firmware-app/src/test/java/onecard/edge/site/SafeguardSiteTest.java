package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Border;
import onecard.access.Company;
import onecard.access.Escort;
import onecard.access.Factor;
import onecard.access.Safeguards;
import onecard.access.SpecialGroups;
import onecard.access.TwoPersons;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Areas, company and groups apart in a site file: what their keys mean, and what is said of wrong
/// ones.
class SafeguardSiteTest {

    private static final String GOOD =
            """
            onecard: 1
            site: hall
            device: north
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true }, out: { sim: true } }
              relays: { lock: { line: 17 } }
            schedules: { night: [ { days: [mon], from: "19:00", until: "07:00" } ] }
            areas:
              lobby: { passback: soft }
              lab: { occupancy: 20, exempt_groups: [guard], passback: timed, passback_min: 45, reset: "04:00" }
            points:
              - id: door-1
                profile: door
                in: { reader: in, relay: lock }
                out: { reader: out }
                journal_full: refuse
                area: lab
                from_area: lobby
                first_person: [warden]
                two_person: { groups: [staff] }
                escort: { of: [guest], by: [staff, warden], within_ms: 30000 }
                lockdown_groups: [medic]
                override_groups: [guard]
                extended_groups: [slow]
                duress_groups: [duress]
                lists: [staff]
            lists: { staff: { local: true } }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { generate: true } }
            """;

    @Test
    void everyKeyMeansWhatItSays() {
        var lobby =
                new Area(
                        "lobby",
                        Optional.of(new AntiPassback.Soft()),
                        OptionalInt.empty(),
                        Set.of(),
                        Optional.empty());
        var lab =
                new Area(
                        "lab",
                        Optional.of(new AntiPassback.Timed(Duration.ofMinutes(45))),
                        OptionalInt.of(20),
                        Set.of("guard"),
                        Optional.of(LocalTime.of(4, 0)));
        assertEquals(
                new Safeguards(
                        new Border(Optional.of(lobby), Optional.of(lab)),
                        Set.of(),
                        new Company(
                                Set.of("warden"),
                                Optional.of(
                                        new Escort(
                                                Set.of("guest"),
                                                Set.of("staff", "warden"),
                                                Duration.ofSeconds(30))),
                                Optional.of(
                                        new TwoPersons(Set.of("staff"), Duration.ofSeconds(15)))),
                        Optional.empty(),
                        new SpecialGroups(
                                Set.of("medic"),
                                Set.of("guard"),
                                Set.of("duress"),
                                Set.of("slow"))),
                safeguards(GOOD));
    }

    @Test
    void withoutThoseKeysARightIsEnough() {
        var plain =
                GOOD.replaceAll(
                        "(?m)^    (area|from_area|first_person|two_person|escort|[a-z]*_groups):.*\n",
                        "");
        assertEquals(Safeguards.NONE, safeguards(plain));
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    area: lab            | area: lap               | reference      | points.door-1.area
                    from_area: lobby     | from_area: loby         | reference      | points.door-1.from_area
                    from_area: lobby     | from_area: lab          | same_area      | points.door-1.from_area
                    '    area: lab\n'    | ''                      | without_effect | points.door-1.from_area
                    passback: timed,     | passback: hard,         | without_effect | areas.lab.passback_min
                    passback: timed,     | passback: harder,       | choice         | areas.lab.passback
                    passback_min: 45     | passback_min: 0         | range          | areas.lab.passback_min
                    occupancy: 20        | occupancy: 0            | range          | areas.lab.occupancy
                    reset: "04:00"       | reset: "4:00"           | text           | areas.lab.reset
                    within_ms: 30000     | within_ms: 500          | range          | points[0].escort.within_ms
                    'by: [staff, warden], ' | ''                   | required       | points[0].escort.by
                    area: lab            | second_factor: pin      | no_keypad      | points.door-1.second_factor
                    area: lab            | least: A4               | no_second_factor | points.door-1.least
                    area: lab            | second_factor_ms: 9000  | without_effect | points.door-1.second_factor_ms
                    area: lab            | second_factor_schedule: nigh | reference  | points.door-1.second_factor_schedule
                    'passback: soft'     | 'passback: hard'        | no_way_out     | areas.lobby.passback
                    'passback: soft'     | 'occupancy: 5'          | no_way_out     | areas.lobby.occupancy
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path) {
        var from = good.replace("\\n", "\n");
        assertTrue(GOOD.contains(from), good);
        var text = GOOD.replace(from, wrong == null ? "" : wrong);
        if (rule.equals("no_way_out")) {
            text = text.replace("    from_area: lobby\n", "");
        }
        assertProblem(rule, path, text);
    }

    @Test
    void anAreaIsLeftByAReaderAtOutOrByADoorIntoTheNext() {
        safeguards(GOOD.replace("passback: soft", "passback: hard"));
        safeguards(GOOD.replace(", reset: \"04:00\"", ""));
        assertProblem(
                "no_way_out",
                "areas.lab.passback",
                GOOD.replace(", reset: \"04:00\"", "").replace("    out: { reader: out }\n", ""));
    }

    @Test
    void aSecondFactorIsEnteredOnAKeypadAtIn() {
        var text =
                GOOD.replace("in: { reader: in, relay", "in: { reader: in, keypad: pad, relay")
                        .replace("  relays:", "  keypads: { pad: { sim: true } }\n  relays:")
                        .replace(
                                "    area: lab\n",
                                """
                                    area: lab
                                    second_factor: pin
                                    second_factor_groups: [staff]
                                    second_factor_schedule: night
                                """);
        var factor = safeguards(text).factor().orElseThrow();
        assertEquals(List.of(Factor.PIN), factor.order());
        assertEquals(Set.of("staff"), factor.of());
        assertEquals("night", factor.when().orElseThrow().name());
        assertEquals(Duration.ofSeconds(20), factor.within());
    }

    private static Safeguards safeguards(String text) {
        return good(text).points().getFirst().policy().safeguards();
    }
}
