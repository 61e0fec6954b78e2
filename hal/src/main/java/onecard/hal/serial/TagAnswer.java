package onecard.hal.serial;

import java.util.Arrays;
import java.util.HexFormat;

/// What a frame of a UHF module says. Pure.
///
/// A tag is told of with parameters `RSSI PC PC EPC.. CRC CRC`: signal strength in dBm with its
/// sign; protocol control, whose five highest bits are the EPC's length in words; the EPC; and the
/// tag's own CRC-16 over both (polynomial `1021`, begun with `FFFF`, inverted). The module passes
/// that on without a look at it, so it is checked here: a misread tag would be another dish.
///
/// Source: MagicRF, M100 & QM100 firmware manual, 2.2 and 4; EPC Gen2 v1.2.0, 6.3.2.1.
sealed interface TagAnswer {

    /// A tag answered.
    ///
    /// @param tag its EPC: 8 to 24 capital hexadecimal digits
    record Seen(String tag) implements TagAnswer {}

    /// No tag answered in this round, or those that did were garbled.
    record NoTag() implements TagAnswer {}

    /// A command was carried out.
    record Done(int command) implements TagAnswer {}

    record Refused(String why) implements TagAnswer {}

    /// A tag misread, or with an EPC longer or shorter than plates have; an answer to something
    /// else.
    record Strange() implements TagAnswer {}

    int POLL = 0x22;
    int REFUSED = 0xFF;

    static TagAnswer of(TagFrame frame) {
        var said = frame.parameters();
        if (frame.type() == TagFrame.TAG) {
            return frame.command() == POLL ? tag(said) : new Strange();
        }
        if (said.length == 0) {
            return new Strange();
        }
        if (frame.command() == REFUSED) {
            return refused(said[0] & 0xff);
        }
        return said.length == 1 && said[0] == 0 ? new Done(frame.command()) : new Strange();
    }

    private static TagAnswer refused(int code) {
        return switch (code) {
            case 0x15 -> new NoTag();
            case 0x17 -> new Refused("does not know our command");
            case 0x20 -> new Refused("finds no free channel");
            default -> new Refused("says error %02X".formatted(code));
        };
    }

    private static TagAnswer tag(byte[] said) {
        int epcBytes = said.length - 1 - 2 - 2;
        if (epcBytes < 4 || epcBytes > 12 || (said[1] & 0xff) >> 3 != epcBytes / 2) {
            return new Strange();
        }
        int end = 3 + epcBytes;
        int crc = (said[end] & 0xff) << 8 | said[end + 1] & 0xff;
        return crc == crc(Arrays.copyOfRange(said, 1, end)) && epcBytes % 2 == 0
                ? new Seen(HexFormat.of().withUpperCase().formatHex(said, 3, end))
                : new Strange();
    }

    /// Over protocol control and EPC.
    static int crc(byte[] bytes) {
        int crc = 0xFFFF;
        for (var next : bytes) {
            crc ^= (next & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return ~crc & 0xFFFF;
    }
}
