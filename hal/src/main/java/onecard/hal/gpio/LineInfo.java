package onecard.hal.gpio;

import java.lang.foreign.MemorySegment;

/// What the kernel tells of a line, whoever holds it.
///
/// @param chip its label and device
/// @param name as the board's maker gave it; may be empty
/// @param used by a program or a driver, so nobody else can have it
/// @param consumer who uses it; may be empty
/// @param output which way it is set now
public record LineInfo(
        String chip, String name, int offset, boolean used, String consumer, boolean output) {

    /// Of a `struct gpio_v2_line_info`.
    static LineInfo decode(String chip, MemorySegment info) {
        long flags = info.get(Uapi.U64, Uapi.INFO_FLAGS);
        return new LineInfo(
                chip,
                Uapi.name(info, Uapi.INFO_NAME),
                info.get(Uapi.U32, Uapi.INFO_OFFSET),
                (flags & Uapi.FLAG_USED) != 0,
                Uapi.name(info, Uapi.INFO_CONSUMER),
                (flags & Uapi.FLAG_OUTPUT) != 0);
    }

    /// `GPIO17 (17)`, or the number alone.
    public String text() {
        return name.isEmpty() ? String.valueOf(offset) : name + " (" + offset + ")";
    }
}
