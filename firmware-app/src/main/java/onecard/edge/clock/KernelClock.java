package onecard.edge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.time.ClockTrust;

/// What the kernel says of its own clock: disciplined by a time source (`adjtimex` without
/// STA_UNSYNC), else set from a clock chip at boot, else anything. Thread-safe.
public final class KernelClock {

    /// `TIME_ERROR` of timex.h: the answer of an unsynchronised clock.
    private static final int TIME_ERROR = 5;

    /// Larger than `struct timex` on any ABI; all-zero `modes` makes the call a pure read.
    private static final long TIMEX_BYTES = 512;

    private static final Path CLOCK_CHIP = Path.of("/sys/class/rtc/rtc0");

    private final MethodHandle adjtimex;

    /// Finds the call; asks nothing yet.
    @SuppressWarnings("restricted") // calling C is this class's whole purpose
    public KernelClock() {
        var linker = Linker.nativeLinker();
        adjtimex =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("adjtimex"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /// How far the kernel's clock is believed right now.
    public ClockTrust trust() {
        try (var arena = Arena.ofConfined()) {
            int state = (int) adjtimex.invokeExact(arena.allocate(TIMEX_BYTES, 8));
            if (state >= 0 && state != TIME_ERROR) {
                return ClockTrust.SYNCED;
            }
        } catch (Throwable refused) {
            // A sandbox may forbid the call: then nothing is known, which is not the same as
            // synced.
            return ClockTrust.UNTRUSTED;
        }
        return Files.exists(CLOCK_CHIP) ? ClockTrust.RTC : ClockTrust.UNTRUSTED;
    }
}
