package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scenes that are no more than a profile, as site files.
class HouseSiteTest {

    private static String shipped(String name) {
        try {
            return WrittenOut.of(Files.readString(Path.of("..", "profiles", "examples", name)));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static SiteFile.Read read(String text) {
        return SiteFile.read(text);
    }

    private static onecard.site.SitePoint point(String text) {
        var good = assertInstanceOf(SiteFile.Read.Good.class, read(text), () -> "" + read(text));
        return good.profile().points().getFirst();
    }

    @Test
    void eachKeyMeansWhatItSays() {
        var library = point(shipped("library-gate.yaml")).policy().safeguards().house();
        assertTrue(library.anonymous() && library.late().isEmpty());
        var dormitory = point(shipped("dormitory.yaml")).policy().safeguards().house();
        assertTrue(!dormitory.anonymous());
        assertEquals("late", dormitory.late().orElseThrow().name());
        var kiosk = assertInstanceOf(TillProfile.class, point(shipped("kiosk.yaml")).profile());
        assertEquals(new Mode.Query(), kiosk.mode());
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    library-gate.yaml | anonymous: true | 'anonymous: true, second_factor: pin' | not_anonymous | second_factor
                    library-gate.yaml | anonymous: true | 'anonymous: true, first_person: [a]' | not_anonymous | first_person
                    library-gate.yaml | anonymous: true | 'anonymous: true, duress_groups: [a]' | not_anonymous | duress_groups
                    library-gate.yaml | anonymous: true | 'anonymous: true, visitors: { list: guests }' | not_anonymous | visitors
                    library-gate.yaml | anonymous: true | 'anonymous: yes' | flag | anonymous
                    dormitory.yaml | late_schedule: late | late_schedule: lat | reference | late_schedule
                    kiosk.yaml | mode: query | 'mode: query, payment: counted' | no_accounts | payment
                    kiosk.yaml | mode: query | 'mode: query, meals: {}' | without_effect | meals
                    kiosk.yaml | mode: query | 'mode: query, discounts: {a: 10}' | without_effect | discounts
                    kiosk.yaml | mode: query | mode: fixed | required | meals
                    """)
    void whatIsWrongIsNamedByRuleAndPath(
            String file, String good, String wrong, String rule, String key) {
        var text = shipped(file);
        assertTrue(text.contains(good), good);
        var bad =
                assertInstanceOf(
                        SiteFile.Read.Bad.class,
                        read(text.replaceFirst(good + ".*", wrong.replace(", ", "\n    "))));
        assertTrue(
                bad.problems().stream()
                        .anyMatch(it -> it.rule().equals(rule) && it.path().endsWith("." + key)),
                bad::toString);
    }
}
