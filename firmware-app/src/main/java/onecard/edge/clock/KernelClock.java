package onecard.edge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import onecard.time.ClockTrust;

/// What the kernel says of its own clock: disciplined by a time source (`adjtimex` without
/// STA_UNSYNC), else set from a clock chip at boot, else anything. Thread-safe.
public final class KernelClock {

    /// `TIME_ERROR` of timex.h: the answer of an unsynchronised clock.
    private static final int TIME_ERROR = 5;

    /// `STA_NANO` of timex.h: the offset is in nanoseconds.
    private static final int NANOSECONDS = 0x2000;

    private static final Path CLOCK_CHIP = Path.of("/sys/class/rtc/rtc0");

    /// @param synced whether a time source disciplines it
    /// @param offsetMicros what is still to be corrected
    /// @param errorMicros by how much it may be wrong at most; grows while nothing disciplines it
    public record Reading(boolean synced, long offsetMicros, long errorMicros) {}

    /// How far the kernel's clock is believed right now.
    public ClockTrust trust() {
        var read = read();
        if (read.isEmpty()) {
            // A sandbox may forbid the call: then nothing is known, which is not the same as
            // synced.
            return ClockTrust.UNTRUSTED;
        }
        if (read.get().synced()) {
            return ClockTrust.SYNCED;
        }
        return Files.exists(CLOCK_CHIP) ? ClockTrust.RTC : ClockTrust.UNTRUSTED;
    }

    /// What it says now; empty if nobody may ask.
    public Optional<Reading> read() {
        try (var arena = Arena.ofConfined()) {
            var timex = arena.allocate(Timex.BYTES, Timex.LONG.byteAlignment());
            int state = (int) Timex.ADJTIMEX.invokeExact(timex);
            return state < 0 ? Optional.empty() : Optional.of(Timex.reading(state, timex));
        } catch (Throwable _) {
            return Optional.empty();
        }
    }

    /// `struct timex` begins with an int and four C longs; all-zero `modes` makes the call a pure
    /// read.
    private static final class Timex {

        /// Larger than it is on any ABI.
        static final long BYTES = 512;

        private static final Linker LINKER = Linker.nativeLinker();
        static final MemoryLayout LONG =
                Objects.requireNonNull(LINKER.canonicalLayouts().get("long"));
        static final MethodHandle ADJTIMEX = link();

        static KernelClock.Reading reading(int state, MemorySegment timex) {
            long offset = number(timex, 1);
            int status = timex.get(ValueLayout.JAVA_INT, 5 * LONG.byteSize());
            boolean nanos = (status & NANOSECONDS) != 0;
            return new KernelClock.Reading(
                    state != TIME_ERROR, nanos ? offset / 1_000 : offset, number(timex, 3));
        }

        /// @param at in longs: modes, offset, freq, maxerror, esterror; status is an int again
        private static long number(MemorySegment timex, int at) {
            return LONG.byteSize() == Long.BYTES
                    ? timex.get(ValueLayout.JAVA_LONG, at * (long) Long.BYTES)
                    : timex.get(ValueLayout.JAVA_INT, at * (long) Integer.BYTES);
        }

        @SuppressWarnings("restricted") // calling C is this class's whole purpose
        private static MethodHandle link() {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("adjtimex"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        }
    }
}
