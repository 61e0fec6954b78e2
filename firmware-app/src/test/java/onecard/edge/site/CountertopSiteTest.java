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
import java.util.Optional;
import onecard.site.Countertop;
import onecard.site.Countertop.Antenna;
import onecard.site.Countertop.AntennaAt;
import onecard.site.Countertop.Display;
import onecard.site.Countertop.Printer;
import onecard.site.Countertop.PrinterAt;
import onecard.site.Countertop.Scale;
import onecard.site.Countertop.Voice;
import onecard.site.Countertop.VoiceBy;
import onecard.site.SiteTill;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Printers, displays and voices in a site file: what their keys mean, and what is said of wrong
/// ones.
class CountertopSiteTest {

    private static final Path CANTEEN = Path.of("..", "profiles", "examples", "canteen.yaml");

    @Test
    void aTillHasWhatStandsOnItsCounter() throws IOException {
        var site = good(text());

        assertEquals(
                new Countertop(
                        Map.of(
                                "glass",
                                new Display.Serial("/dev/glass", 19200, Display.Kind.LINES)),
                        Map.of("speaker", new Voice(VoiceBy.ESPEAK, Lang.ZH)),
                        Map.of("paper", new Printer(new PrinterAt.Serial("/dev/paper", 9600), 48)),
                        Map.of(
                                "plates",
                                new Antenna(
                                        new AntennaAt.Serial("/dev/plates", 115_200),
                                        4,
                                        Duration.ofMillis(300))),
                        Map.of("pan", new Scale.Serial("/dev/pan", 19_200, Scale.Protocol.SICS))),
                site.board().countertop());
        assertEquals(
                Optional.of(
                        new SiteTill.Counter(
                                Optional.of("glass"),
                                Optional.empty(),
                                Optional.of("speaker"),
                                Optional.of("paper"))),
                site.points().getFirst().till().map(SiteTill::counter));
    }

    @Test
    void aSecondDisplayFacesTheOperator() throws IOException {
        var two =
                text().replace("displays: { ", "displays: { back: { sim: true }, ")
                        .replaceFirst("(?m)^( *)display: glass", "$1operator_display: back\n$0");
        var counter = good(two).points().getFirst().till().orElseThrow().counter();
        assertEquals(Optional.of("glass"), counter.display());
        assertEquals(Optional.of("back"), counter.operators());
        assertProblem(
                "two_roles",
                "points.lunch-1.operator_display",
                two.replace("operator_display: back", "operator_display: glass"));
        assertProblem(
                "reference",
                "points.lunch-1.operator_display",
                two.replace("operator_display: back", "operator_display: nothing"));
    }

    @Test
    void theReadyProfileShowsThemCommented() throws IOException {
        var commented = WrittenOut.of(Files.readString(CANTEEN));
        assertEquals(Countertop.BARE, good(commented).board().countertop());

        var site = good(commented.replaceAll("(?m)^( *)# ((printer|display|voice)s?: )", "$1$2"));
        assertEquals(1, site.board().countertop().printers().size());
        assertTrue(site.points().getFirst().till().orElseThrow().counter().voice().isPresent());
    }

    @Test
    void eachMayBeSimulated() throws IOException {
        var site =
                good(
                        text().replaceAll("serial: /dev/glass[^}]*", "sim: true")
                                .replaceAll("espeak: true", "sim: true, lang: en")
                                .replaceAll("serial: /dev/paper[^}]*", "sim: true")
                                .replaceAll("serial: /dev/plates", "sim: true")
                                .replaceAll("serial: /dev/pan[^}]*", "sim: true"));

        assertEquals(
                new Countertop(
                        Map.of("glass", new Display.Sim()),
                        Map.of("speaker", new Voice(VoiceBy.SIM, Lang.EN)),
                        Map.of("paper", new Printer(new PrinterAt.Sim(), 32)),
                        Map.of(
                                "plates",
                                new Antenna(new AntennaAt.Sim(), 4, Duration.ofMillis(300))),
                        Map.of("pan", new Scale.Sim())),
                site.board().countertop());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    serial: /dev/paper, columns: 48 | columns: 48                 | driver          | board.printers.paper
                    serial: /dev/paper, columns: 48 | sim: true, baud: 9600       | without_effect  | board.printers.paper.baud
                    columns: 48                     | columns: 8                  | range           | board.printers.paper.columns
                    columns: 48                     | baud: 12345                 | speed           | board.printers.paper
                    columns: 48                     | sim: true                   | driver          | board.printers.paper
                    serial: /dev/paper              | serial: /dev/glass          | line_used_twice | board.
                    serial: /dev/paper              | serial: paper               | text            | board.printers.paper.serial
                    baud: 19200                     | kind: letters               | choice          | board.displays.glass.kind
                    serial: /dev/glass, baud: 19200 | sim: true, kind: figures    | without_effect  | board.displays.glass.kind
                    espeak: true                    | espeak: false               | driver          | board.voices.speaker
                    espeak: true                    | espeak: true, lang: fr      | choice          | board.voices.speaker.lang
                    rounds: 4                       | rounds: 1                   | range           | board.trays.plates.rounds
                    rounds: 4                       | settle_ms: 200              | range           | board.trays.plates.settle_ms
                    serial: /dev/plates             | serial: /dev/paper          | line_used_twice | board.
                    protocol: sics                  | protocol: toledo            | choice          | board.scales.pan.protocol
                    serial: /dev/pan, baud: 19200   | sim: true                   | without_effect  | board.scales.pan.protocol
                    serial: /dev/plates             | sim: true, baud: 9600       | without_effect  | board.trays.plates.baud
                    display: glass                  | display: glas               | reference       | points.lunch-1.display
                    voice: speaker                  | voice: glass                | reference       | points.lunch-1.voice
                    printer: paper                  | printer: speaker            | reference       | points.lunch-1.printer
                    in: { reader: pay }             | in: { reader: pay, printer: paper } | unknown_key | points
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        assertTrue(text().contains(good), good);
        assertProblem(rule, path, text().replace(good, wrong));
    }

    @Test
    void whatReadsAndWhatIsWrittenToShareNoLine() throws IOException {
        assertProblem(
                "line_used_twice",
                "board.",
                text().replaceFirst("pay: \\{[^}]*\\}", "pay: { serial: /dev/paper }"));
    }

    @ParameterizedTest
    @CsvSource({"display, glass", "operator_display, glass", "voice, speaker", "printer, paper"})
    void eachStandsAtOneTill(String key, String name) throws IOException {
        var second =
                """

                  - { id: lunch-2, profile: canteen, in: { reader: pay-2 }, payment: counted, %s: %s,
                      meals: { lunch: { schedule: lunch } }, lists: [staff] }

                lists:"""
                        .formatted(key, name);
        assertProblem(
                "two_points_on_one_line",
                "points.lunch-2",
                text().replace("readers:", "readers:\n    pay-2: { sim: true }")
                        .replace("\n\nlists:", second));
    }

    private static String text() throws IOException {
        return WrittenOut.of(Files.readString(CANTEEN))
                .replace(
                        "\nschedules:",
                        """
                          displays: { glass: { serial: /dev/glass, baud: 19200 } }
                          voices: { speaker: { espeak: true } }
                          printers: { paper: { serial: /dev/paper, columns: 48 } }
                          trays: { plates: { serial: /dev/plates, rounds: 4 } }
                          scales: { pan: { serial: /dev/pan, baud: 19200, protocol: sics } }

                        schedules:""")
                .replace(
                        "    mode: fixed ",
                        "    display: glass\n    voice: speaker\n    printer: paper\n    mode: fixed ");
    }
}
