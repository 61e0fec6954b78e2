package onecard.hal.sam;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.hal.SecurityModule;
import onecard.hal.card.HsmFrame;

/// An HSM elsewhere, by one TCP connection that stays open and [HsmFrame]s on it. Plain, but both
/// ends prove themselves by a shared key; what is read on the way is a challenge and its answer,
/// each good for one tap. For the thread that owns it.
public final class HsmClient implements SecurityModule {

    private final String host;
    private final int port;
    private final byte[] key;
    private final Duration patience;
    private final Supplier<byte[]> ids;
    private Optional<Socket> connection = Optional.empty();

    /// @param key 32 bytes that the gateway holds too
    /// @param patience for a connection, and for each answer
    /// @param ids 8 bytes never used before
    public HsmClient(String host, int port, byte[] key, Duration patience, Supplier<byte[]> ids) {
        if (key.length != HsmFrame.KEY_BYTES) {
            throw new IllegalArgumentException("a key must be 32 bytes, but was " + key.length);
        }
        this.host = host;
        this.port = port;
        this.key = key.clone();
        this.patience = patience;
        this.ids = ids;
    }

    @Override
    public Answer answer(Question question) {
        return ask(Optional.of(question));
    }

    @Override
    public Optional<String> trouble() {
        if (connection.isEmpty()) {
            try {
                connection = Optional.of(connected());
            } catch (IOException _) {
                return Optional.of("no connection to " + host + ":" + port);
            }
        }
        return switch (ask(Optional.empty())) {
            case Answer.Cryptogram _ -> Optional.empty();
            case Answer.Refused(var status) -> Optional.of("it refuses, %04X".formatted(status));
            case Answer.Absent(var why) -> Optional.of(why);
            case Answer.TimedOut _ -> Optional.of("it does not answer in time");
        };
    }

    private Socket connected() throws IOException {
        var socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /// After any failure the connection is not to be trusted: a late answer may lie in it.
    private Answer ask(Optional<Question> question) {
        if (connection.isEmpty()) {
            return new Answer.Absent("not connected");
        }
        var request = new HsmFrame.Request(ids.get(), question);
        try {
            connection.get().getOutputStream().write(HsmFrame.of(request, key));
            var answer = HsmFrame.answer(frame(connection.get()), request, key);
            if (answer.isPresent()) {
                return answer.get();
            }
            close();
            return new Answer.Absent("what answers does not hold the key");
        } catch (SocketTimeoutException _) {
            close();
            return new Answer.TimedOut();
        } catch (IOException _) {
            close();
            return new Answer.Absent("the connection broke");
        }
    }

    private byte[] frame(Socket socket) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        var head = read(socket, 2, end);
        int length = (head[0] & 0xff) << 8 | head[1] & 0xff;
        if (length > HsmFrame.BYTES_MAX) {
            throw new IOException("a frame of " + length + " bytes");
        }
        return read(socket, length, end);
    }

    /// So many bytes until that moment, however they drip in.
    private static byte[] read(Socket socket, int bytes, long endNanos) throws IOException {
        InputStream in = socket.getInputStream();
        var read = new byte[bytes];
        for (int at = 0; at < bytes; ) {
            long left = (endNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("dripping");
            }
            socket.setSoTimeout((int) left);
            int more = in.read(read, at, bytes - at);
            if (more < 0) {
                throw new EOFException("hung up");
            }
            at += more;
        }
        return read;
    }

    @Override
    public void close() {
        connection.ifPresent(
                socket -> {
                    try {
                        socket.close();
                    } catch (IOException _) {
                        // It is gone, which is what was wanted.
                    }
                });
        connection = Optional.empty();
    }
}
