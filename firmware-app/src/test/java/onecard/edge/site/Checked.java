package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import onecard.site.Problem;
import onecard.site.SiteProfile;

/// What becomes of a site file's text.
final class Checked {

    private Checked() {}

    static SiteProfile good(String text) {
        var read = SiteFile.read(text);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    static List<Problem> bad(String text) {
        return assertInstanceOf(SiteFile.Read.Bad.class, SiteFile.read(text), text).problems();
    }

    /// Of what is wrong, this is one thing.
    ///
    /// @param path where it is, or where it begins
    static void assertProblem(String rule, String path, String text) {
        var problems = bad(text);
        assertTrue(
                problems.stream()
                        .anyMatch(
                                problem ->
                                        problem.rule().equals(rule)
                                                && problem.path().startsWith(path)),
                problems::toString);
    }
}
