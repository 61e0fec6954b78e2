package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.Factor;
import onecard.site.BodySensor;
import onecard.site.BodySensor.Gives;
import onecard.site.BodySensor.Source;
import onecard.site.BodyTerms;
import onecard.site.SiteLooks;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sensors that look at people in a site file: what their keys mean, and what is said of wrong
/// ones.
class LookSiteTest {

    private static final String DEVICE = "/dev/serial/by-id/usb-finger";

    private static final String SERIAL = "serial: " + DEVICE + ", baud: 57600";

    private static String text(String example) throws IOException {
        return Files.readString(Path.of("..", "profiles", "examples", example));
    }

    @Test
    void aFingerBesideACard() throws Exception {
        var site = good(text("finger-door.yaml"));
        assertEquals(
                Map.of(
                        "print",
                        new BodySensor(
                                Factor.FINGER,
                                new Source.FingerModule(
                                        DEVICE, 57_600, "AS608", 3, new Gives.Nothing()))),
                site.board().biometrics());
        var point = site.points().getFirst();
        var factor = point.policy().safeguards().factor().orElseThrow();
        assertEquals(List.of(Factor.FINGER, Factor.PIN), factor.order());
        assertEquals(
                new SiteLooks(Map.of("in", Map.of(Factor.FINGER, "print")), Set.of(), false, 1_000),
                point.looks());
        assertEquals(Set.of("in"), point.readers().keySet());
        assertTrue(site.board().reading().contains("print"));
        assertEquals(
                Optional.of(new BodyTerms("gate", "PIA-2026-04", Duration.ofDays(365))),
                site.bodies());
    }

    @Test
    void aPictureIsComparedHere() throws Exception {
        var site =
                good(
                        text("finger-door.yaml")
                                .replace(
                                        "baud: 57600",
                                        "gives: picture, width: 192, height: 190, dpi: 508,"
                                                + " level: 5, model: R503")
                                .replace("[finger, pin]", "[finger, pin, attendant]")
                                .replace(
                                        "    lists: [staff]",
                                        "    lists: [staff]\n    false_match_one_in: 5000"));
        assertEquals(
                new Source.FingerModule(
                        DEVICE, 57_600, "R503", 5, new Gives.Picture(192, 190, 508)),
                source(site));
        var point = site.points().getFirst();
        assertEquals(5_000, point.looks().strangers());
        assertEquals(
                List.of(Factor.FINGER, Factor.PIN),
                point.policy().safeguards().factor().orElseThrow().order());
    }

    private static String vein() throws IOException {
        return text("finger-door.yaml")
                .replace("modality: finger, " + SERIAL, "modality: vein, serial: " + DEVICE)
                .replace("finger: print", "vein: print")
                .replace("[finger, pin]", "[vein, pin]")
                .replace("usb-finger", "usb-palm, model: L015 1.2");
    }

    @Test
    void aPalmBesideACard() throws Exception {
        var palm = "/dev/serial/by-id/usb-palm";
        var site = good(vein());
        assertEquals(new Source.VeinModule(palm, 115_200, "L015 1.2", 100, false), source(site));
        assertEquals(
                Set.of(Factor.VEIN, Factor.PIN),
                Set.copyOf(
                        site.points()
                                .getFirst()
                                .policy()
                                .safeguards()
                                .factor()
                                .orElseThrow()
                                .order()));
        assertEquals(
                new Source.VeinModule(palm, 57_600, "L015 1.2", 255, true),
                source(
                        good(
                                vein().replace(
                                                "L015 1.2",
                                                "L015 1.2, baud: 57600, users: 255,"
                                                        + " detects_attacks: true"))));
    }

    /// What a palm's module has no word for, and what only a finger's has.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ', model: L015 1.2' | ''                               | required       | board.biometrics.print.serial
                    L015 1.2            | 'L015 1.2, level: 3'             | without_effect | board.biometrics.print.level
                    L015 1.2            | 'L015 1.2, gives: nothing'       | without_effect | board.biometrics.print.gives
                    L015 1.2            | 'L015 1.2, dpi: 500'             | without_effect | board.biometrics.print.dpi
                    L015 1.2            | 'L015 1.2, users: 256'           | range          | board.biometrics.print.users
                    L015 1.2            | 'L015 1.2, baud: 57601'          | speed          | board.biometrics.print.baud
                    modality: vein      | 'modality: face'                 | without_effect | board.biometrics.print.serial
                    """)
    void whatIsWrongAtAPalmIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws Exception {
        var text = vein();
        assertTrue(text.contains(good), good);
        assertProblem(rule, path, text.replace(good, wrong == null ? "" : wrong));
    }

    @Test
    void aFingerOfACamera() throws Exception {
        assertEquals(
                new Source.Directory("/run/onecard-print", "camera", OptionalInt.of(500)),
                source("directory: /run/onecard-print, dpi: 500"));
        assertEquals(
                new Source.Directory("/run/onecard-print", "ids-3013", OptionalInt.of(500)),
                source("directory: /run/onecard-print, dpi: 500, model: ids-3013"));
    }

    private static Source source(String keys) throws Exception {
        return source(good(text("finger-door.yaml").replace(SERIAL, keys)));
    }

    private static Source source(SiteProfile site) {
        return Objects.requireNonNull(site.board().biometrics().get("print")).source();
    }

    /// It has no scale.
    @Test
    void aFaceOfACamera() throws Exception {
        var text =
                text("face-desk.yaml")
                        .replace("face, sim: true", "face, directory: /run/lens")
                        .replace("recognise: face", "recognise: face, recognise_watched: true");
        assertEquals(
                Map.of(
                        "lens",
                        new BodySensor(
                                Factor.FACE,
                                new Source.Directory("/run/lens", "camera", OptionalInt.empty()))),
                good(text).board().biometrics());
        assertProblem(
                "without_effect",
                "board.biometrics.lens.dpi",
                text.replace("/run/lens", "/run/lens, dpi: 500"));
    }

    /// One would take what was put there for the other.
    @Test
    void aDirectoryIsOneCameras() throws Exception {
        var text =
                text("finger-door.yaml")
                        .replace(
                                SERIAL + " }",
                                "directory: /run/a, dpi: 500 }\n"
                                        + "    lens: { modality: face, directory: /run/b/../a/ }");
        assertProblem("directory_used_twice", "board.biometrics", text);
        good(text.replace("/run/b/../a/", "/run/b"));
    }

    @Test
    void aFaceAlone() throws Exception {
        var point = good(text("face-desk.yaml")).points().getFirst();
        assertEquals(Set.of("desk", "lens"), point.readers().keySet());
        assertEquals(new SiteLooks(Map.of(), Set.of("lens"), false, 1_000), point.looks());
        var watched =
                good(
                        text("face-desk.yaml")
                                .replace(
                                        "recognise: face",
                                        "recognise: face, recognise_watched: true"));
        assertTrue(watched.points().getFirst().looks().watched());
    }

    /// Whoever pays risks more.
    @Test
    void aTillTakesFewerStrangersForOthers() throws Exception {
        assertEquals(10_000, good(till()).points().getFirst().looks().strangers());
    }

    /// The daemon would look, and believe nothing: whoever writes the file hears of it.
    @Test
    void aSensorThatTellsNoCopiesLooksWhereNobodyPaysAndSomebodySeesIt() throws Exception {
        assertProblem(
                "tells_no_copies",
                "points.lunch-1.in.finger",
                till().replace("finger, sim: true", "finger, directory: /run/print, dpi: 500"));
        assertProblem(
                "tells_no_copies",
                "points.lunch-1.in.finger",
                till().replace("finger, sim: true", "finger, serial: /dev/ttyS1"));
        var alone = text("face-desk.yaml").replace("face, sim: true", "face, directory: /run/lens");
        assertProblem("tells_no_copies", "points.desk-1.in.recognise", alone);
        good(alone.replace("recognise: face", "recognise: face, recognise_watched: true"));
    }

    private static String till() throws IOException {
        return WrittenOut.of(
                        Files.readString(Path.of("..", "profiles", "examples", "canteen.yaml")))
                .replaceFirst(
                        "(?m)^board:",
                        "board:\n  biometrics: { print: { modality: finger, sim: true } }")
                .replaceFirst("in: \\{ reader: (\\S+)", "in: { reader: $1, finger: print")
                .replaceFirst(
                        "(?m)^    profile: canteen",
                        "    profile: canteen\n    second_factor: [finger, attendant]")
                .replaceFirst(
                        "(?m)^keys:",
                        "biometric_data: { purpose: lunch, assessment: PIA-1 }\n"
                                + "keys:\n  vault: { credential: vault-key }");
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [finger, pin]      | [finger]               | no_alternative | points.door-1.second_factor
                    [finger, pin]      | finger                 | no_alternative | points.door-1.second_factor
                    [finger, pin]      | [pin, finger]          | out_of_order   | points.door-1.second_factor
                    [finger, pin]      | [finger, attendant, pin] | out_of_order | points.door-1.second_factor
                    [finger, pin]      | [finger, pin, pin]     | duplicate      | points.door-1.second_factor
                    [finger, pin]      | [finger, vein, pin]    | no_sensor      | points.door-1.second_factor
                    [finger, pin]      | attendant              | without_effect | points.door-1.second_factor
                    [finger, pin]      | [finger, iris]         | choice         | points[0].second_factor[1]
                    [finger, pin]      | iris                   | choice         | points[0].second_factor
                    [finger, pin]      | []                     | count          | points[0].second_factor
                    [finger, pin]      | pin                    | without_effect | points.door-1.in.finger
                    'keypad: pad, '    | ''                     | no_keypad      | points.door-1.second_factor
                    'finger: print, '  | 'face: print, '        | modality       | points.door-1.in.face
                    'finger: print, '  | 'finger: prin, '       | reference      | points.door-1.in.finger
                    modality: finger   | modality: face         | without_effect | board.biometrics.print.serial
                    modality: finger   | modality: iris         | choice         | board.biometrics.print.modality
                    'serial: /dev/serial/by-id/usb-finger, ' | '' | driver       | board.biometrics.print
                    baud: 57600        | baud: 57601            | speed          | board.biometrics.print.baud
                    baud: 57600        | gives: picture, width: 192, height: 192 | required | board.biometrics.print.gives
                    baud: 57600        | gives: picture, width: 191, height: 192, dpi: 508 | odd | board.biometrics.print.width
                    baud: 57600        | dpi: 508               | without_effect | board.biometrics.print.dpi
                    'serial: /dev/serial/by-id/usb-finger, baud: 57600' | 'directory: /run/print' | required | board.biometrics.print.directory
                    'serial: /dev/serial/by-id/usb-finger, baud: 57600' | 'directory: run, dpi: 500' | text | board.biometrics.print.directory
                    'serial: /dev/serial/by-id/usb-finger, baud: 57600' | 'directory: /run/print, dpi: 200' | range | board.biometrics.print.dpi
                    baud: 57600        | 'directory: /run/print, dpi: 500' | driver | board.biometrics.print
                    'serial: /dev/serial/by-id/usb-finger' | 'dpi: 500, directory: /run/print' | without_effect | board.biometrics.print.baud
                    'serial: /dev/serial/by-id/usb-finger, baud: 57600' | 'directory: /run/print, dpi: 500, gives: picture' | without_effect | board.biometrics.print.gives
                    'serial: /dev/serial/by-id/usb-finger, baud: 57600' | 'sim: true, dpi: 500' | without_effect | board.biometrics.print.dpi
                    'serial: /dev/serial/by-id/usb-finger, baud: 57600' | 'sim: true, model: R503' | without_effect | board.biometrics.print.model
                    baud: 57600        | level: 6               | range          | board.biometrics.print.level
                    baud: 57600        | users: 9               | without_effect | board.biometrics.print.users
                    baud: 57600        | detects_attacks: true  | without_effect | board.biometrics.print.detects_attacks
                    'print: {'         | 'in: {'                | duplicate_name | board.biometrics.in
                    '  vault: { credential: vault-key }\n' | '' | required       | keys.vault
                    'biometric_data: { purpose: gate, assessment: PIA-2026-04 }\n' | '' | required | biometric_data
                    ', assessment: PIA-2026-04' | ''             | required       | biometric_data
                    'purpose: gate'    | 'purpose: for the gate' | text         | biometric_data.purpose
                    PIA-2026-04 }      | 'PIA-2026-04, retention_days: 4000 }' | range | biometric_data.retention_days
                    second_factor: [finger, pin] | false_match_one_in: 500 | without_effect | points.door-1.false_match_one_in
                    second_factor: [finger, pin] | 'second_factor: [finger, pin]\n    false_match_one_in: 500' | without_effect | points.door-1.false_match_one_in
                    relay: lock }      | relay: lock, recognise: finger } | unknown_key | points[0].in.recognise
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws Exception {
        var from = good.replace("\\n", "\n");
        var text = text("finger-door.yaml");
        assertTrue(text.contains(from), good);
        assertProblem(rule, path, text.replace(from, wrong == null ? "" : wrong));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    recognise: face    | recognise: finger      | no_sensor      | points.desk-1.in.recognise
                    'recognise: face ' | ''                     | without_effect | points.desk-1.in.face
                    ', recognise: face' | ', recognise_watched: true' | without_effect | points.desk-1.in.recognise_watched
                    lists: [staff]     | 'lists: [staff]\n    second_factor: [face, attendant]' | two_roles | points.desk-1.in.face
                    """)
    void whatIsWrongAtADeskIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws Exception {
        var text = text("face-desk.yaml");
        assertTrue(text.contains(good), good);
        assertProblem(
                rule, path, text.replace(good, wrong == null ? "" : wrong.replace("\\n", "\n")));
    }

    @Test
    void aSensorIsOnePointsAndLooksOnTheWayIn() throws Exception {
        var text = text("finger-door.yaml");
        var second =
                text.substring(text.indexOf("  - id: door-1"), text.indexOf("lists:\n"))
                        .replace("door-1", "door-2")
                        .replace("reader: in", "reader: out")
                        .replace("relay: lock", "relay: other")
                        .replace("keypad: pad", "keypad: pad-2");
        var two =
                text.replace("\nlists:\n", second + "\nlists:\n")
                        .replace("  keypads:", "  keypads:\n    pad-2: { sim: true }")
                        .replace("  readers:", "  readers:\n    out: { sim: true }")
                        .replace("  relays:", "  relays:\n    other: { line: 18 }");
        assertProblem("two_points_on_one_line", "points.door-2.in", two);
        assertProblem(
                "unknown_key", // nobody is kept from leaving
                "points[0].out.finger",
                text.replace("  readers:", "  readers:\n    out: { sim: true }")
                        .replace(
                                "    journal_full",
                                "    out: { reader: out, finger: print }\n    journal_full"));
    }
}
