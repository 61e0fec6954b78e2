package onecard.edge.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import onecard.edge.crypto.SecretFile;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.BrokerClient;
import onecard.edge.uplink.Tls;
import onecard.edge.uplink.Trouble;

/// Somebody at an encrypted broker who is who their certificate says, and tries things.
final class Party implements AutoCloseable, Broker.Events {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final CompletableFuture<Optional<Trouble>> met = new CompletableFuture<>();
    private final CompletableFuture<Void> listens = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Integer>> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final Broker.Link link;
    private long tickets;

    /// @param ca whom they believe
    /// @param name of their certificate and key in that folder; absent: they have none
    Party(int port, Path ca, String clientId, Optional<Path> name) {
        var identity =
                name.map(
                        path ->
                                new Tls.Identity(
                                        Path.of(path + ".pem"),
                                        SecretFile.of(Path.of(path + ".key"))));
        link =
                BrokerClient.PAHO
                        .broker(
                                "mqtts://localhost:" + port,
                                Optional.of(new Tls(Optional.of(ca), identity)),
                                Optional.empty(),
                                Instant::now)
                        .open(new Broker.Hello(clientId, Optional.empty(), SOON), this);
    }

    /// What keeps them out; empty once they are in and hear all that they may. Asked once.
    Optional<Trouble> trouble() throws Exception {
        var trouble = met.get(SOON.toSeconds(), TimeUnit.SECONDS);
        if (trouble.isEmpty()) {
            link.subscribe(List.of("#"), 0);
            listens.get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        return trouble;
    }

    /// Says something.
    ///
    /// @return whether the broker took it, and did not answer that they must not. mosquitto 2.0.11
    ///     cuts whoever says what they must not off, after the answer: come anew then
    boolean says(String topic, String text) throws Exception {
        long ticket = ++tickets;
        var answer = answers.computeIfAbsent(ticket, _ -> new CompletableFuture<>());
        link.publish(
                new Broker.Message(topic, text.getBytes(StandardCharsets.UTF_8), 1, false), ticket);
        int code = answer.get(SOON.toSeconds(), TimeUnit.SECONDS);
        if (code >= 0x80 && code != 0x87) {
            throw new AssertionError(topic + " was answered by " + code);
        }
        return code < 0x80;
    }

    /// Every topic that something came by, in order.
    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Override
    public void connected(int receiveMaximum) {
        met.complete(Optional.empty());
    }

    @Override
    public void subscribed(long ticket, List<Integer> reasonCodes) {
        listens.complete(null);
    }

    @Override
    public void published(long ticket, int reasonCode) {
        answers.computeIfAbsent(ticket, _ -> new CompletableFuture<>()).complete(reasonCode);
    }

    @Override
    public void unpublished(long ticket, String why) {
        answers.computeIfAbsent(ticket, _ -> new CompletableFuture<>())
                .completeExceptionally(new AssertionError(why));
    }

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
        synchronized (heard) {
            heard.add(topic);
        }
    }

    @Override
    public void down(Trouble trouble, String detail) {
        met.complete(Optional.of(trouble));
        listens.completeExceptionally(new AssertionError(trouble + ": " + detail));
    }

    @Override
    public void close() {
        link.abandon();
    }
}
