package onecard.edge.uplink;

import java.io.IOException;

/// Looks at each byte that a broker sends before the client does, and ends the line where the
/// client would make room for what no honest broker sends: it takes lengths at their word, and an
/// array of 256 MB is the end of the process. Packets, one behind the other; of each how long it
/// is, and how long its properties are, which only MQTT 5 has. A message of QoS 2 is kept by the
/// client until it is released, and nobody asks for one. One thread.
final class PacketCheck {

    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int SUBACK = 9;
    private static final int UNSUBACK = 11;
    private static final int PINGRESP = 13;
    private static final int DISCONNECT = 14;
    private static final int AUTH = 15;
    private static final int QOS_1 = 0b0010;
    private static final int QOS_2_OR_3 = 0b0100;
    private static final int LENGTH_BITS = 28;

    private enum Part {
        TYPE,
        LENGTH,
        TOPIC_LENGTH,
        BEFORE_PROPERTIES,
        PROPERTIES_LENGTH,
        REST
    }

    private final long bytesMax;
    private final boolean properties;
    private Part part = Part.TYPE;
    private int first; // octet of the packet
    private long body; // bytes of this packet that are to come
    private int skip; // bytes until the next part
    private int topic; // its length, as far as it is known
    private long number;
    private int bits;
    private long answersDue;

    /// @param bytesMax of a packet, without its fixed header
    /// @param properties whether packets have them: MQTT 5
    PacketCheck(long bytesMax, boolean properties) {
        this.bytesMax = bytesMax;
        this.properties = properties;
    }

    /// What was read at once.
    void saw(byte[] bytes, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            saw(bytes[i] & 0xFF);
        }
    }

    /// @param octet the next byte, 0..255
    /// @throws IOException in words for a person; nothing that follows is to be read
    void saw(int octet) throws IOException {
        if (part == Part.TYPE) {
            begin(octet);
        } else if (part == Part.LENGTH) {
            length(octet);
        } else {
            body--;
            body(octet);
            if (body == 0) {
                part = Part.TYPE;
                answersDue += first >> 4 == PUBLISH && (first & QOS_1) != 0 ? 1 : 0;
            }
        }
    }

    /// Messages of QoS 1 that came whole: the client answers each.
    long answersDue() {
        return answersDue;
    }

    private void begin(int octet) throws IOException {
        if (octet >> 4 == PUBLISH && (octet & QOS_2_OR_3) != 0) {
            throw new IOException("the broker sent QoS 2, which nobody asked for");
        }
        if (!mayCome(octet >> 4)) {
            throw new IOException(
                    "the broker sent a packet that it has no reason to: " + (octet >> 4));
        }
        first = octet;
        part = Part.LENGTH;
        number = 0;
        bits = 0;
    }

    /// The client would answer some of the others, and keep the answers for a broker that reads
    /// none.
    private boolean mayCome(int type) {
        return switch (type) {
            case CONNACK, PUBLISH, PUBACK, SUBACK, UNSUBACK, PINGRESP -> true;
            case DISCONNECT, AUTH -> properties;
            default -> false;
        };
    }

    /// Told before the client knows the whole.
    private void length(int octet) throws IOException {
        boolean more = more(octet);
        if (number > bytesMax) {
            throw tooLong();
        }
        if (!more) {
            body = number;
            part = body == 0 ? Part.TYPE : ofBody();
        }
    }

    /// What its body begins with. Those without a reason or properties end before them.
    private Part ofBody() {
        if (!properties) {
            return Part.REST;
        }
        int type = first >> 4;
        topic = 0;
        skip =
                switch (type) {
                    case PUBLISH, CONNACK, SUBACK, UNSUBACK -> 2;
                    case PUBACK -> 3;
                    case DISCONNECT, AUTH -> 1;
                    default -> 0;
                };
        if (skip == 0) {
            return Part.REST;
        }
        return type == PUBLISH ? Part.TOPIC_LENGTH : Part.BEFORE_PROPERTIES;
    }

    private void body(int octet) throws IOException {
        switch (part) {
            case TOPIC_LENGTH -> {
                topic = topic << 8 | octet;
                if (--skip == 0) {
                    skip = topic + ((first & QOS_1) == 0 ? 0 : 2);
                    propertiesAfter(skip);
                }
            }
            case BEFORE_PROPERTIES -> propertiesAfter(--skip);
            case PROPERTIES_LENGTH -> {
                boolean more = more(octet);
                if (number > body) {
                    throw tooLong();
                }
                part = more ? part : Part.REST;
            }
            case TYPE, LENGTH, REST -> {}
        }
    }

    private void propertiesAfter(int bytes) {
        number = 0;
        bits = 0;
        part = bytes == 0 ? Part.PROPERTIES_LENGTH : Part.BEFORE_PROPERTIES;
    }

    /// Seven bits at a time, the last ones first.
    private boolean more(int octet) throws IOException {
        number |= (octet & 0x7FL) << bits;
        bits += 7;
        if (bits > LENGTH_BITS) {
            throw tooLong();
        }
        return (octet & 0x80) != 0;
    }

    private IOException tooLong() {
        return new IOException("the broker began a packet of more than " + bytesMax + " bytes");
    }
}
