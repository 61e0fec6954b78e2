package onecard.edge.simulate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import onecard.edge.watch.HttpLimits;

/// Stands in for the platform that says whom an e-card code names: in this process, on loopback
/// only. Thread-safe.
public final class DecodeServer implements AutoCloseable {

    /// What it says to one question.
    public interface Answer {
        void give(HttpExchange question, String code) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /// @param tls absent: without encryption
    /// @param answer to each question, at any path
    public DecodeServer(Optional<SSLContext> tls, Answer answer) throws IOException {
        HttpLimits.apply(); // the first server of a process sets them for all
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls.isPresent()) {
            var encrypted = HttpsServer.create(address, 0);
            encrypted.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            server = encrypted;
        } else {
            server = HttpServer.create(address, 0);
        }
        server.setExecutor(threads);
        server.createContext(
                "/",
                question -> {
                    try (question) {
                        if (!question.getRequestMethod().equals("POST")) {
                            say(question, 405, "");
                            return;
                        }
                        var code =
                                new String(
                                        question.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        asked.add(code);
                        answer.give(question, code);
                    }
                });
        server.start();
    }

    /// Names those in `people`, each for its code, as JSON; all else is 404.
    public static Answer naming(Map<String, String> people) {
        return (question, code) -> {
            var named = people.get(code);
            say(question, named == null ? 404 : 200, named == null ? "" : named);
        };
    }

    public static void say(HttpExchange question, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        question.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        question.getResponseBody().write(bytes);
    }

    public boolean encrypted() {
        return server instanceof HttpsServer;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Every code it was asked about, in order.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
