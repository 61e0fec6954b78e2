package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.walk.Answer;
import onecard.edge.walk.Ask;
import onecard.edge.walk.Installer;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Places that take no report, before a walk and after it. A file stands in for the folder: a
/// process of root, which a test may be, writes into every folder.
class WalkReportsTest {

    private static final Map<String, String> TEXTS = Map.of(".json", "{}", ".en.html", "<html>");
    private static final Installer NOBODY = _ -> new Answer.Skipped("nobody is here");

    @TempDir private Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aPlaceThatTakesOneIsLeftAsItWas() throws IOException {
        assertEquals(Optional.empty(), reports(directory.resolve("handover")).closed());
        assertEquals(List.of(), names(directory));
    }

    @Test
    void aPlaceThatTakesNoneIsToldBeforeWithWhatToDo() throws IOException {
        var words = reports(file("disk").resolve("handover")).closed().orElseThrow();
        assertTrue(words.en().startsWith(directory.resolve("disk") + ": "), words::en);
        assertTrue(words.en().contains("name a place by --report"), words::en);
    }

    /// A folder that is in the way of the second of its files.
    @Test
    void aPlaceThatTakesHalfOfOneIsAskedAboutAndAnotherTaken() throws IOException {
        var place = directory.resolve("handover");
        Files.createDirectories(directory.resolve("handover.json.new").resolve("full"));
        var asked = new ArrayList<String>();
        var stick = Files.createDirectory(directory.resolve("stick"));
        boolean written =
                reports(place)
                        .write(
                                TEXTS,
                                ask -> {
                                    asked.add(ask.words().en());
                                    return new Answer.Text(" " + stick + " ");
                                });
        assertTrue(written, "it is on a disk");
        assertEquals(1, asked.size(), asked::toString);
        assertTrue(asked.getFirst().startsWith(directory + ": "), asked::toString);
        assertEquals(List.of("handover.en.html", "handover.json"), names(stick));
        assertEquals(
                List.of("handover.json.new", "stick"),
                names(directory),
                "no half of a report is left behind");
        assertTrue(said().contains(stick.resolve("handover.json").toString()), this::said);
    }

    /// Whoever may write to the folder may lay one there, and root writes a report.
    @Test
    void aLinkInTheWayIsNotFollowed() throws IOException {
        var victim = Files.writeString(directory.resolve("victim"), "root's");
        for (var name : List.of("handover.json", "handover.json.new", "handover.en.html.new")) {
            Files.createSymbolicLink(directory.resolve(name), victim);
        }
        assertTrue(reports(directory.resolve("handover")).write(TEXTS, NOBODY));
        assertEquals("root's", Files.readString(victim));
        assertFalse(Files.isSymbolicLink(directory.resolve("handover.json")));
        assertEquals("{}", Files.readString(directory.resolve("handover.json")));
    }

    /// As it would have been by `--report`.
    @Test
    void aPlaceThatIsNamedByOneOfItsFilesIsThatPlace() throws IOException {
        var stick = Files.createDirectory(directory.resolve("stick"));
        reports(file("disk").resolve("handover.html"))
                .write(TEXTS, _ -> new Answer.Text(stick.resolve("gate.json").toString()));
        assertEquals(List.of("gate.en.html", "gate.json"), names(stick));
        reports(stick.resolve("lane.html")).write(TEXTS, NOBODY);
        assertTrue(names(stick).contains("lane.json"), names(stick)::toString);
    }

    @Test
    void aPlaceThatWasMendedTakesItAsEnterIsPressed() throws IOException {
        var disk = file("disk");
        reports(disk.resolve("handover"))
                .write(
                        TEXTS,
                        ask -> {
                            assertTrue(ask instanceof Ask.Tell, ask::toString);
                            mended(disk);
                            return new Answer.Text("");
                        });
        assertEquals("{}", Files.readString(disk.resolve("handover.json")));
    }

    @Test
    void whereNobodyNamesAPlaceTheBoardsOwnTakesIt() throws IOException {
        var own = directory.resolve("state").resolve("reports");
        var reports =
                new WalkReports(
                        file("disk").resolve("handover"), List.of(file("other"), own), console());
        reports.write(TEXTS, NOBODY);
        assertEquals(List.of("handover.en.html", "handover.json"), names(own));
        assertTrue(said().contains(own.resolve("handover.json").toString()), this::said);
    }

    /// However often the same is answered.
    @Test
    void whereNoPlaceTakesItTheSignedReportIsPrinted() throws IOException {
        boolean written =
                reports(file("disk").resolve("handover"))
                        .write(
                                Map.of(
                                        ".json", "{\"sig\":1}",
                                        ".en.html", "<html>",
                                        ".zh-CN.html", "<html>"),
                                _ -> new Answer.Text(""));
        assertFalse(written, "it is on no disk");
        assertTrue(said().contains("{\"sig\":1}"), this::said);
        assertFalse(said().contains("<html>"), this::said);
    }

    @Test
    void aReportThatWasThereIsReplacedWhole() throws IOException {
        Files.writeString(directory.resolve("handover.json"), "of last week, and longer");
        reports(directory.resolve("handover")).write(TEXTS, NOBODY);
        assertEquals("{}", Files.readString(directory.resolve("handover.json")));
        assertFalse(names(directory).toString().contains(".new"));
    }

    private WalkReports reports(Path base) throws IOException {
        return new WalkReports(base, List.of(file("fallback")), console());
    }

    private Path file(String name) throws IOException {
        var file = directory.resolve(name);
        return Files.exists(file) ? file : Files.createFile(file);
    }

    private static void mended(Path disk) {
        try {
            Files.delete(disk);
            Files.createDirectory(disk);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Of what is in a folder, but what stands in for folders.
    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("fallback"))
                    .sorted()
                    .toList();
        }
    }

    private Console console() {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(Lang.EN, stream, stream);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
