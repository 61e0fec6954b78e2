package onecard.hal.sim;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;

/// A [SimCard] or [SimPsam] in a slot of the smart card service's virtual reader (vpcd of
/// vsmartcard), so that everything between a real service and us is real. Lies there until it
/// leaves by itself or is closed; answers on a thread of its own.
///
/// Two bytes of length, then the message; one byte is control (0 off, 1 on, 2 reset, 4 answer to
/// reset), more is a command.
public final class VirtualCard implements AutoCloseable {

    /// Slots of the virtual reader; each is a reader to the service, [#readerName].
    public static final int SLOTS = 2;

    private static final int PORT = 35_963;

    /// Columns of the kernel's table of sockets, and its word for one that listens (proc(5)).
    private static final int LOCAL = 1;

    private static final int STATE = 3;
    private static final String LISTEN = "0A";

    private final Socket socket;
    private final SimIcc card;
    private final SimTear.Left left;
    private volatile long poweredNanos; // these by the card's own thread, for whoever measures
    private volatile long askedNanos;
    private volatile long answeredNanos;
    private volatile long leftNanos;
    private volatile int answers;

    /// Puts a card that stays into slot 0.
    public VirtualCard(SimIcc card) throws IOException {
        this(card, SimTear.NEVER, 0);
    }

    /// @param slot from 0
    /// @throws IOException where no virtual reader listens
    public VirtualCard(SimIcc card, SimTear tear, int slot) throws IOException {
        this.card = card;
        this.left = new SimTear.Left(tear);
        this.socket = new Socket(InetAddress.getLoopbackAddress(), PORT + slot);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread.ofPlatform().name("virtual-card").daemon().start(this::serve);
    }

    /// Whether the virtual reader is there to take a card. The kernel is asked: whoever connected
    /// to see would be a card that comes and goes, and hold up the next one by two looks of the
    /// service.
    public static boolean readerListens() {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::isReadable)
                .anyMatch(VirtualCard::listens);
    }

    /// A line is number, local address, remote address, state, and more: all hex.
    private static boolean listens(Path table) {
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .anyMatch(
                            line ->
                                    line.length > STATE
                                            && line[LOCAL].endsWith(":%04X".formatted(PORT))
                                            && line[STATE].equals(LISTEN));
        } catch (IOException _) {
            return false;
        }
    }

    /// The name the service gives a slot.
    public static String readerName(int slot) {
        return "Virtual PCD 00 0" + slot;
    }

    private void serve() {
        try (socket) {
            var in = new DataInputStream(new BufferedInputStream(new Acknowledging(socket)));
            var out = socket.getOutputStream();
            boolean lies = true;
            while (lies) {
                int length = in.readUnsignedShort();
                if (length == 1) {
                    control(in.readByte(), out);
                } else {
                    lies = exchange(length, in, out);
                }
            }
            leftNanos = System.nanoTime();
        } catch (IOException _) {
            // The card was taken away, or the reader was.
        }
    }

    /// False if the card left, at whichever byte of it.
    private boolean exchange(int length, DataInputStream in, OutputStream out) throws IOException {
        if (!left.command()) {
            return false;
        }
        if (answers == 0) {
            askedNanos = System.nanoTime();
        }
        int across = left.bytes(length);
        var command = in.readNBytes(across);
        if (across < length) {
            return false;
        }
        var answer = card.answer(command);
        across = left.bytes(answer.length);
        send(out, answer, across);
        if (across < answer.length) {
            return false;
        }
        answeredNanos = System.nanoTime();
        answers++;
        return true;
    }

    private void control(byte code, OutputStream out) throws IOException {
        switch (code) {
            case 0, 1, 2 -> {
                card.reset();
                if (code == 1) {
                    poweredNanos = System.nanoTime();
                }
            }
            case 4 -> send(out, card.atr(), card.atr().length);
            default -> throw new IOException("vpcd never sends " + code);
        }
    }

    /// Its length, and so many bytes of it.
    private static void send(OutputStream out, byte[] message, int bytes) throws IOException {
        var framed = new byte[bytes + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, bytes);
        out.write(framed);
        out.flush();
    }

    /// When it was powered last, by the monotonic clock.
    public long poweredNanos() {
        return poweredNanos;
    }

    /// When its first command came.
    public long askedNanos() {
        return askedNanos;
    }

    /// When its last answer left.
    public long answeredNanos() {
        return answeredNanos;
    }

    /// When it left by itself; 0 if it did not.
    public long leftNanos() {
        return leftNanos;
    }

    /// Commands answered so far.
    public int answers() {
        return answers;
    }

    /// Takes the card away.
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// Acknowledges at once what comes: the driver holds a message's second part back until its
    /// first is acknowledged, and a command would take 44 ms. The kernel forgets it after a read.
    private static final class Acknowledging extends FilterInputStream {
        private final Socket socket;

        Acknowledging(Socket socket) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            return super.read(into, from, most);
        }
    }
}
