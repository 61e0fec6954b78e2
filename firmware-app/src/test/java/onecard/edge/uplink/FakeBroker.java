package onecard.edge.uplink;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A raw MQTT 5 server on loopback that misbehaves on request: only what the uplink speaks, in
/// bytes.
final class FakeBroker implements AutoCloseable {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Publish(String topic, byte[] payload, boolean retained, int number) {}

    /// What to do with a publish.
    sealed interface Answer {
        record Code(int reason) implements Answer {}

        record Silence() implements Answer {}

        record Cut() implements Answer {}
    }

    interface Manners {
        default int connack(int connection) {
            return 0;
        }

        default boolean silentConnect(int connection) {
            return false;
        }

        default Answer answer(Publish publish, int connection) {
            return new Answer.Code(0);
        }

        /// Answers no publish until the client falls silent, so that its window is seen whole.
        default boolean holdsAnswers() {
            return false;
        }

        default byte[] afterSubscribe(int connection, String filter) {
            return new byte[0];
        }
    }

    private static final int SILENCE_MILLIS = 20;

    final List<Publish> published = new CopyOnWriteArrayList<>();
    final Set<String> taken = ConcurrentHashMap.newKeySet();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger mostUnanswered = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Manners manners;
    private final int receiveMaximum;

    FakeBroker(int receiveMaximum, Manners manners) throws IOException {
        this.receiveMaximum = receiveMaximum;
        this.manners = manners;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("fake-broker").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "mqtt://127.0.0.1:" + port();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofPlatform()
                        .daemon()
                        .name("fake-broker-link")
                        .start(() -> serve(socket, number));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            var out = new BufferedOutputStream(socket.getOutputStream());
            int unanswered = 0;
            var heldBack = new ByteArrayOutputStream();
            socket.setSoTimeout(manners.holdsAnswers() ? SILENCE_MILLIS : 0);
            while (true) {
                int head;
                try {
                    head = in.readUnsignedByte();
                } catch (SocketTimeoutException _) {
                    heldBack.writeTo(out);
                    out.flush();
                    heldBack.reset();
                    unanswered = 0;
                    continue;
                }
                var body = new byte[length(in)];
                in.readFully(body);
                switch (head >> 4) {
                    case 1 -> {
                        if (!manners.silentConnect(connection)) {
                            connack(out, manners.connack(connection));
                        }
                    }
                    case 8 -> {
                        var filters = filters(body);
                        var suback = new ByteArrayOutputStream();
                        suback.write(body, 0, 2);
                        suback.write(0);
                        filters.forEach(_ -> suback.write(1));
                        packet(out, 0x90, suback.toByteArray());
                        for (var filter : filters) {
                            out.write(manners.afterSubscribe(connection, filter));
                        }
                        out.flush();
                    }
                    case 3 -> {
                        int qos = (head >> 1) & 3;
                        var topic = text(body, 0);
                        int at = 2 + topic.length();
                        int id = at;
                        at += qos > 0 ? 2 : 0;
                        var payload =
                                java.util.Arrays.copyOfRange(body, at + 1 + body[at], body.length);
                        var publish =
                                new Publish(topic, payload, (head & 1) == 1, published.size());
                        published.add(publish);
                        if (qos == 0) {
                            continue;
                        }
                        unanswered++;
                        mostUnanswered.accumulateAndGet(unanswered, Math::max);
                        switch (manners.answer(publish, connection)) {
                            case Answer.Code(int reason) -> {
                                if (reason < 0x80) {
                                    taken.add(new String(payload, StandardCharsets.UTF_8));
                                }
                                var puback = new byte[] {body[id], body[id + 1], (byte) reason, 0};
                                if (manners.holdsAnswers()) {
                                    packet(heldBack, 0x40, puback);
                                } else {
                                    packet(out, 0x40, puback);
                                    unanswered--;
                                }
                            }
                            case Answer.Silence() -> {}
                            case Answer.Cut() -> {
                                return;
                            }
                        }
                    }
                    case 12 -> packet(out, 0xD0, new byte[0]);
                    case 14 -> {
                        return;
                    }
                    default -> {}
                }
            }
        } catch (IOException _) {
            // The client went away: its right.
        } finally {
            open.remove(socket);
        }
    }

    private void connack(OutputStream out, int code) throws IOException {
        packet(
                out,
                0x20,
                new byte[] {
                    0, (byte) code, 3, 0x21, (byte) (receiveMaximum >> 8), (byte) receiveMaximum
                });
    }

    static byte[] publishPacket(String topic, byte[] payload, boolean retained) {
        var name = topic.getBytes(StandardCharsets.UTF_8);
        var body = new ByteArrayOutputStream();
        body.write(name.length >> 8);
        body.write(name.length);
        body.writeBytes(name);
        body.write(0);
        body.writeBytes(payload);
        var packet = new ByteArrayOutputStream();
        try {
            packet(packet, retained ? 0x31 : 0x30, body.toByteArray());
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return packet.toByteArray();
    }

    private static void packet(OutputStream out, int head, byte[] body) throws IOException {
        out.write(head);
        int left = body.length;
        do {
            out.write(left > 127 ? (left & 127) | 128 : left);
            left >>= 7;
        } while (left > 0);
        out.write(body);
        out.flush();
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 127) << shift;
            if (digit < 128) {
                return length;
            }
        }
        throw new IOException("bad length");
    }

    private static List<String> filters(byte[] subscribe) {
        var filters = new ArrayList<String>();
        int at = 3 + subscribe[2]; // behind the properties
        while (at < subscribe.length) {
            var filter = text(subscribe, at);
            filters.add(filter);
            at += 2 + filter.length() + 1;
        }
        return filters;
    }

    private static String text(byte[] body, int at) {
        int length = ((body[at] & 255) << 8) | (body[at + 1] & 255);
        return new String(body, at + 2, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
