package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.access.SharedTerms;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;

/// A gate that shares passes, as the site file has it.
class SharingSiteTest {

    private static final String SITE =
            """
            onecard: 1
            site: bench
            device: gate
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true, applications: [ssc] }, back: { sim: true, applications: [ssc] } }
              relays: { lock: { sim: true, max_on_ms: 10000, at_stop: off } }
            points:
              - id: gate-1
                profile: door
                in: { reader: in, relay: lock }
                out: { reader: back }
                lists: [staff]
                least: A1
                journal_full: refuse
                visitors: { list: visitors, with: [barrier, hall], alone: refuse }
            lists: { staff: { local: true }, visitors: { local: true } }
            journal: { host: none }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { file: /etc/onecard/site.key } }
            """;

    private static SiteProfile good(String site) {
        var read = SiteFile.read(site);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    /// Where, and by which rule.
    private static List<String> problems(String site) {
        var read = SiteFile.read(site);
        return assertInstanceOf(SiteFile.Read.Bad.class, read, read::toString).problems().stream()
                .map(problem -> problem.path() + " " + problem.rule())
                .toList();
    }

    @Test
    void whomItSharesWith() {
        assertEquals(
                Map.of(
                        "gate-1",
                        new SharedTerms(Set.of("barrier", "hall"), SharedTerms.Alone.REFUSE)),
                good(SITE).shared());
        assertEquals(
                Map.of(
                        "gate-1",
                        new SharedTerms(Set.of("barrier", "hall"), SharedTerms.Alone.OPEN)),
                good(SITE.replace(", alone: refuse", "")).shared());
        assertEquals(
                Map.of(),
                good(SITE.replace(", with: [barrier, hall], alone: refuse", "")).shared());
    }

    @Test
    void withOthersEachOnce() {
        assertEquals(
                List.of("points.gate-1.visitors.with own_device"),
                problems(SITE.replace("[barrier, hall]", "[barrier, gate]")));
        assertEquals(
                List.of("points.gate-1.visitors.with twice"),
                problems(SITE.replace("[barrier, hall]", "[barrier, barrier]")));
        assertEquals(
                List.of("points.gate-1.visitors.alone required"),
                problems(SITE.replace("with: [barrier, hall], ", "")));
    }

    /// They would leave at another device, and be inside here until the visit is closed by time.
    @Test
    void somebodyIsReadWhoLeavesHere() {
        assertEquals(
                List.of("points.gate-1.visitors.list no_way_out"),
                problems(
                        SITE.replace("                out: { reader: back }\n", "")
                                .replace("    out: { reader: back }\n", "")));
    }

    @Test
    void byTheOneKeyOfTheSite() {
        assertEquals(
                List.of("keys.site.generate own_key"),
                problems(SITE.replace("{ file: /etc/onecard/site.key }", "{ generate: true }")));
    }
}
