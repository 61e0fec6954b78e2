package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The authority of `scripts/ca`: what it issues says what it should, what it refuses leaves no
/// trace, and what was cut off can be done once more. How a broker takes its certificates is
/// [SampleBrokerTest]'s.
@Tag("mosquitto") // of openssl, which comes with it
class AuthorityTest {

    @TempDir Path dir;
    private Path home;

    @BeforeEach
    void nameFolder() {
        home = dir.resolve("authority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hall/East, 2+2=4", "朗西 大厅"})
    void anAuthorityIsCalledWhatItsSiteIsCalled(String name) throws Exception {
        var file = dir.resolve("name"); // since arguments are in what the test's machine writes in
        Files.writeString(file, name);
        var init = "../scripts/ca init \"$1\" \"$(cat \"$2\")\"";
        var made = run(Stream.of("sh", "-c", init, "sh", home.toString(), file.toString()));
        assertEquals(0, made.status(), made::text);

        var said =
                run(
                        Stream.of(
                                "openssl",
                                "x509",
                                "-noout",
                                "-subject",
                                "-nameopt",
                                "oneline,utf8,-esc_msb,-esc_ctrl,-esc_2253",
                                "-in",
                                home.resolve("ca.pem").toString()));
        assertEquals("subject=CN = " + name + "\n", said.text());
    }

    @Test
    void oneThatCameToNothingCanBeMadeOnceMore() throws Exception {
        assertEquals(3, ca("init", "x".repeat(65)).status());
        assertEquals(1, ca("device", "north").status());

        done("init", "the site");
        done("device", "north");
    }

    @Test
    void aFolderWithABlankIsOneAndWhatOpensslWouldReadOtherwiseIsNot() throws Exception {
        home = dir.resolve("the authority");
        done("init", "the site");
        done("device", "north");

        home = dir.resolve("$x");
        assertEquals(2, ca("init", "the site").status());
        home = dir.resolve("a#b");
        assertEquals(2, ca("init", "the site").status());
    }

    @Test
    void aTypoMakesNoFolder() throws Exception {
        home = dir.resolve("typo");

        assertEquals(1, ca("show").status());
        assertEquals(2, ca("shwo").status());
        assertFalse(Files.exists(home));
    }

    @Test
    void aNameIsOneLine() throws Exception {
        done("init", "the site");

        assertEquals(2, ca("device", "good\n../../evil").status());
        assertEquals(2, ca("device", "good\nbetter").status());
        assertFalse(Files.exists(home.resolve("issued")));
    }

    /// The power goes, or the disk is full, between what openssl notes and what the broker gets.
    @Test
    void aRevocationThatWasCutOffIsDoneByTheNext() throws Exception {
        done("init", "the site");
        done("device", "north");
        var before = Files.readString(home.resolve("crl.pem"));
        var openssl = dir.resolve("bin/openssl");
        Files.createDirectories(openssl.getParent());
        Files.writeString(
                openssl,
                """
                #!/bin/sh
                case " $* " in *" -gencrl "*) exit 1 ;; esac
                PATH=/usr/bin:/bin exec openssl "$@"
                """);
        Files.setPosixFilePermissions(openssl, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertEquals(3, by(openssl.getParent() + ":/usr/bin:/bin", "revoke", "north").status());
        done("revoke", "north");

        assertFalse(Files.readString(home.resolve("crl.pem")).equals(before));
        var shown = run(Stream.of("openssl", "crl", "-noout", "-text", "-in", home + "/crl.pem"));
        assertTrue(shown.text().contains("Serial Number:"), shown::text);
        done("device", "north");
    }

    @Test
    void whatItIssuesIsWhatItSays() throws Exception {
        done("init", "the site");
        done("broker", "broker", "localhost", "127.0.0.1");
        done("device", "north");
        done("operator", "host");
        for (var name : List.of("north", "op.host")) {
            verify("sslclient", name, 0);
            verify("sslserver", name, 2);
        }
        verify("sslserver", "broker", 0);
        verify("sslclient", "broker", 2);
        assertEquals("rw-------", mode(home.resolve("ca.key")));
        assertEquals("rw-------", mode(issued("north.key")));
    }

    /// Who it is for is said here.
    @Test
    void aRequestsOwnNameIsNotBelieved() throws Exception {
        done("init", "the site");
        var request = dir.resolve("mine.csr").toString();
        var made = "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=op.commands";
        var asked = new ArrayList<>(List.of("openssl"));
        asked.addAll(List.of(made.split(" ")));
        asked.addAll(List.of("-keyout", dir.resolve("mine.key").toString(), "-out", request));
        assertEquals(0, run(asked.stream()).status());

        done("device", "east", request);

        var subject = run(Stream.of("openssl", "x509", "-noout", "-subject", "-in", pem("east")));
        assertTrue(subject.text().contains("CN = east"), subject::text);
        assertFalse(Files.exists(issued("east.key")));
        assertTrue(ca("show").text().contains("east"));
    }

    @Test
    void whatIsNotItsToIssueIsRefusedWithAReason() throws Exception {
        done("init", "the site");
        done("device", "north");
        for (var wrong :
                List.of(
                        List.of("device", "op.host"),
                        List.of("device", "list"),
                        List.of("device", "UP"),
                        List.of("device", "../x"),
                        List.of("device", "north"),
                        List.of("revoke", "nobody"),
                        List.of("init", "again"))) {
            var refused = ca(wrong.getFirst(), wrong.getLast());
            assertNotEquals(0, refused.status(), wrong::toString);
            assertTrue(refused.text().startsWith("ca: "), refused::text);
        }
    }

    private void verify(String purpose, String name, int status) throws Exception {
        var command = "openssl verify -crl_check -purpose " + purpose;
        var verified =
                run(
                        Stream.concat(
                                Stream.of(command.split(" ")),
                                Stream.of(
                                        "-CAfile",
                                        home.resolve("ca.pem").toString(),
                                        "-CRLfile",
                                        home.resolve("crl.pem").toString(),
                                        pem(name))));
        assertEquals(status, verified.status(), verified::text);
    }

    private Path issued(String file) {
        return home.resolve("issued").resolve(file);
    }

    private String pem(String name) {
        return issued(name + ".pem").toString();
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private record Said(int status, String text) {}

    private void done(String verb, String... words) throws Exception {
        var said = ca(verb, words);
        assertEquals(0, said.status(), said::text);
    }

    private Said ca(String verb, String... words) throws Exception {
        return by("/usr/bin:/bin", verb, words);
    }

    private Said by(String path, String verb, String... words) throws Exception {
        var command = new ArrayList<>(List.of("env", "PATH=" + path, "../scripts/ca", verb));
        command.add(home.toString());
        command.addAll(List.of(words));
        return run(command.stream());
    }

    private static Said run(Stream<String> command) throws Exception {
        var builder = new ProcessBuilder(command.toList()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        try (var said = process.getInputStream()) {
            var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        }
    }
}
