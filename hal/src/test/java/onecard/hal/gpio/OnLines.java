package onecard.hal.gpio;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs what must hold on real lines, on a machine with a JDK and no Maven, as [TestLines] says
/// where they are:
///
/// ```
/// java --enable-native-access=ALL-UNNAMED -Donecard.gpio.chip=LABEL \
///   -cp hal/target/test-classes:hal/target/classes:JARS onecard.hal.gpio.OnLines
/// ```
///
/// with `JARS` those named in `hal/target/classpath.test`. Exit status 0 when all of it holds; 1
/// also when nothing was run.
public final class OnLines {

    private OnLines() {}

    /// Takes no arguments.
    public static void main(String[] args) {
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                selectClass(RelayOnLinesTest.class),
                                selectClass(ContactOnLinesTest.class),
                                selectClass(GpioOnLinesTest.class))
                        .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener, new Progress());
        var summary = listener.getSummary();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.printFailuresTo(out, 20);
        System.out.printf(
                "lines: %d of %d tests hold%n",
                summary.getTestsSucceededCount(), summary.getTestsFoundCount());
        boolean holds =
                summary.getTestsSucceededCount() > 0
                        && summary.getTestsSucceededCount() == summary.getTestsFoundCount();
        System.exit(holds ? 0 : 1);
    }

    /// One line a test: an emulated board takes its time.
    private static final class Progress implements TestExecutionListener {
        private long started;

        @Override
        public void executionStarted(TestIdentifier test) {
            started = System.nanoTime();
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                System.out.printf(
                        "%s %s %d ms%n",
                        result.getStatus(),
                        test.getDisplayName(),
                        (System.nanoTime() - started) / 1_000_000);
            }
        }
    }
}
