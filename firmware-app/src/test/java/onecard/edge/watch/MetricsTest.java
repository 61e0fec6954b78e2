package onecard.edge.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import onecard.edge.crypto.Json;
import onecard.hal.CardFault;
import onecard.point.Fact;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    @Test
    void aFamilyIsNamedOnceBeforeAllOfItsSamples() {
        metrics.unread("in", CardFault.UNREADABLE);
        metrics.read("in", OptionalInt.of(3));
        metrics.fact(new Fact.Passage(Fact.Result.PASSED));
        metrics.gauge("onecard_build_info{version=\"1\"}", () -> 1);

        var families = new HashSet<String>();
        var family = "";
        for (var line : metrics.text().lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                family = line.split(" ")[2];
                assertTrue(families.add(family), line);
            } else if (!line.equals("# EOF")) {
                assertTrue(line.startsWith(family), line);
            }
        }
        assertTrue(metrics.text().contains("# TYPE onecard_reads counter\n"));
        assertTrue(metrics.text().contains("# TYPE onecard_build info\n"));
        assertTrue(metrics.text().contains("# TYPE onecard_tap_milliseconds histogram\n"));
        assertTrue(metrics.text().endsWith("# EOF\n"));
    }

    @Test
    void whoeverLooksOnHasEachOfTheLastTapsOnce() {
        metrics.tapTook(120);
        metrics.tapTook(90);
        assertEquals(List.of(120L, 90L), metrics.lastTapMillis());
        assertEquals(List.of(), metrics.lastTapMillis());
        for (long i = 0; i <= LastValues.MAX; i++) {
            metrics.tapTook(i);
        }
        var last = metrics.lastTapMillis();
        assertEquals(LastValues.MAX, last.size());
        assertEquals(1L, last.getFirst(), "the first has given way");
    }

    @Test
    void howLongTapsTookIsCountedByRisingBounds() {
        for (long millis : List.of(5L, 6L, 250L, 60_000L)) {
            metrics.tapTook(millis);
        }

        var buckets =
                metrics.text()
                        .lines()
                        .filter(line -> line.startsWith("onecard_tap_milliseconds"))
                        .map(line -> line.substring("onecard_tap_milliseconds".length()))
                        .toList();
        assertEquals(
                List.of(
                        "_bucket{le=\"5\"} 1",
                        "_bucket{le=\"10\"} 2",
                        "_bucket{le=\"20\"} 2",
                        "_bucket{le=\"50\"} 2",
                        "_bucket{le=\"100\"} 2",
                        "_bucket{le=\"250\"} 3",
                        "_bucket{le=\"500\"} 3",
                        "_bucket{le=\"1000\"} 3",
                        "_bucket{le=\"2000\"} 3",
                        "_bucket{le=\"5000\"} 3",
                        "_bucket{le=\"+Inf\"} 4",
                        "_count 4",
                        "_sum 60261"),
                buckets);
    }

    @Test
    void whatIsSentIsWhatIsServed() {
        metrics.tapTook(7);
        metrics.alarm("fire", true);
        metrics.alarm("fire", false);
        metrics.readings(() -> Map.of("onecard_list_age_seconds{list=\"staff\"}", 5L));

        var sent = metrics.json();
        for (var line : metrics.text().lines().filter(it -> !it.startsWith("#")).toList()) {
            int blank = line.lastIndexOf(' ');
            var value = Long.parseLong(line.substring(blank + 1));
            assertEquals(value, sent.number(line.substring(0, blank)).orElseThrow(), line);
        }
        assertEquals(1, sent.number("onecard_alarms_total{alarm=\"fire\"}").orElseThrow());
        assertEquals(5, sent.number("onecard_list_age_seconds{list=\"staff\"}").orElseThrow());
    }

    @Test
    void aValueThatHasGoneIsShownNoMore() {
        var values = new java.util.HashMap<String, Long>();
        metrics.readings(() -> values);
        values.put("onecard_supply_low{sensor=\"a\"}", 1L);
        assertTrue(metrics.text().contains("onecard_supply_low{sensor=\"a\"} 1\n"));

        values.clear();

        assertFalse(metrics.text().contains("onecard_supply_low"));
        assertFalse(names(metrics.json()).contains("onecard_supply_low"));
    }

    private static String names(Json.Obj json) {
        return json.toString();
    }
}
