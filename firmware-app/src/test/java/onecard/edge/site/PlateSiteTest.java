package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onecard.access.Direction;
import onecard.site.PlateCamera;
import onecard.site.PlateCamera.Source;
import onecard.site.PlateTerms;
import onecard.site.PlateTolerance;
import onecard.site.Secret;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cameras that read plates, in a site file.
class PlateSiteTest {

    private static String text() throws IOException {
        return WrittenOut.of(Files.readString(Path.of("../profiles/examples/barrier-plates.yaml")));
    }

    private static SiteProfile good(String text) {
        var read = SiteFile.read(text);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    @Test
    void theReadyProfileNamesACameraOnEitherSide() throws IOException {
        var site = good(text());
        assertEquals(
                Map.of(
                        "cam-in",
                        new PlateCamera(
                                new Source.Http(
                                        "192.168.10.2:8090",
                                        "/plates",
                                        Optional.of(new Secret.Credential("cam-in")),
                                        "plate",
                                        "confidence"),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(10)),
                        "cam-out",
                        new PlateCamera(
                                new Source.Serial("/dev/serial/by-id/usb-rs485-cam-out", 9_600),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(10))),
                site.board().cameras());
        var point = site.points().getFirst();
        assertEquals(
                Map.of("cam-in", Direction.IN, "in", Direction.IN, "cam-out", Direction.OUT),
                point.readers());
        assertEquals(Optional.of(new PlateTerms(80, PlateTolerance.NONE)), point.plates());
    }

    @Test
    void aPointIsAsTolerantAsItSays() throws IOException {
        var site =
                good(
                        text().replace("plate_tolerance: none", "plate_tolerance: one")
                                .replace(
                                        "plate_confidence_percent: 80",
                                        "plate_confidence_percent: 0"));
        assertEquals(
                Optional.of(new PlateTerms(0, PlateTolerance.ANY)),
                site.points().getFirst().plates());
    }

    @Test
    void whichCharactersLookAlikeIsASetting() throws IOException {
        var usual = text().replace("plate_tolerance: none", "plate_tolerance: alike");
        assertEquals(
                Optional.of(
                        new PlateTolerance.Alike(
                                List.of("0DOQ", "1IL", "2Z", "38", "5S", "6G", "8B"))),
                good(usual).points().getFirst().plates().map(PlateTerms::tolerance));
        var own =
                text().replace(
                                "plate_tolerance: none",
                                "plate_tolerance: alike\n    plate_alike: [\"8B\", 苏赣]");
        assertEquals(
                Optional.of(new PlateTolerance.Alike(List.of("8B", "苏赣"))),
                good(own).points().getFirst().plates().map(PlateTerms::tolerance));
    }

    @Test
    void aPointWithoutCamerasReadsNoPlates() throws IOException {
        var site =
                good(WrittenOut.of(Files.readString(Path.of("../profiles/examples/barrier.yaml"))));
        assertEquals(Optional.empty(), site.points().getFirst().plates());
        assertEquals(Map.of(), site.board().cameras());
    }

    @Test
    void onLoopbackACameraNeedsNoSecret() throws IOException {
        for (var host : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
            var site =
                    good(
                            text().replace("192.168.10.2", host)
                                    .replace("secret: { credential: cam-in }, ", ""));
            assertInstanceOf(
                    Source.Http.class,
                    Objects.requireNonNull(site.board().cameras().get("cam-in")).source());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    plates: cam-in,                  | plates: cam-on,                     | reference       | points.barrier-1.in.plates
                    plates: cam-out,                 | plates: cam-in,                     | one_reader_on_both_sides | points.barrier-1.out.plates
                    least: A0                        | least: A1                           | plates_prove_nothing | points.barrier-1.least
                    secret: { credential: cam-in },  |                                     | unsafe          | board.plates.cam-in.secret
                    192.168.10.2:8090                | 192.168.10.2:65536                  | port            | board.plates.cam-in.listen
                    192.168.10.2:8090                | 192.168.10.2:0                      | port            | board.plates.cam-in.listen
                    serial: /dev/serial/by-id/usb-rs485-cam-out, baud: 9600 | listen: "127.0.0.1:8090" | line_used_twice | board.plates.cam-out.listen
                    baud: 9600                       | baud: 9600, sim: true               | driver          | board.plates.cam-out
                    baud: 9600                       | baud: 9601                          | speed           | board.plates.cam-out.baud
                    baud: 9600                       | baud: 9600, path: /x                | without_effect  | board.plates.cam-out.path
                    silent_after_s: 120              | silent_after_s: 9                   | range           | board.plates.cam-in.silent_after_s
                    silent_after_s: 120              | same_plate_ms: 1999                 | range           | board.plates.cam-in.same_plate_ms
                    plate_tolerance: none            | plate_alike: ["8B"]                 | without_effect  | points.barrier-1.plate_alike
                    plate_tolerance: none            | plate_alike: ["8"]                  | text            | points[0].plate_alike[0]
                    plate_confidence_percent: 80     | plate_confidence_percent: 101       | range           | points[0].plate_confidence_percent
                    """)
    void whatCannotBeIsRefusedWithItsPlace(String good, String bad, String rule, String path)
            throws IOException {
        var broken = text().replace(good, Optional.ofNullable(bad).orElse(""));
        var read = assertInstanceOf(SiteFile.Read.Bad.class, SiteFile.read(broken));
        assertEquals(
                Optional.of(path),
                read.problems().stream()
                        .filter(problem -> problem.rule().equals(rule))
                        .map(problem -> problem.path())
                        .findFirst(),
                read::toString);
    }

    @Test
    void termsOfPlatesWithoutACameraMeanNothing() throws IOException {
        var text =
                WrittenOut.of(Files.readString(Path.of("../profiles/examples/barrier.yaml")))
                        .replace("pulse_ms: 500", "pulse_ms: 500\n    plate_tolerance: one");
        var read = assertInstanceOf(SiteFile.Read.Bad.class, SiteFile.read(text));
        assertEquals("without_effect", read.problems().getFirst().rule());
    }
}
