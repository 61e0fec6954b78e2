package onecard.hal.gpio;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.PathElement.sequenceElement;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;

import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// The structs and numbers of the GPIO character device, version 2, by the kernel's own names
/// (include/uapi/linux/gpio.h, Linux 5.10 and later). Every field has its width in its C type, so
/// they are the same on all machines that share these request numbers: x86, ARM, RISC-V, LoongArch.
final class Uapi {

    static final ValueLayout.OfInt U32 = (ValueLayout.OfInt) canonical("int");
    static final ValueLayout.OfLong U64 =
            ((ValueLayout.OfLong) canonical("long long")).withByteAlignment(Long.BYTES);

    static final int NAME_BYTES = 32;
    private static final MemoryLayout NAME = sequenceLayout(NAME_BYTES, canonical("char"));
    private static final int LINES_MAX = 64;
    private static final int ATTRS_MAX = 10;

    /// `struct gpiochip_info`
    static final StructLayout CHIP =
            structLayout(NAME.withName("name"), NAME.withName("label"), U32.withName("lines"));

    private static final StructLayout ATTRIBUTE =
            structLayout(
                    U32.withName("id"),
                    U32.withName("padding"),
                    U64.withName("value")); // a union: flags, values, debounce_period_us

    /// `struct gpio_v2_line_info`
    static final StructLayout INFO =
            structLayout(
                    NAME.withName("name"),
                    NAME.withName("consumer"),
                    U32.withName("offset"),
                    U32.withName("num_attrs"),
                    U64.withName("flags"),
                    sequenceLayout(ATTRS_MAX, ATTRIBUTE).withName("attrs"),
                    sequenceLayout(4, U32).withName("padding"));

    private static final StructLayout CONFIG =
            structLayout(
                    U64.withName("flags"),
                    U32.withName("num_attrs"),
                    sequenceLayout(5, U32).withName("padding"),
                    sequenceLayout(
                                    ATTRS_MAX,
                                    structLayout(ATTRIBUTE.withName("attr"), U64.withName("mask")))
                            .withName("attrs"));

    /// `struct gpio_v2_line_request`
    static final StructLayout REQUEST =
            structLayout(
                    sequenceLayout(LINES_MAX, U32).withName("offsets"),
                    NAME.withName("consumer"),
                    CONFIG.withName("config"),
                    U32.withName("num_lines"),
                    U32.withName("event_buffer_size"),
                    sequenceLayout(5, U32).withName("padding"),
                    U32.withName("fd"));

    /// `struct gpio_v2_line_values`
    static final StructLayout VALUES = structLayout(U64.withName("bits"), U64.withName("mask"));

    /// `struct gpio_v2_line_event`
    static final StructLayout EVENT =
            structLayout(
                    U64.withName("timestamp_ns"),
                    U32.withName("id"),
                    U32.withName("offset"),
                    U32.withName("seqno"),
                    U32.withName("line_seqno"),
                    sequenceLayout(6, U32).withName("padding"));

    private static final int WRITE = 1; // _IOC_WRITE and _IOC_READ of asm-generic/ioctl.h
    private static final int READ = 2;

    static final int GET_CHIPINFO = number(READ, 0x01, CHIP);
    static final int GET_LINEINFO = number(READ | WRITE, 0x05, INFO);
    static final int GET_LINE = number(READ | WRITE, 0x07, REQUEST);
    static final int GET_VALUES = number(READ | WRITE, 0x0E, VALUES);
    static final int SET_VALUES = number(READ | WRITE, 0x0F, VALUES);

    static final long FLAG_USED = 1;
    static final long FLAG_ACTIVE_LOW = 1 << 1;
    static final long FLAG_INPUT = 1 << 2;
    static final long FLAG_OUTPUT = 1 << 3;
    static final long FLAG_EDGE_RISING = 1 << 4;
    static final long FLAG_EDGE_FALLING = 1 << 5;
    static final long FLAG_OPEN_DRAIN = 1 << 6;
    static final long FLAG_OPEN_SOURCE = 1 << 7;
    static final long FLAG_BIAS_PULL_UP = 1 << 8;
    static final long FLAG_BIAS_PULL_DOWN = 1 << 9;
    static final long FLAG_BIAS_DISABLED = 1 << 10;

    static final int ATTR_OUTPUT_VALUES = 2;
    static final int ATTR_DEBOUNCE = 3;
    static final int RISING_EDGE = 1;

    /// The one line of a request, in masks and values: their bits count the request's lines, not
    /// the chip's.
    static final long FIRST = 1;

    /// The most edges a kernel keeps of one line.
    static final int EVENTS_MAX = 16 * LINES_MAX;

    static final long CHIP_NAME = at(CHIP, "name");
    static final long CHIP_LABEL = at(CHIP, "label");
    static final long CHIP_LINES = at(CHIP, "lines");
    static final long INFO_NAME = at(INFO, "name");
    static final long INFO_CONSUMER = at(INFO, "consumer");
    static final long INFO_OFFSET = at(INFO, "offset");
    static final long INFO_FLAGS = at(INFO, "flags");
    static final long REQUEST_OFFSET = at(REQUEST, "offsets");
    static final long REQUEST_CONSUMER = at(REQUEST, "consumer");
    static final long REQUEST_FLAGS = at(REQUEST, "config") + at(CONFIG, "flags");
    static final long REQUEST_ATTRS = at(REQUEST, "config") + at(CONFIG, "num_attrs");
    static final long FIRST_ATTR = at(REQUEST, "config") + at(CONFIG, "attrs");
    static final long ATTR_ID = FIRST_ATTR + at(ATTRIBUTE, "id");
    static final long ATTR_VALUE = FIRST_ATTR + at(ATTRIBUTE, "value");
    static final long ATTR_MASK =
            FIRST_ATTR
                    + CONFIG.select(groupElement("attrs"), sequenceElement())
                            .byteOffset(groupElement("mask"));
    static final long REQUEST_LINES = at(REQUEST, "num_lines");
    static final long REQUEST_EVENTS = at(REQUEST, "event_buffer_size");
    static final long REQUEST_FD = at(REQUEST, "fd");
    static final long VALUES_BITS = at(VALUES, "bits");
    static final long VALUES_MASK = at(VALUES, "mask");
    static final long EVENT_NANOS = at(EVENT, "timestamp_ns");
    static final long EVENT_ID = at(EVENT, "id");
    static final long EVENT_SEQNO = at(EVENT, "seqno");

    private Uapi() {}

    /// A name as the kernel keeps it: cut where it is longer.
    static String kept(String name) {
        return name.length() < NAME_BYTES ? name : name.substring(0, NAME_BYTES - 1);
    }

    /// @param name in ASCII
    static void putName(MemorySegment into, long at, String name) {
        into.setString(at, kept(name), StandardCharsets.US_ASCII);
    }

    static String name(MemorySegment from, long at) {
        return from.asSlice(at, NAME_BYTES).getString(0, StandardCharsets.UTF_8);
    }

    private static int number(int direction, int number, StructLayout argument) {
        return direction << 30 | (int) argument.byteSize() << 16 | 0xB4 << 8 | number;
    }

    private static long at(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }

    private static MemoryLayout canonical(String type) {
        var layout = Linker.nativeLinker().canonicalLayouts().get(type);
        if (layout == null) {
            throw new IllegalStateException("the linker knows no C type " + type);
        }
        return layout;
    }
}
