package onecard.edge.process;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Authorities and certificates made for a test by `openssl`, all with EC keys.
final class Certificates {

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /// @param cert PEM
    /// @param key PKCS#8 PEM, unencrypted
    record Pair(Path cert, Path key) {}

    Pair authority(String name) throws Exception {
        var pair = pair(name);
        openssl(
                Stream.of(
                        request(pair.key()),
                        List.of("-x509", "-days", "3650", "-subj", "/CN=" + name),
                        List.of("-out", pair.cert().toString())));
        return pair;
    }

    /// @param names what the certificate is for: `IP:127.0.0.1,DNS:localhost`
    Pair issued(Pair authority, String name, String names, int days) throws Exception {
        var pair = pair(name);
        var asked = directory.resolve(name + ".csr").toString();
        var extensions = directory.resolve(name + ".ext");
        Files.writeString(extensions, "subjectAltName=" + names + "\n");
        openssl(Stream.of(request(pair.key()), List.of("-subj", "/CN=" + name, "-out", asked)));
        openssl(
                Stream.of(
                        List.of("x509", "-req", "-in", asked, "-days", Integer.toString(days)),
                        List.of(
                                "-CA",
                                authority.cert().toString(),
                                "-CAkey",
                                authority.key().toString()),
                        List.of("-CAcreateserial", "-extfile", extensions.toString()),
                        List.of("-out", pair.cert().toString())));
        return pair;
    }

    private Pair pair(String name) {
        return new Pair(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    private static List<String> request(Path key) {
        return List.of(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                key.toString());
    }

    private static void openssl(Stream<List<String>> arguments) throws Exception {
        var command = Stream.concat(Stream.of("openssl"), arguments.flatMap(List::stream)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            var output = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + output);
            }
        }
    }
}
