package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.edge.audit.Audit;
import onecard.edge.audit.Export;
import onecard.money.Sale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sale each second for half an hour at one till, and now and then somebody who lacks the money:
/// all that can pay have paid, nobody is refused without a reason, and the last sale takes no more
/// than the first ones did.
class RushHourTest implements Stall.Witness {

    private static final int SALES = 60 * 30;

    /// One in so many comes without money.
    private static final int POOR_IN = 20;

    /// Above the second fifth: the first warms up.
    private static final double ROUGHLY = 1.05;

    /// What may stay in memory of one sale: its line in the books and the places of its records.
    /// Some 2,000 bytes were measured; a record kept by mistake would be as much again.
    private static final long LEFT_BYTES = 3_072;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir Path dir;

    private final List<String> told = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();

    @Test
    void eighteenHundredSalesInHalfAnHourAreAllTheSame() throws Exception {
        var device = Stall.Device.first(dir, "canteen-1");
        var taps = new long[SALES];
        var ends = new long[SALES];
        var left = new long[SALES + 1];
        int poor = 0;
        try (var stall = new Stall(device, Stall.NOON, this)) {
            for (int sale = 0; sale < SALES; sale++) {
                if (sale % (SALES / 5) == 0) {
                    left[sale] = usedBytes();
                }
                long begun = THREADS.getCurrentThreadAllocatedBytes();
                stall.tap(Stall.FIXED, sale, 300, 2_000);
                long tapped = THREADS.getCurrentThreadAllocatedBytes();
                stall.settle();
                taps[sale] = tapped - begun;
                ends[sale] = THREADS.getCurrentThreadAllocatedBytes() - tapped;
                assertTrue(stall.loop.isQuiet());
                if (sale % POOR_IN == 0) {
                    poor++;
                    stall.tap(Stall.FIXED, SALES + sale, 0, 100);
                    stall.settle();
                }
                stall.after(Duration.ofSeconds(1));
            }
            left[SALES] = usedBytes();
        }

        assertEquals(SALES, told.size());
        for (int sale = 0; sale < SALES; sale++) {
            assertEquals(Stall.FIXED + ":" + (sale + 1), told.get(sale));
        }
        assertEquals(poor, shown.stream().filter("fixed REFUSED No balance"::equals).count());
        assertEquals(SALES + poor, shown.size());
        assertBooked(device);
        assertFlat("bytes allocated by a tap", taps);
        assertFlat("bytes allocated by its records", ends);
        long each = (left[SALES] - left[SALES / 5]) / (SALES - SALES / 5);
        System.out.println(each + " bytes left in memory of each");
        assertTrue(each <= LEFT_BYTES, () -> each + " bytes left of each");
    }

    @Override
    public void told(Sale sale) {
        told.add(sale.id().toString());
    }

    @Override
    public void shown(String till, String words) {
        shown.add(till + " " + words.replaceFirst("Paid .*", "Paid"));
    }

    private static void assertBooked(Stall.Device device) throws Exception {
        var lines = SoldOnTape.lines(device.journal());
        var key = Optional.of(device.key().publicText());
        var audit = Audit.of(List.of(new Export(lines, key, Optional.empty())));
        assertEquals(List.of(), audit.findings());
        assertEquals(SALES, audit.count("done"));
        assertEquals(SALES, audit.sales().size());
        assertEquals(SALES * StallTills.PRICE.fen(), audit.takings().fen());
    }

    private static void assertFlat(String what, long[] series) {
        int fifth = series.length / 5;
        long second = median(series, fifth, 2 * fifth);
        long last = median(series, 4 * fifth, series.length);
        System.out.printf("%s: %d in the second fifth, %d in the last%n", what, second, last);
        assertTrue(last <= second * ROUGHLY, () -> what + ": " + second + ", then " + last);
    }

    private static long median(long[] series, int from, int to) {
        var some = Arrays.copyOfRange(series, from, to);
        Arrays.sort(some);
        return some[some.length / 2];
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
