package onecard.edge.uplink;

import java.io.IOException;

/// Looks at each byte that a broker sends before the client does, and ends the line where the
/// client would make room for what no honest broker sends: it takes lengths at their word, and an
/// array of 256 MB is the end of the process. One thread.
interface InboundCheck {

    /// @param octet the next byte, 0..255
    /// @throws IOException in words for a person; nothing that follows is to be read
    void saw(int octet) throws IOException;

    /// The same of what was read at once.
    default void saw(byte[] bytes, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            saw(bytes[i] & 0xFF);
        }
    }

    /// What a line to that endpoint must be.
    ///
    /// @param packetBytesMax of an MQTT packet, without its fixed header
    /// @param properties whether packets have them: MQTT 5
    static InboundCheck of(boolean webSocket, long packetBytesMax, boolean properties) {
        var packets = new PacketCheck(packetBytesMax, properties);
        return webSocket ? new FrameCheck(packets, 2 * packetBytesMax) : packets;
    }
}
