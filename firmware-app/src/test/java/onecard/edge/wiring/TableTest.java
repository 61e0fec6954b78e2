package onecard.edge.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The wiring as a table.
class TableTest {

    static Stream<Arguments> sites() throws IOException {
        return SomeSites.all().entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void everyPartHasOneRowInEitherLanguage(String name, SiteProfile site) {
        var plan = Planner.plan(site);
        for (var lang : Lang.values()) {
            var lines = Wiring.table(site, lang);
            for (var part : plan.parts()) {
                var title = Roles.of(part.kind()).in(lang) + " " + part.name() + "  ";
                var rows = lines.stream().filter(line -> line.startsWith(title)).toList();
                assertEquals(1, rows.size(), () -> title + " in " + lines);
                assertTrue(rows.getFirst().contains(part.place().words().in(lang)), title);
                for (var use : part.uses()) {
                    assertTrue(rows.getFirst().contains(use.point() + ": "), title);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aBoardsPartsAreAllThere(String name, SiteProfile site) {
        var board = site.board();
        var counter = board.countertop();
        int parts =
                Stream.of(
                                board.relays(),
                                board.contacts(),
                                board.supervised(),
                                board.readers(),
                                board.scanners(),
                                board.keypads(),
                                board.biometrics(),
                                board.cameras(),
                                board.modules(),
                                board.purses(),
                                counter.displays(),
                                counter.voices(),
                                counter.printers(),
                                counter.trays(),
                                counter.scales())
                        .mapToInt(java.util.Map::size)
                        .sum();
        assertEquals(parts, Planner.plan(site).parts().size());
    }

    @ParameterizedTest
    @MethodSource("sites")
    void columnsStandBelowEachOther(String name, SiteProfile site) {
        for (var lang : Lang.values()) {
            var lines = Wiring.table(site, lang);
            var parts = Planner.plan(site).parts().size();
            var rows = lines.subList(4, 4 + parts);
            var head = lines.get(3);
            int where =
                    columns(head.substring(0, head.indexOf(lang == Lang.ZH ? "接于" : "wired to")));
            for (var row : rows) {
                assertTrue(cell(row, where).startsWith("  "), () -> where + " in " + row);
            }
        }
    }

    /// The two columns before a column, and what begins there.
    private static String cell(String row, int column) {
        int at = 0;
        for (int i = 0; i < row.length(); i++) {
            if (at == column - 2) {
                assertFalse(row.substring(i + 2).startsWith(" "), row);
                return row.substring(i);
            }
            at += columns(row.substring(i, i + 1));
        }
        return "";
    }

    private static int columns(String text) {
        return text.codePoints().map(c -> c >= 0x1100 ? 2 : 1).sum();
    }

    @Test
    void aDoorReadsAsAnInstallerWiresIt() throws IOException {
        var lines = Wiring.table(SomeSites.good(SomeSites.headerDoor()), Lang.EN);
        assertEquals(
                List.of(
                        "Wiring of my-site, device header-door",
                        "board: Raspberry Pi 4 Model B",
                        "",
                        "part          wired to                           point: role           electrical",
                        "relay lock    PIN11 GPIO17 (pinctrl-bcm2711 17)  door-1: lock          on = high,"
                                + " fail-safe lock on NC, at most 10 s, pin pulls down, stop off, crash off, power-up off,"
                                + " released in a fire",
                        "contact exit  PIN31 GPIO6 (pinctrl-bcm2711 6)    door-1: exit button   closed ="
                                + " low, pull-up, debounce 30 ms",
                        "contact fire  PIN33 GPIO13 (pinctrl-bcm2711 13)  door-1: FIRE alarm    closed ="
                                + " high, pull-up, debounce 30 ms",
                        "contact leaf  PIN29 GPIO5 (pinctrl-bcm2711 5)    door-1: door contact  closed ="
                                + " low, pull-up, debounce 30 ms",
                        "reader in     USB smart card *                   door-1: in",
                        "",
                        "fire route: fire releases lock at door-1",
                        "note: wire the fire release in hardware; the program follows and reports"),
                lines);
    }

    /// What is replaced in the door, by what, and the note it gives.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    , at_power_up: off            | , at_power_up: unknown             | relay lock: nobody wrote
                    at_crash: off, at_power_up    | at_power_up                        | relay lock: nobody wrote
                    line: PIN11                   | line: PIN7                         | relay lock: GPIO4 is pulled to
                    line: PIN29                   | line: PIN8                         | leaf: GPIO14 is used by the board, too: the console
                    line: PIN29                   | line: PIN3                         | leaf: GPIO2 is used by the board, too: I2C
                    PIN29, closed_when: low, bias: pull_up | PIN40, closed_when: low  | contact leaf: GPIO21 is pulled to the closed
                    PIN29, closed_when: low, bias: pull_up | PIN7, closed_when: high  | contact leaf: GPIO4 is pulled to the closed
                    contact: leaf                 | idle_text: x                       | leaf: no point uses it
                    model: raspberry-pi-4         | model: orange-pi-5-plus            | relay lock: nobody documents how GPIO1_A4
                    """)
    void aNoteSaysWhatToLookAt(String good, String other, String note) throws IOException {
        var text = SomeSites.headerDoor();
        assertTrue(text.contains(good), good);
        var site = SomeSites.good(text.replace(good, other).replace("    idle_text: x\n", ""));
        if (!other.contains("orange")) {
            assertFalse(notes(SomeSites.good(text)).contains(note), note);
        }
        assertTrue(notes(site).contains(note), () -> notes(site));
    }

    private static String notes(SiteProfile site) {
        return String.join("\n", Wiring.table(site, Lang.EN));
    }

    /// A resistor that somebody wrote is meant, and a fire alarm may be pulled to where it alarms.
    @ParameterizedTest
    @CsvSource({
        "'PIN29, closed_when: low, bias: pull_up', 'PIN40, closed_when: low, bias: pull_up'",
        "'PIN29, closed_when: low, bias: pull_up', 'PIN40, closed_when: low, bias: pull_down'",
        "'PIN29, closed_when: low, bias: pull_up', 'PIN7, closed_when: low'",
        "'PIN33, closed_when: high, bias: pull_up', 'PIN7, closed_when: high'"
    })
    void noNoteIsMadeOfAContactThatIsMeantSo(String good, String other) throws IOException {
        var text = SomeSites.headerDoor();
        assertTrue(text.contains(good), good);
        assertFalse(notes(SomeSites.good(text.replace(good, other))).contains("closed level"));
    }

    @Test
    void withoutAFireContactTheTableSaysSo() throws IOException {
        var text = SomeSites.headerDoor().replace("    fire: fire\n", "");
        assertTrue(
                Wiring.table(SomeSites.good(text), Lang.EN)
                        .contains("fire route: no fire contact at any point"));
    }

    /// Swapped, a door stands open, or stays shut in a fire.
    @Test
    void aLockSaysOnWhichContactOfItsRelayItHangs() throws IOException {
        var text = SomeSites.headerDoor();
        assertTrue(notes(SomeSites.good(text)).contains("fail-safe lock on NC"));
        var secure = text.replace("fail_safe", "fail_secure").replace("    fire: fire\n", "");
        assertTrue(notes(SomeSites.good(secure)).contains("fail-secure lock on NO"));
        assertFalse(notes(SomeSites.of("turnstile.yaml")).contains(" lock on N"));
    }

    /// A fire opens lanes and raises arms; it draws no water and lowers nothing.
    @Test
    void onlyWhatAFireMovesIsOnItsRoute() throws IOException {
        assertEquals(
                List.of("open-in", "open-out"),
                Planner.plan(SomeSites.of("turnstile.yaml")).routes().getFirst().relays());
        assertEquals(
                List.of("raise"),
                Planner.plan(SomeSites.of("barrier.yaml")).routes().getFirst().relays());
        assertEquals(List.of(), Planner.plan(SomeSites.of("shower.yaml")).routes());
    }
}
