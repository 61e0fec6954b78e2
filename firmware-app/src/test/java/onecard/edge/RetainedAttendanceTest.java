package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecard.access.Token;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Sign;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.record.Attendances;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Desks that are started where other desks have signed in people by the hundred: a real broker
/// hands over all that it retains at once, which is more than finds room at once.
@Tag("mosquitto")
class RetainedAttendanceTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final String MEETING = "bench";
    private static final int OTHERS = 5;
    private static final int PEOPLE = 400;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path dir;
    private int ids;

    @Test
    void twoDesksThatComeBackFindAllThatFiveOthersRecorded() throws Exception {
        int port = Ports.free();
        var others = IntStream.range(0, OTHERS).mapToObj(i -> "other-" + i).toList();
        try (var _ = Service.mosquitto(port, dir)) {
            int parts = 0;
            for (int i = 0; i < OTHERS; i++) {
                // Each by itself, as it is: an acknowledged message counts against the broker's
                // twenty until Paho's other thread has noticed, so more than that may be too many.
                var client =
                        new MqttClient(
                                "tcp://127.0.0.1:" + port, others.get(i), new MemoryPersistence());
                client.connect();
                parts += retain(client, others.get(i), people(others.get(i), i * PEOPLE));
                client.disconnect();
                client.close();
            }
            assertEquals(OTHERS * 16, parts);

            try (var east = desk("east", with(others, "west"), port);
                    var west = desk("west", with(others, "east"), port)) {
                finds("east", east);
                finds("west", west);
            }
        }
    }

    /// Of a meeting that no site file names any more, which nobody else would take away: what is
    /// there of others, and of what is known, stays.
    @Test
    void whatADeskDoesNotKnowOfItselfItTakesAway() throws Exception {
        int port = Ports.free();
        try (var _ = Service.mosquitto(port, dir)) {
            var client =
                    new MqttClient("tcp://127.0.0.1:" + port, "others", new MemoryPersistence());
            client.connect();
            var old = "oc/v1/bench/%s/attendance/old-meeting/%s";
            for (var part : List.of("3", "f")) {
                client.publish(old.formatted("east", part), new byte[] {'{', '}'}, 1, true);
                client.publish(old.formatted("west", part), new byte[] {'{', '}'}, 1, true);
            }
            var kept = new ConcurrentSkipListSet<String>();
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription("oc/v1/bench/+/attendance/#", 1)},
                    new IMqttMessageListener[] {
                        (topic, message) -> {
                            if (message.getPayload().length > 0) {
                                kept.add(topic);
                            } else {
                                kept.remove(topic);
                            }
                        }
                    });
            Await.until("what is of before", SOON, () -> kept.size() == 4);

            try (var east = desk("east", List.of("west"), port)) {
                assertEquals(1, present(east));
                Await.until(
                        "what it knows",
                        SOON,
                        () -> kept.stream().anyMatch(it -> it.contains("/east/attendance/bench@")));
                Await.until(
                        "and no more",
                        SOON,
                        () -> kept.stream().noneMatch(it -> it.contains("/east/attendance/old")));
                present(east);
                assertEquals(
                        Set.of(old.formatted("west", "3"), old.formatted("west", "f")),
                        kept.stream()
                                .filter(it -> it.contains("/west/"))
                                .collect(Collectors.toSet()));
                assertTrue(kept.stream().anyMatch(it -> it.contains("/east/attendance/bench@")));
            }
            client.disconnect();
            client.close();
        }
    }

    private static List<String> with(List<String> others, String one) {
        return Stream.concat(others.stream(), Stream.of(one)).toList();
    }

    /// Whoever signs in there is told how many are there: those of before, and all who did so.
    private void finds(String device, SimDaemon desk) {
        Await.until("all people at " + device, SOON, () -> present(desk) == OTHERS * PEOPLE + ids);
    }

    /// As the record of one more says, of whom an operator writes down that they are there.
    private long present(SimDaemon desk) {
        var operator = new Token(1, 1).toString();
        var person = new Token(2, ++ids).toString();
        try {
            var answer =
                    desk.ask(
                            Json.Obj.EMPTY
                                    .with("id", "by-hand-%04d".formatted(ids))
                                    .with("verb", "attend")
                                    .with("point", "desk-1")
                                    .with(
                                            "args",
                                            Json.Obj.EMPTY
                                                    .with("person", person)
                                                    .with("operator", operator)));
            assertEquals(Optional.of(true), answer.bool("ok"), answer::toString);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return desk.watched
                .next(event -> event.text("person").isPresent())
                .number("present")
                .orElseThrow();
    }

    private SimDaemon desk(String device, List<String> peers, int port) throws Exception {
        var site =
                Files.readString(EXAMPLES.resolve("bench-meeting.yaml"))
                        .replace("device: bench\n", "device: " + device + "\n")
                        .replaceFirst("desk: \\{ pcsc.*\\] \\} \\}", "desk: { sim: true } }")
                        .replace("    roster: roster\n", "    with: " + peers + "\n")
                        .replace(", roster: { local: true }", "")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + port);
        var daemon = new SimDaemon(Files.createDirectories(dir.resolve(device)), site);
        daemon.imports("demo", Files.readString(EXAMPLES.resolve("bench-meeting.csv")), 6);
        return daemon;
    }

    private static Map<Token, Presence> people(String device, int from) {
        var people = new HashMap<Token, Presence>();
        for (int i = from; i < from + PEOPLE; i++) {
            var at = Instant.now().minusSeconds(60);
            var sign =
                    new Sign(
                            at,
                            true,
                            Result.ON_TIME,
                            device + "/desk",
                            Optional.empty(),
                            Optional.empty());
            people.put(new Token((i + 1) * 0x9E3779B97F4A7C15L, i), Presence.between(sign, sign));
        }
        return people;
    }

    /// As a desk does it.
    ///
    /// @return how many messages
    private static int retain(MqttClient client, String device, Map<Token, Presence> people)
            throws Exception {
        var parts = new HashMap<String, Map<Token, Presence>>();
        people.forEach(
                (person, presence) ->
                        parts.computeIfAbsent(
                                        person.toString().substring(0, 1), _ -> new HashMap<>())
                                .put(person, presence));
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        for (var part : parts.entrySet()) {
            var body =
                    Json.Obj.EMPTY
                            .with("site", "bench")
                            .with("device", device)
                            .with("meeting", MEETING)
                            .with("date", today)
                            .with("from", "00:00")
                            .with("people", Attendances.people(part.getValue()));
            client.publish(
                    "oc/v1/bench/" + device + "/attendance/" + MEETING + "@0000/" + part.getKey(),
                    Canonical.text(body).getBytes(StandardCharsets.UTF_8),
                    1,
                    true);
        }
        return parts.size();
    }
}
