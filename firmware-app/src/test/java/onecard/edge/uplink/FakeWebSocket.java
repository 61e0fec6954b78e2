package onecard.edge.uplink;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The broker's end of one WebSocket, in bytes.
final class FakeWebSocket implements AutoCloseable {

    static final int BINARY = 0x82;
    static final int PING = 0x89;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private Optional<Socket> line = Optional.empty();
    private String request = "";

    FakeWebSocket() throws IOException {}

    /// A frame as it came, unmasked.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(int first, byte[] payload) {}

    int port() {
        return server.getLocalPort();
    }

    /// Waits for the request; returns its first line.
    String accept(String answer) throws IOException {
        line = Optional.of(server.accept());
        request = head();
        var key = request.replaceAll("(?s).*Sec-WebSocket-Key: (\\S+)\r\n.*", "$1");
        out().write(
                        answer.replace("KEY", WebSocket.answer(key))
                                .getBytes(StandardCharsets.US_ASCII));
        return request.lines().findFirst().orElseThrow();
    }

    /// As a broker does that speaks MQTT in frames.
    String upgrade() throws IOException {
        return accept(
                """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                sec-websocket-accept: KEY\r
                Sec-WebSocket-Protocol: mqtt\r
                \r
                """);
    }

    /// Whom the request was for.
    String host() {
        return request.replaceAll("(?s).*\r\nHost: (\\S+)\r\n.*", "$1");
    }

    private String head() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in().readUnsignedByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /// The next frame of less than 126 bytes.
    Frame hear() throws IOException {
        int first = in().readUnsignedByte();
        int length = in().readUnsignedByte() & 0x7F;
        var mask = new byte[4];
        in().readFully(mask);
        var payload = new byte[length];
        in().readFully(payload);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first, payload);
    }

    void say(int first, int... payload) throws IOException {
        bytes(first, payload.length);
        bytes(payload);
    }

    void bytes(int... octets) throws IOException {
        for (int octet : octets) {
            out().write(octet);
        }
    }

    private DataInputStream in() throws IOException {
        return new DataInputStream(line.orElseThrow().getInputStream());
    }

    private OutputStream out() throws IOException {
        return line.orElseThrow().getOutputStream();
    }

    void cut() throws IOException {
        line.orElseThrow().close();
    }

    @Override
    public void close() throws IOException {
        if (line.isPresent()) {
            cut();
        }
        server.close();
    }
}
