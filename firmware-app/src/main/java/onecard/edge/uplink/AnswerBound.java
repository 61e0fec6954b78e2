package onecard.edge.uplink;

import java.io.InterruptedIOException;

/// Holds up the reading of a broker that takes no answers. The client answers each message of
/// QoS 1, and keeps the answers without bound for a broker that sends and does not read; this way
/// what is not read stays at the broker, and the link ends as a dead one does. The reading thread
/// waits for the writing one, which waits for no reading.
final class AnswerBound {

    /// Answers that are not written yet. A broker of MQTT 5 sends no more than
    /// [Way#RECEIVE_MAXIMUM] messages before it has read one; the others are held up here for no
    /// longer than it takes to write.
    static final int MOST = 256;

    private static final int PUBACK = 4;

    private enum Part {
        TYPE,
        LENGTH,
        BODY
    }

    private Part part = Part.TYPE;
    private int first; // octet of the packet that is written
    private int bits; // of its length, as far as it is known
    private int body; // bytes of it that are to come
    private volatile long written; // answers
    private boolean ended; // guarded by this

    /// Reading thread: returns once there is room for one more answer, or there is no more line.
    ///
    /// @param due answers to all that was read
    void await(long due) throws InterruptedIOException {
        if (due - written >= MOST) {
            awaitRoom(due);
        }
    }

    private synchronized void awaitRoom(long due) throws InterruptedIOException {
        try {
            while (!ended && due - written >= MOST) {
                wait();
            }
        } catch (InterruptedException _) {
            throw new InterruptedIOException("stopped while the broker takes no answers");
        }
    }

    /// Any thread: nobody is held up any more.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Writing thread: what the line took, packets one behind the other.
    void wrote(byte[] bytes, int from, int count) {
        int answers = 0;
        int at = from;
        while (at < from + count) {
            if (part == Part.BODY) {
                int skipped = Math.min(body, from + count - at);
                body -= skipped;
                at += skipped;
            } else {
                head(bytes[at++] & 0xFF);
            }
            if (part == Part.BODY && body == 0) {
                part = Part.TYPE;
                answers += first >> 4 == PUBACK ? 1 : 0;
            }
        }
        if (answers > 0) {
            took(answers);
        }
    }

    private void head(int octet) {
        if (part == Part.TYPE) {
            first = octet;
            bits = 0;
            body = 0;
            part = Part.LENGTH;
        } else {
            body |= (octet & 0x7F) << bits;
            bits += 7;
            part = (octet & 0x80) == 0 ? Part.BODY : Part.LENGTH;
        }
    }

    private synchronized void took(int answers) {
        written += answers;
        notifyAll();
    }
}
