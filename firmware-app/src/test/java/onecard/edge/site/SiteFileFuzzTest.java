package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import onecard.edge.uplink.Endpoint;
import onecard.site.Problem;
import onecard.site.Secret;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.io.TempDir;

/// A site file, from an installer's stick or typed by hand.
class SiteFileFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /// Path, value and advice shortened; longer lines hide the other problems.
    private static final int LINE_MAX = 2_000;

    @TempDir Path dir;

    @FuzzTest
    void anyFileIsAProfileThatCanBeUsedOrProblemsThatCanBeRead(byte[] bytes) throws IOException {
        var file = Files.write(dir.resolve("site.yaml"), bytes);
        assertTimeout(
                SOON,
                () -> {
                    switch (SiteFile.read(file)) {
                        case SiteFile.Read.Good(var profile) -> usable(profile);
                        case SiteFile.Read.Bad(var problems) -> {
                            assertFalse(problems.isEmpty());
                            assertTrue(problems.size() <= 101, () -> problems.size() + " problems");
                            problems.forEach(SiteFileFuzzTest::readable);
                        }
                    }
                });
    }

    private static void readable(Problem problem) {
        var line = problem.toString();
        assertTrue(line.length() <= LINE_MAX, () -> line.length() + " characters");
        assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
    }

    /// What start-up does with these texts before anything is opened.
    private static void usable(SiteProfile profile) {
        Endpoint.of(profile.uplink().url().toString());
        Stream.of(
                        Stream.of(profile.keys().site()),
                        profile.uplink().cert().stream(),
                        profile.uplink().key().stream(),
                        profile.uplink().password().stream())
                .flatMap(secrets -> secrets)
                .forEach(
                        secret -> {
                            if (secret instanceof Secret.File(var path)) {
                                assertFalse(Path.of(path).toString().isEmpty());
                            }
                        });
        var listen = profile.metrics().listen();
        if (!listen.isEmpty()) {
            int colon = listen.lastIndexOf(':');
            int port = Integer.parseInt(listen.substring(colon + 1));
            assertTrue(InetSocketAddress.createUnresolved("127.0.0.1", port).getPort() >= 0);
        }
        assertTrue(
                InetSocketAddress.createUnresolved(
                                        "127.0.0.1", Math.max(0, profile.uplink().url().getPort()))
                                .getPort()
                        >= 0);
        profile.uplink().ca().ifPresent(path -> assertFalse(Path.of(path).toString().isEmpty()));
    }
}
