package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as somebody tries it, until its guests with codes have come.
class DemoTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir Path dir;

    @Test
    void aPassOpensAnECardOpensAPhotographDoesNotAndLunchIsPaid() throws Exception {
        try (var demo =
                new DaemonProcess(
                        "demo", "--headless", "--lang", "en", "--state", dir.toString())) {
            for (var seen :
                    new String[] {
                        "onecard.tap.v1 granted OK pass",
                        "onecard.tap.v1 granted OK staff",
                        "onecard.tap.v1 refused REPLAYED",
                        "onecard.sale.v1 done subsidy 5.00 personal 7.00",
                        "onecard.sale.v1 done personal 12.00",
                        "onecard.tap.v1 refused NO_BALANCE"
                    }) {
                Await.until(seen, SOON, () -> demo.output().contains(seen) || !demo.alive());
                assertTrue(demo.output().contains(seen), demo::output);
            }
        }
    }
}
