package onecard.hal.pcsc;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/// `DWORD` of pcsc-lite, a C `long` in memory: 8 bytes on aarch64 and x86-64, 4 on armhf.
final class Dword {

    static final MemoryLayout LAYOUT =
            Objects.requireNonNull(Linker.nativeLinker().canonicalLayouts().get("long"));

    static final long BYTES = LAYOUT.byteSize();

    private Dword() {}

    static long get(MemorySegment at, long offset) {
        return BYTES == 8
                ? at.get(ValueLayout.JAVA_LONG, offset)
                : Integer.toUnsignedLong(at.get(ValueLayout.JAVA_INT, offset));
    }

    static void set(MemorySegment at, long offset, long value) {
        if (BYTES == 8) {
            at.set(ValueLayout.JAVA_LONG, offset, value);
        } else {
            at.set(ValueLayout.JAVA_INT, offset, (int) value);
        }
    }
}
