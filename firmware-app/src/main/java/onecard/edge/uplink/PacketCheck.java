package onecard.edge.uplink;

import java.io.IOException;

/// MQTT: the fixed headers of packets, one behind the other. A message of QoS 2 is kept by the
/// client until it is released, and nobody asks for one.
final class PacketCheck implements InboundCheck {

    private static final int PUBLISH = 3;
    private static final int QOS_2_OR_3 = 0b0100;
    private static final int LENGTH_BITS = 28;

    private final long bytesMax;
    private long body; // bytes of this packet that are to come
    private boolean inLength;
    private long length;
    private int bits;

    PacketCheck(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public void saw(int octet) throws IOException {
        if (body > 0) {
            body--;
        } else if (inLength) {
            length(octet);
        } else {
            begin(octet);
        }
    }

    private void begin(int octet) throws IOException {
        if (octet >> 4 == PUBLISH && (octet & QOS_2_OR_3) != 0) {
            throw new IOException("the broker sent QoS 2, which nobody asked for");
        }
        inLength = true;
        length = 0;
        bits = 0;
    }

    /// Seven bits at a time, the last ones first; told before the client knows the whole.
    private void length(int octet) throws IOException {
        length |= (octet & 0x7FL) << bits;
        bits += 7;
        if (length > bytesMax || bits > LENGTH_BITS) {
            throw new IOException("the broker began a packet of more than " + bytesMax + " bytes");
        }
        inLength = (octet & 0x80) != 0;
        if (!inLength) {
            body = length;
        }
    }
}
