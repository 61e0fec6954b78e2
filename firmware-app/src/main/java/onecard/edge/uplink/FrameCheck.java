package onecard.edge.uplink;

import java.io.IOException;

/// MQTT over WebSocket (RFC 6455): the answer to the upgrade, then frames, and packets in their
/// payload.
final class FrameCheck implements InboundCheck {

    private static final int HEAD_BYTES_MAX = 16 << 10;
    private static final int CONTROL = 0b1000;
    private static final int MASKED = 0x80;
    private static final int CONTROL_BYTES_MAX = 125;

    private enum Part {
        HEAD,
        OPCODE,
        LENGTH,
        LONG_LENGTH,
        PAYLOAD
    }

    private final InboundCheck packets;
    private final long bytesMax;
    private Part part = Part.HEAD;
    private int headBytes;
    private int lineEnds; // of the CR LF CR LF that ends the head
    private boolean control;
    private int lengthBytes;
    private long length;

    FrameCheck(InboundCheck packets, long bytesMax) {
        this.packets = packets;
        this.bytesMax = bytesMax;
    }

    /// The client throws away what it read together with the head.
    @Override
    public void saw(byte[] bytes, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            boolean inHead = part == Part.HEAD;
            saw(bytes[from + i] & 0xFF);
            if (inHead && part != Part.HEAD && i + 1 < count) {
                throw new IOException("the broker speaks before its upgrade is heard");
            }
        }
    }

    @Override
    public void saw(int octet) throws IOException {
        switch (part) {
            case HEAD -> head(octet);
            case OPCODE -> {
                control = (octet & CONTROL) != 0;
                part = Part.LENGTH;
            }
            case LENGTH -> length(octet);
            case LONG_LENGTH -> {
                length = length << 8 | octet;
                lengthBytes--;
                bounded();
                if (lengthBytes == 0) {
                    begin();
                }
            }
            case PAYLOAD -> {
                length--;
                if (!control) {
                    packets.saw(octet);
                }
                if (length == 0) {
                    part = Part.OPCODE;
                }
            }
        }
    }

    private void head(int octet) throws IOException {
        if (++headBytes > HEAD_BYTES_MAX) {
            throw new IOException(
                    "the broker answers the upgrade with more than " + HEAD_BYTES_MAX + " bytes");
        }
        boolean inEnd = lineEnds % 2 == 1;
        if (inEnd != (octet == '\n')) {
            // The client takes either alone for the end of a line.
            throw new IOException("the broker ends a line of its head with half of CR LF");
        }
        lineEnds = octet == '\r' || octet == '\n' ? lineEnds + 1 : 0;
        if (lineEnds == 4) {
            part = Part.OPCODE;
        }
    }

    private void length(int octet) throws IOException {
        if ((octet & MASKED) != 0) {
            throw new IOException("the broker masks its frames, which only a client may");
        }
        if (control && octet > CONTROL_BYTES_MAX) {
            throw new IOException("the broker sent a control frame of more than 125 bytes");
        }
        length = 0;
        lengthBytes =
                switch (octet) {
                    case 126 -> 2;
                    case 127 -> 8;
                    default -> 0;
                };
        if (lengthBytes > 0) {
            part = Part.LONG_LENGTH;
        } else {
            length = octet;
            begin();
        }
    }

    private void bounded() throws IOException {
        if (length > bytesMax || length < 0) {
            throw new IOException("the broker began a frame of more than " + bytesMax + " bytes");
        }
    }

    private void begin() {
        part = length == 0 ? Part.OPCODE : Part.PAYLOAD;
    }
}
