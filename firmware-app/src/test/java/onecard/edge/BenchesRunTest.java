package onecard.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Benches of the loop on a disk run through, beside a limit that measures nothing: they are used
/// seldom, and what they stand on changes often.
@Tag("long")
class BenchesRunTest {

    @TempDir Path directory;

    static Stream<Bench.Work> works() {
        return Stream.of(new RelayBench(), new SaleBench(), new MeetingBench(), new VisitBench());
    }

    @ParameterizedTest
    @MethodSource("works")
    void eachPrintsItsFigures(Bench.Work work) throws Exception {
        var limit = Files.writeString(directory.resolve("journal"), "#!/bin/sh\necho 1 1 1 1\n");
        Files.setPosixFilePermissions(limit, PosixFilePermissions.fromString("rwx------"));
        var before = System.out;
        var heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, UTF_8));
        try {
            work.run(new Bench.Setting(1, directory, directory));
        } finally {
            System.setOut(before);
        }
        var lines = heard.toString(UTF_8).lines().toList();
        long figures = lines.stream().filter(line -> line.contains(" ratio ")).count();
        assertEquals(lines.size() - 1, figures, heard.toString(UTF_8));
    }
}
