package onecard.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Later and earlier are dpkg's.
class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, 1.1",
        "1.9, 1.10",
        "0.1.0~20261130120000.ab, 0.1.0",
        "0.1.0~20261130120000.ab, 0.1.0~20261130120001.aa",
        "1.0, 1.0+jre",
        "1.0~rc1, 1.0",
        "1.0a, 1.0+",
        "1, 1.0",
        "1.0z, 1.0.1",
        "007, 8"
    })
    void theFirstIsEarlier(String earlier, String later) {
        assertEquals(-1, Integer.signum(new Version(earlier).compareTo(new Version(later))));
        assertEquals(1, Integer.signum(new Version(later).compareTo(new Version(earlier))));
    }

    @Test
    void leadingNoughtsMakeNoOtherVersion() {
        assertEquals(0, new Version("1.01").compareTo(new Version("1.1")));
    }

    /// It is a folder, and part of a class path.
    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "1/2", "1:2", "1 2", "1-2", "../1", ".1", "1\n"})
    void whatIsNoVersionIsNone(String text) {
        assertEquals(Optional.empty(), Version.of(text));
    }

    /// One question to it answers for all pairs.
    @Test
    void dpkgSaysTheSame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "no dpkg here");
        var random = new Random(20261130);
        var script = new StringBuilder();
        var ours = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            var one = drawn(random);
            var other = random.nextInt(4) == 0 ? one + drawn(random) : drawn(random);
            script.append("dpkg --compare-versions ")
                    .append(one + " lt " + other + " && echo lt || echo ge\n");
            ours.append(new Version(one).compareTo(new Version(other)) < 0 ? "lt\n" : "ge\n");
        }
        var process = new ProcessBuilder("sh").redirectErrorStream(true).start();
        try (var in = process.outputWriter(StandardCharsets.US_ASCII)) {
            in.write(script.toString());
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(said, ours.toString());
    }

    private static String drawn(Random random) {
        var signs = "0123456789abz.+~";
        var text = new StringBuilder().append(random.nextInt(10));
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(signs.charAt(random.nextInt(signs.length())));
        }
        return text.toString();
    }
}
