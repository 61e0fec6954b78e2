package onecard.hal.input;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs what must hold on an input device of the kernel's, on a machine with a JDK and no Maven,
/// after `modprobe -a uinput evdev`:
///
/// ```
/// java --enable-native-access=ALL-UNNAMED \
///   -cp hal/target/test-classes:hal/target/classes:JARS onecard.hal.input.OnKeys
/// ```
///
/// with `JARS` those named in `hal/target/classpath.test`. Exit status 0 when all of it holds; 1
/// also when nothing was run.
public final class OnKeys {

    private OnKeys() {}

    /// Takes no arguments.
    public static void main(String[] args) {
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(KernelKeypadContractTest.class))
                        .build();
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        var summary = listener.getSummary();
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        summary.printFailuresTo(out, 20);
        out.printf(
                "keys: %d of %d tests hold%n",
                summary.getTestsSucceededCount(), summary.getTestsFoundCount());
        boolean holds =
                summary.getTestsSucceededCount() > 0
                        && summary.getTestsSucceededCount() == summary.getTestsFoundCount();
        System.exit(holds ? 0 : 1);
    }
}
