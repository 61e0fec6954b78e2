package onecard.edge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Sm3;
import onecard.edge.site.SiteFile;
import onecard.edge.words.Message;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import onecard.words.Words;

/// Reading a site file for a command that cannot go on without a good one.
public final class Sites {

    private Sites() {}

    /// The profile; or every problem told, and empty.
    public static Optional<SiteProfile> read(Path file, Console console) {
        return good(file, SiteFile.read(file), console);
    }

    /// As [#read(Path, Console)], of a text that was read before.
    ///
    /// @param file for people: where it came from
    public static Optional<SiteProfile> read(Path file, String yaml, Console console) {
        return good(file, SiteFile.read(yaml), console);
    }

    private static Optional<SiteProfile> good(Path file, SiteFile.Read read, Console console) {
        return switch (read) {
            case SiteFile.Read.Good(var profile) -> Optional.of(profile);
            case SiteFile.Read.Bad(var problems) -> {
                problems.forEach(problem -> console.point(line(file, problem).in(console.lang())));
                yield Optional.empty();
            }
        };
    }

    /// `file:line:col: path: rule, but was VALUE; advice`
    static Words line(Path file, Problem problem) {
        return Message.PROBLEM.with(
                file,
                problem.line(),
                problem.column(),
                problem.path(),
                problem.rule(),
                problem.value(),
                problem.advice());
    }

    /// As [#hash(String)], of a file.
    public static String hash(Path file) throws IOException {
        return hash(Files.readString(file));
    }

    /// SM3 of a site file of that text and of the ready profiles that it names, in hexadecimal:
    /// another version of one of these is another hash.
    public static String hash(String yaml) {
        return Sm3.hex(SiteFile.whole(yaml).getBytes(StandardCharsets.UTF_8));
    }
}
