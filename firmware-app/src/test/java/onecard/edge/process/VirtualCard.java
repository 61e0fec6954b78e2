package onecard.edge.process;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import onecard.hal.sim.SimCard;

/// A card in pcscd's virtual reader: a [SimCard] that speaks vpcd's protocol. Two bytes of
/// length, then the message; one byte is control (0 off, 1 on, 2 reset, 4 answer to reset), more
/// is a command.
public final class VirtualCard implements AutoCloseable {

    /// Slots of the virtual reader; each is a reader to pcscd, `Virtual PCD 00 0N`.
    static final int SLOTS = 2;

    private static final int PORT = 35_963;

    private final Socket socket;
    private final Chip card;
    private int tearAfter;
    private volatile long slowNanos; // how long it takes for each answer
    private volatile long poweredNanos; // by the card's own thread, for whoever measures
    private volatile long askedNanos;
    private volatile long answeredNanos;
    private volatile int answers;

    /// Puts the card into slot 0.
    ///
    /// @param tearAfter it leaves instead of answering so many commands; negative: never
    public VirtualCard(SimCard card, int tearAfter) throws IOException {
        this(card, tearAfter, 0);
    }

    /// Puts the card into a slot.
    VirtualCard(SimCard card, int tearAfter, int slot) throws IOException {
        this(
                new Chip() {
                    @Override
                    public byte[] answer(byte[] command) {
                        return card.answer(command);
                    }

                    @Override
                    public byte[] atr() {
                        return card.atr();
                    }

                    @Override
                    public void reset() {
                        card.reset();
                    }
                },
                tearAfter,
                slot);
    }

    /// What lies in a slot, card or module.
    interface Chip {
        byte[] answer(byte[] command);

        byte[] atr();

        void reset();
    }

    /// Puts anything into a slot.
    VirtualCard(Chip card, int tearAfter, int slot) throws IOException {
        this.card = card;
        this.tearAfter = tearAfter;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), PORT + slot);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Thread.ofPlatform().name("virtual-card").daemon().start(this::serve);
    }

    /// Whether the virtual reader is there to take a card.
    static boolean readerListens() {
        try (var probe = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            return probe.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private void serve() {
        try (socket) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var out = socket.getOutputStream();
            while (true) {
                // The kernel forgets this after each read; without it every command takes 44 ms.
                socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
                var message = in.readNBytes(in.readUnsignedShort());
                if (message.length == 1) {
                    control(message[0], out);
                } else if (tearAfter-- == 0) {
                    return;
                } else {
                    if (answers == 0) {
                        askedNanos = System.nanoTime();
                    }
                    LockSupport.parkNanos(slowNanos);
                    send(out, card.answer(message));
                    answeredNanos = System.nanoTime();
                    answers++;
                }
            }
        } catch (IOException _) {
            // The card was taken away, or the reader was.
        }
    }

    private void control(byte code, OutputStream out) throws IOException {
        switch (code) {
            case 0, 1, 2 -> {
                card.reset();
                if (code == 1) {
                    poweredNanos = System.nanoTime();
                }
            }
            case 4 -> send(out, card.atr());
            default -> throw new IOException("vpcd never sends " + code);
        }
    }

    private static void send(OutputStream out, byte[] message) throws IOException {
        var framed = new byte[message.length + 2];
        framed[0] = (byte) (message.length >> 8);
        framed[1] = (byte) message.length;
        System.arraycopy(message, 0, framed, 2, message.length);
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

    /// From now on it takes so long for each answer.
    VirtualCard slow(Duration each) {
        slowNanos = each.toNanos();
        return this;
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
}
