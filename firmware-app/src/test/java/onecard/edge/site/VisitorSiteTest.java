package onecard.edge.site;

import static onecard.edge.site.Checked.assertProblem;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import onecard.edge.lists.ListType;
import onecard.edge.state.HeldLists;
import onecard.site.SiteVisitors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where visitors are expected in a site file: what the keys mean, and what is said of wrong ones.
class VisitorSiteTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-visitor.yaml");

    @Test
    void aGateHasAListASlotAndAGuard() throws IOException {
        var site = good(Files.readString(BENCH));
        assertEquals(
                Optional.of(
                        new SiteVisitors(
                                "visitors",
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(30),
                                Duration.ofHours(24),
                                Optional.of("slot"),
                                Optional.of("guard"),
                                Optional.of("guard"))),
                site.points().getFirst().visitors());
        assertEquals(Map.of("visitors", ListType.PASSES), HeldLists.types(site));
    }

    /// What is replaced, by what, and the problem it gives where.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    list: visitors, returns | list: vistors, returns | reference | points.gate-1.visitors.list
                    list: visitors, returns | list: demo, returns | two_roles | points.gate-1.visitors.list
                    list: visitors, returns | early_min: 241, list: visitors, returns | range | points[0].visitors.early_min
                    list: visitors, returns | late_min: 241, list: visitors, returns | range | points[0].visitors.late_min
                    list: visitors, returns | close_after_h: 0, list: visitors, returns | range | points[0].visitors.close_after_h
                    list: visitors, returns | returns | required | points[0].visitors.list
                    returns: slot | returns: slit | reference | points.gate-1.visitors.returns
                    returns: slot | returns: in | not_on_the_way_out | points.gate-1.visitors.returns
                    returns: slot, guard: { display: guard | returns: slot, guard: { display: gard | reference | points.gate-1.visitors.guard.display
                    returns: slot, guard: { display: guard, printer: guard | returns: slot, guard: { printer: gard | reference | points.gate-1.visitors.guard.printer
                    """)
    void whatIsWrongIsNamedByRuleAndPath(String good, String wrong, String rule, String path)
            throws IOException {
        var text = Files.readString(BENCH);
        assertTrue(text.contains(good), good);
        assertProblem(rule, path, text.replace(good, wrong));
    }

    @Test
    void whereNobodyIsReadWhoLeavesNoVisitEnds() throws IOException {
        var text =
                Files.readString(BENCH)
                        .replace("out: { reader: out, more_readers: [slot], ", "out: { ")
                        .replace("out: { reader: drive-out, ", "out: { ")
                        .replace("returns: slot, ", "");
        assertProblem("no_way_out", "points.gate-1.visitors.list", text);
    }
}
