package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Everything that one link was told, to be waited for.
final class Told implements Broker.Events {

    /// In the place of a reason code: it did not leave, or its answer was lost.
    static final int UNPUBLISHED = -1;

    private static final int SECONDS = 20;

    record Arrived(String topic, String text, boolean retained) {}

    private final CompletableFuture<Integer> connected = new CompletableFuture<>();
    private final CompletableFuture<Map.Entry<Long, List<Integer>>> subscribed =
            new CompletableFuture<>();
    private final CompletableFuture<Trouble> down = new CompletableFuture<>();
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final Map<Long, List<Integer>> answers = new ConcurrentHashMap<>();

    int receiveMaximum() throws Exception {
        return connected.get(SECONDS, TimeUnit.SECONDS);
    }

    /// The ticket of a subscription, and what became of each filter.
    Map.Entry<Long, List<Integer>> subscribed() throws Exception {
        return subscribed.get(SECONDS, TimeUnit.SECONDS);
    }

    Trouble trouble() throws Exception {
        return down.get(SECONDS, TimeUnit.SECONDS);
    }

    boolean isDown() {
        return down.isDone();
    }

    Arrived next() throws Exception {
        var next = arrived.poll(SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing arrived within " + SECONDS + " s");
        }
        return next;
    }

    /// By ticket.
    Map<Long, List<Integer>> answers() {
        return answers;
    }

    private void answer(long ticket, int code) {
        answers.merge(ticket, List.of(code), Told::joined);
    }

    private static List<Integer> joined(List<Integer> earlier, List<Integer> later) {
        return Stream.concat(earlier.stream(), later.stream()).toList();
    }

    @Override
    public void connected(int receiveMaximum) {
        connected.complete(receiveMaximum);
    }

    @Override
    public void subscribed(long ticket, List<Integer> reasonCodes) {
        subscribed.complete(Map.entry(ticket, reasonCodes));
    }

    @Override
    public void published(long ticket, int reasonCode) {
        answer(ticket, reasonCode);
    }

    @Override
    public void unpublished(long ticket, String why) {
        answer(ticket, UNPUBLISHED);
    }

    @Override
    public void arrived(String topic, byte[] payload, boolean retained) {
        arrived.add(new Arrived(topic, new String(payload, StandardCharsets.UTF_8), retained));
    }

    @Override
    public void down(Trouble trouble, String detail) {
        down.complete(trouble);
    }
}
