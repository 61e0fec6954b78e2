package onecard.edge.uplink;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;

/// A WebSocket (RFC 6455) on a line to a broker: to whoever uses its streams they look plain. Paho
/// has one of its own, which takes a ping for an error, dies of a line that ends within a frame,
/// and brought no message of 100 KB from a broker. One thread reads, any writes.
final class WebSocket {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int HEAD_BYTES_MAX = 16 << 10;
    private static final int KEY_BYTES = 16;

    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int RESERVED = 0x70;
    private static final int CONTINUED = 0x0;
    private static final int BINARY = 0x2;
    private static final int CONTROL = 0x8;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int SHORT_MAX = 125;

    private final InputStream from;
    private final OutputStream to;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock turn = new ReentrantLock(); // of whoever writes a frame

    private WebSocket(InputStream from, OutputStream to) {
        this.from = new BufferedInputStream(from);
        this.to = to;
    }

    /// Whose it is, and where among what he serves.
    ///
    /// @param authority host and port as in a URL: an address of IPv6 in brackets
    record Target(String authority, String path) {}

    /// Asks the broker to speak so, and hears that it does.
    ///
    /// @throws IOException if it does not, in words for a person
    static WebSocket upgraded(InputStream from, OutputStream to, Target target) throws IOException {
        var socket = new WebSocket(from, to);
        var bytes = new byte[KEY_BYTES];
        socket.random.nextBytes(bytes);
        var key = Base64.getEncoder().encodeToString(bytes);
        var request =
                """
                GET %s HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: %s
                Sec-WebSocket-Protocol: mqtt
                Sec-WebSocket-Version: 13

                """
                        .formatted(target.path(), target.authority(), key)
                        .replace("\n", "\r\n");
        to.write(request.getBytes(StandardCharsets.US_ASCII));
        socket.hearUpgrade(key);
        return socket;
    }

    InputStream in() {
        return new Reading();
    }

    OutputStream out() {
        return new Writing();
    }

    private void hearUpgrade(String key) throws IOException {
        var status = line(HEAD_BYTES_MAX);
        if (!status.matches("HTTP/1\\.1 101( .*)?")) {
            throw new IOException(
                    "the broker must answer the upgrade to WebSocket with 101, but said "
                            + status
                            + "; look at the path of its URL");
        }
        boolean ours = false;
        int left = HEAD_BYTES_MAX - status.length();
        for (var line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length();
            ours |= line.matches("(?i)Sec-WebSocket-Accept:\\s*\\Q" + answer(key) + "\\E\\s*");
        }
        if (!ours) {
            throw new IOException("the broker's upgrade to WebSocket answers another key");
        }
    }

    private String line(int bytesMax) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = from.read(); octet != '\n'; octet = from.read()) {
            if (octet < 0) {
                throw new EOFException("the broker closed the line instead of upgrading it");
            }
            if (line.size() >= bytesMax) {
                throw new IOException(
                        "the broker answers the upgrade with more than "
                                + HEAD_BYTES_MAX
                                + " bytes");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /// What proves that the broker has read that key.
    static String answer(String key) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // each Java has it
        }
    }

    private void send(int opcode, byte[] bytes, int at, int count) throws IOException {
        var frame = ByteBuffer.allocate(14 + count);
        frame.put((byte) (LAST | opcode));
        if (count <= SHORT_MAX) {
            frame.put((byte) (MASKED | count));
        } else if (count <= 0xFFFF) {
            frame.put((byte) (MASKED | 126)).putShort((short) count);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(count);
        }
        var mask = new byte[4];
        random.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < count; i++) {
            frame.put((byte) (bytes[at + i] ^ mask[i % 4]));
        }
        turn.lock();
        try {
            to.write(frame.array(), 0, frame.position());
            to.flush();
        } finally {
            turn.unlock();
        }
    }

    private final class Writing extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int at, int count) throws IOException {
            send(BINARY, bytes, at, count);
        }
    }

    /// The payload of one frame after the other. A reading that times out is taken up again where
    /// it was.
    private final class Reading extends InputStream {
        /// Of a frame, and with it the payload of one that is not for whoever reads.
        private final ByteArrayOutputStream head = new ByteArrayOutputStream();
        private long left; // of the payload that is being read
        private boolean closed;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0) {
                if (closed || !readHead()) {
                    return -1;
                }
                act(head.toByteArray());
                head.reset();
            }
            int count = from.read(into, at, (int) Math.min(length, left));
            if (count < 0) {
                throw cut();
            }
            left -= count;
            return count;
        }

        /// False if the line ended between two frames.
        private boolean readHead() throws IOException {
            while (head.size() < needed()) {
                int octet = from.read();
                if (octet < 0 && head.size() > 0) {
                    throw cut();
                }
                if (octet < 0) {
                    return false;
                }
                head.write(octet);
            }
            return true;
        }

        private int needed() throws IOException {
            if (head.size() < 2) {
                return 2;
            }
            var bytes = head.toByteArray();
            int length = bytes[1] & 0xFF;
            if ((bytes[0] & RESERVED) != 0 || (length & MASKED) != 0) {
                throw new IOException("the broker sent a frame that only a client may, or nobody");
            }
            if ((bytes[0] & CONTROL) == 0) {
                return 2 + (length == 127 ? 8 : length == 126 ? 2 : 0);
            }
            if (length > SHORT_MAX) {
                throw new IOException("the broker sent a control frame of more than 125 bytes");
            }
            return 2 + length;
        }

        private void act(byte[] frame) throws IOException {
            int opcode = frame[0] & 0x0F;
            switch (opcode) {
                case CONTINUED, BINARY -> left = length(ByteBuffer.wrap(frame));
                case CLOSE -> closed = true;
                case PING -> send(PONG, frame, 2, frame.length - 2);
                case PONG -> {}
                default -> throw new IOException("the broker sent a frame of kind " + opcode);
            }
        }

        private static long length(ByteBuffer frame) throws IOException {
            long length =
                    switch (frame.get(1)) {
                        case 126 -> frame.getShort(2) & 0xFFFF;
                        case 127 -> frame.getLong(2);
                        default -> frame.get(1);
                    };
            if (length < 0) {
                throw new IOException("the broker began a frame that never ends");
            }
            return length;
        }

        private static EOFException cut() {
            return new EOFException("the line ended within a frame");
        }
    }
}
