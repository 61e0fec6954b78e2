package onecard.edge.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What devices say they hold calls for a list once more, and not too often.
class BirthsTest {

    private final Births births = new Births();
    private long now;

    @Test
    void whoHoldsTheVersionNeedsNothing() {
        birth("north", "staff", 7);
        after(Duration.ofDays(1));
        assertEquals(Optional.empty(), behind(7));
        assertEquals(Optional.empty(), behind(6));
    }

    @Test
    void aDeviceHasTimeToFetchWhatWasSent() {
        births.sent("staff", now);
        birth("north", "staff", 6);
        after(Duration.ofSeconds(29));
        assertEquals(Optional.empty(), behind(7));
        after(Duration.ofSeconds(1));
        assertEquals(Optional.of(6L), behind(7));
    }

    @Test
    void theLeastVersionCounts() {
        birth("north", "staff", 6);
        birth("south", "staff", 4);
        assertEquals(Optional.of(4L), behind(7));
    }

    @Test
    void whoHoldsNoneYetNeedsItAndWhoDoesNotNameItHasNoUseForIt() {
        birth("north", "other", 3);
        assertEquals(Optional.empty(), behind(1));
        birth("south", "staff", 0);
        assertEquals(Optional.of(0L), behind(1));
    }

    /// 30 s, 1 min, 2 min and so on to an hour: 11 or so in the first four hours, not 480.
    @Test
    void whoStaysBehindIsNotServedForEver() {
        birth("north", "staff", 6);
        int times = 0;
        for (int seconds = 0; seconds < 4 * 3_600; seconds++) {
            times += behind(7).isPresent() ? 1 : 0;
            after(Duration.ofSeconds(1));
        }
        assertTrue(times >= 9 && times <= 11, times + " times");
    }

    @Test
    void whoCameForwardMakesTheNextSoonAgain() {
        birth("north", "staff", 5);
        for (int i = 0; i < 6; i++) {
            assertEquals(Optional.of(5L), behind(7));
            after(Duration.ofSeconds(30L << i));
        }
        assertEquals(Optional.of(5L), behind(7));
        birth("north", "staff", 6);
        after(Duration.ofSeconds(30L << 6));
        assertEquals(Optional.of(6L), behind(7));
        after(Duration.ofSeconds(30));
        assertEquals(Optional.of(6L), behind(7));
    }

    @Test
    void whatIsNoBirthIsNothing() {
        births.heard("oc/v1/hall/north/birth", new byte[] {1});
        births.heard("oc/v1/hall/north/birth", "{}".getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), behind(7));
    }

    private void birth(String device, String list, long version) {
        var text = "{\"lists\":[{\"name\":\"%s\",\"version\":%d}]}".formatted(list, version);
        births.heard("oc/v1/hall/" + device + "/birth", text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Long> behind(long version) {
        return births.behind("staff", version, now);
    }

    private void after(Duration time) {
        now += time.toNanos();
    }
}
