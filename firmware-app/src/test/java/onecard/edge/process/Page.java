package onecard.edge.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// The simulator's page, as its server sees it: it clicks, and hears what happens.
final class Page implements AutoCloseable {

    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Json.Obj> heard = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /// Waits until somebody serves there.
    Page(int port) {
        url = "http://127.0.0.1:" + port;
        Await.until("the page", Watched.SOON, () -> Ports.listens(port));
        Thread.ofPlatform().daemon().name("page").start(this::listen);
    }

    Json.Obj site() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/site")).build();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        return JsonReader.object(answer.body()).orElseThrow();
    }

    /// Clicks, and returns the status.
    int clicks(Json.Obj asked) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(url + "/api/do"))
                        .header("Origin", url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    int holds(String item, String device) throws Exception {
        return clicks(Json.Obj.EMPTY.with("item", item).with("device", device));
    }

    int removes(String device) throws Exception {
        return clicks(Json.Obj.EMPTY.with("remove", true).with("device", device));
    }

    int does(String deed) throws Exception {
        return clicks(Json.Obj.EMPTY.with("deed", deed));
    }

    int does(String deed, String point) throws Exception {
        return clicks(Json.Obj.EMPTY.with("deed", deed).with("point", point));
    }

    /// So far; to look only at what comes from now on.
    int now() {
        return heard.size();
    }

    /// Waits for something of that type that comes after `since`.
    Json.Obj hears(int since, String type, Predicate<Json.Obj> wanted) {
        Await.until(
                type + " after " + since,
                Watched.SOON,
                () -> heard(since, type, wanted).isPresent());
        return heard(since, type, wanted).orElseThrow();
    }

    /// Waits for the daemon to be at its broker: told as it happens, or with how things stood when
    /// the page began to listen.
    void awaitOnline() {
        Await.until(
                "online",
                Watched.SOON,
                () ->
                        heard.stream()
                                .map(it -> it.object("cable").orElse(it))
                                .anyMatch(it -> it.bool("online").orElse(false)));
    }

    private Optional<Json.Obj> heard(int since, String type, Predicate<Json.Obj> wanted) {
        return heard.stream()
                .skip(since)
                .filter(it -> it.text("type").equals(Optional.of(type)))
                .filter(wanted)
                .findFirst();
    }

    private void listen() {
        var request = HttpRequest.newBuilder(URI.create(url + "/api/events")).build();
        try {
            client.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("data: "))
                    .flatMap(line -> JsonReader.object(line.substring(6)).stream())
                    .forEach(heard::add);
        } catch (IOException | UncheckedIOException | InterruptedException _) {
            // Nobody serves any more.
        } finally {
            ended = true;
        }
    }

    /// Whether it hears nothing any more.
    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
