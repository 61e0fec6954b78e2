package onecard.hal.gpio;

import java.lang.foreign.MemorySegment;

/// An edge, as the kernel stamped it.
///
/// @param nanos on the monotonic clock, which is also Java's; after the debounce time, where there
/// is one
/// @param rising towards active
/// @param seqno counts the line's edges from 1; a gap are edges that the kernel could not keep
record LineEvent(long nanos, boolean rising, int seqno) {

    /// Of the n-th `struct gpio_v2_line_event`.
    static LineEvent decode(MemorySegment events, int n) {
        long at = n * Uapi.EVENT.byteSize();
        return new LineEvent(
                events.get(Uapi.U64, at + Uapi.EVENT_NANOS),
                events.get(Uapi.U32, at + Uapi.EVENT_ID) == Uapi.RISING_EDGE,
                events.get(Uapi.U32, at + Uapi.EVENT_SEQNO));
    }
}
