package onecard.edge.uplink;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// A line to a broker as a stream of small messages wants it. Paho reads a PUBACK in four pieces,
/// each a call of the kernel, and leaves Nagle's algorithm on, under which a tap behind another
/// message waits for the broker's acknowledgement.
///
/// Its end is told only once something was written. Paho starts its reading thread before the
/// writing one and waits, without an end, to see each of them running; on a line that broke in that
/// moment the threads are gone before they were seen, and the waiting one stays for the life of
/// the process.
final class BrokerSocket extends Socket {

    /// To read what a broken line still holds.
    private static final long LAST_WORD_MILLIS = 500;

    private final Socket line = new Socket();
    private final Optional<SSLSocketFactory> tls;
    private final Optional<WebSocket.Target> webSocket;
    private final PacketCheck check;
    private final AnswerBound answers = new AnswerBound();
    private final CountDownLatch spoken = new CountDownLatch(1);
    /// Why nothing more can be read: empty if the broker closed the line without a word.
    private final CompletableFuture<Optional<IOException>> ended = new CompletableFuture<>();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /// @param webSocket whose, if it is one
    /// @param check of everything that is read
    BrokerSocket(
            Optional<SSLSocketFactory> tls, Optional<WebSocket.Target> webSocket, PacketCheck check)
            throws IOException {
        this.tls = tls;
        this.webSocket = webSocket;
        this.check = check;
        line.setTcpNoDelay(true);
    }

    /// @param timeout in milliseconds, for the connection and again for each answer of a handshake
    @Override
    public void connect(SocketAddress broker, int timeout) throws IOException {
        line.connect(broker, timeout);
        line.setSoTimeout(timeout);
        var host = (InetSocketAddress) broker;
        var carrier = tls.isPresent() ? secured(tls.get(), host) : line;
        if (webSocket.isPresent()) {
            var socket =
                    WebSocket.upgraded(
                            carrier.getInputStream(), carrier.getOutputStream(), webSocket.get());
            in = new Reading(socket.in());
            out = new Writing(socket.out());
        } else {
            in = new Reading(carrier.getInputStream());
            out = new Writing(carrier.getOutputStream());
        }
    }

    /// The certificate must be the named host's; a name is also told to the broker (SNI).
    private SSLSocket secured(SSLSocketFactory factory, InetSocketAddress broker)
            throws IOException {
        var secured =
                (SSLSocket)
                        factory.createSocket(line, broker.getHostString(), broker.getPort(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(Tls.VERSIONS.toArray(String[]::new));
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        line.setSoTimeout(timeout);
    }

    /// Any thread. The line is cut without a word of TLS, which on a dead line would only wait;
    /// the goodbye is MQTT's.
    @Override
    public void close() throws IOException {
        try (line) {
            spoken.countDown();
            answers.end();
        }
    }

    /// Asks the kernel what is there only if nothing is here.
    private final class Reading extends BufferedInputStream {
        Reading(InputStream carrier) {
            super(carrier);
        }

        @Override
        public synchronized int available() throws IOException {
            if (spoken.getCount() > 0) {
                return 0;
            }
            return count > pos ? count - pos : super.available();
        }

        @Override
        public synchronized int read() throws IOException {
            return untilSpoken(
                    () -> {
                        int octet = super.read();
                        if (octet >= 0) {
                            check.saw(octet);
                        }
                        return octet;
                    });
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) throws IOException {
            return untilSpoken(
                    () -> {
                        int count = super.read(into, from, length);
                        check.saw(into, from, Math.max(0, count));
                        return count;
                    });
        }

        private int untilSpoken(Read read) throws IOException {
            answers.await(check.answersDue());
            try {
                int heard = read.now();
                if (heard < 0) {
                    end(Optional.empty());
                }
                return heard;
            } catch (SocketTimeoutException nothing) {
                throw nothing;
            } catch (IOException broken) {
                end(Optional.of(broken));
                throw broken;
            }
        }

        private void end(Optional<IOException> why) throws InterruptedIOException {
            ended.complete(why);
            try {
                spoken.await();
            } catch (InterruptedException _) {
                throw new InterruptedIOException("stopped before a word was said");
            }
        }
    }

    @FunctionalInterface
    private interface Read {
        int now() throws IOException;
    }

    private final class Writing extends FilterOutputStream {
        Writing(OutputStream carrier) {
            super(carrier);
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
                answers.wrote(bytes, from, length);
            } catch (IOException broken) {
                throw betterThan(broken);
            } finally {
                spoken.countDown();
            }
        }

        /// A broker that refuses us says so, and closes: the word is what a person needs, not
        /// that the next write found a closed line.
        private IOException betterThan(IOException broken) {
            try {
                return ended.get(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS).orElse(broken);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return broken;
            } catch (TimeoutException | ExecutionException _) {
                return broken;
            }
        }
    }
}
