package onecard.edge;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Sm3;
import onecard.edge.process.Await;
import onecard.edge.process.Listener;
import onecard.edge.process.Watched;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/// Speaks at a broker in a device's name, with its key or without: what a device records, message
/// by message, and whatever whoever owns the broker makes of it. Hears what is acknowledged.
final class InventedDevice implements AutoCloseable {

    static final String SITE = "bench";

    private final String name;
    private final SigningKey key;
    private final Listener ears;
    private final MqttClient mouth;

    /// By device and epoch, the last place that was acknowledged.
    private final Map<String, Long> acked = new ConcurrentHashMap<>();

    InventedDevice(String name, Path dir, int port) throws Exception {
        this.name = name;
        key = SigningKey.madeAtFirstUse(dir.resolve(name + ".pem"));
        ears = new Listener(port, "ears-" + name, "oc/v1/" + SITE + "/+/ack", this::acknowledged);
        mouth = new MqttClient("tcp://127.0.0.1:" + port, "mouth-" + name, new MemoryPersistence());
        mouth.connect();
    }

    /// As `birth` says it.
    String publicText() {
        return key.publicText();
    }

    private void acknowledged(Listener.Heard heard) {
        var ack = JsonReader.object(heard.text()).orElseThrow();
        var epoch = ack.text("device").orElseThrow() + ":" + ack.text("epoch").orElseThrow();
        acked.merge(epoch, ack.number("seq").orElseThrow(), Math::max);
    }

    private String topic(String rest) {
        return "oc/v1/" + SITE + "/" + name + "/" + rest;
    }

    /// How far it may purge an epoch; 0: nothing of it.
    long acked(String epoch) {
        return acked(name, epoch);
    }

    /// The same of any device, in the order in which the archive has said it.
    long acked(String device, String epoch) {
        return acked.getOrDefault(device + ":" + epoch, 0L);
    }

    // --- its journal ---

    /// An epoch of it: signed first, then `taps` records of taps, each after the one before.
    ///
    /// @param prev head of the epoch before; zeros: there is none
    List<Json.Obj> journal(String epoch, String prev, int taps) {
        var events = new ArrayList<Json.Obj>();
        events.add(signed(system(epoch, 1, prev, "epoch")));
        while (events.size() <= taps) {
            events.add(tap(events.getLast(), "5a".repeat(16)));
        }
        return events;
    }

    /// A tap after that record.
    Json.Obj tap(Json.Obj before, String token) {
        return hashed(tapText(before, token));
    }

    /// The same at a moment, by a clock of that trust.
    Json.Obj tap(Json.Obj before, String token, Instant time, String clock) {
        var tap = tapText(before, token).with("time", time.toString());
        return hashed(tap.with("data", data(tap).with("clock", clock)));
    }

    private Json.Obj tapText(Json.Obj before, String token) {
        var credential = Json.Obj.EMPTY.with("kind", "ssc").with("token", token);
        return event(
                epoch(before),
                seq(before) + 1,
                hash(before),
                "tap",
                Json.Obj.EMPTY.with("scene", "door").with("credential", credential));
    }

    /// A checkpoint after that record.
    Json.Obj checkpoint(Json.Obj before) {
        return signed(system(epoch(before), seq(before) + 1, hash(before), "checkpoint"));
    }

    /// The same by somebody who has not the key: its hash is right, and its signature is none.
    Json.Obj unsealed(Json.Obj before) {
        var event = system(epoch(before), seq(before) + 1, hash(before), "checkpoint");
        return hashed(event.with("data", data(event).with("sig", "A".repeat(86))));
    }

    /// Any record of it, hashed.
    Json.Obj event(String epoch, long seq, String prev, String kind, Json.Obj more) {
        var data =
                more.with("epoch", epoch)
                        .with("seq", seq)
                        .with("prev", prev)
                        .with("site", SITE)
                        .with("device", name)
                        .with("point", "door-1")
                        .with("clock", "synced");
        return hashed(
                Json.Obj.EMPTY
                        .with("specversion", "1.0")
                        .with("id", name + ":" + epoch + ":" + seq)
                        .with("source", "/onecard/" + SITE + "/" + name)
                        .with("type", "onecard." + kind + ".v1")
                        .with("subject", "door-1")
                        .with("time", Instant.now().toString())
                        .with("datacontenttype", "application/json")
                        .with("data", data));
    }

    private Json.Obj system(String epoch, long seq, String prev, String what) {
        return event(epoch, seq, prev, "system", Json.Obj.EMPTY.with("what", what));
    }

    private Json.Obj signed(Json.Obj event) {
        var data = data(event).without("hash");
        return hashed(event.with("data", data.with("sig", key.sign(event.with("data", data)))));
    }

    static Json.Obj hashed(Json.Obj event) {
        var data = data(event).without("hash");
        return event.with(
                "data", data.with("hash", Sm3.hex(Canonical.bytes(event.with("data", data)))));
    }

    private static Json.Obj data(Json.Obj event) {
        return event.object("data").orElseThrow();
    }

    static String epoch(Json.Obj event) {
        return data(event).text("epoch").orElseThrow();
    }

    static long seq(Json.Obj event) {
        return data(event).number("seq").orElseThrow();
    }

    static String hash(Json.Obj event) {
        return data(event).text("hash").orElseThrow();
    }

    // --- what is published ---

    /// As the daemon says it: both places signed.
    void born(Json.Obj first, Json.Obj head) {
        var begins = Json.Obj.EMPTY.with("epoch", epoch(first)).with("seq", seq(first));
        publishes("birth", birth(begins.with("sig", key.sign(begins)), head(head)));
    }

    /// By whoever likes: `first` as it is given.
    Json.Obj birth(Json.Obj first, Json.Obj head) {
        return Json.Obj.EMPTY
                .with("site", SITE)
                .with("device", name)
                .with("device_key", key.publicText())
                .with("first", first)
                .with("head", head);
    }

    /// A head that it has signed.
    Json.Obj head(Json.Obj event) {
        var head =
                Json.Obj.EMPTY
                        .with("epoch", epoch(event))
                        .with("seq", seq(event))
                        .with("hash", hash(event));
        return head.with("sig", key.sign(head));
    }

    void tells(List<Json.Obj> events) {
        for (var event : events) {
            tells(event);
        }
    }

    void tells(Json.Obj event) {
        var kind = event.text("type").orElseThrow().split("\\.")[1];
        publishes("evt/door-1/" + kind, event.with("replayed", false));
    }

    void publishes(String topic, Json.Obj said) {
        publishes(topic, Canonical.text(said));
    }

    /// Returns once the broker has it.
    void publishes(String topic, String text) {
        Await.until("room for one more", Watched.SOON, () -> published(topic, text));
    }

    /// False while the client waits for room in its window, which it takes a moment to see.
    private boolean published(String topic, String text) {
        try {
            mouth.publish(topic(topic), text.getBytes(StandardCharsets.UTF_8), 1, false);
            return true;
        } catch (MqttException failed) {
            if (failed.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT) {
                return false;
            }
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() throws MqttException {
        ears.close();
        mouth.disconnect();
        mouth.close();
    }
}
