package onecard.edge.birth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.EventKind;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.point.Fact;
import onecard.point.Role;
import onecard.point.barrier.BarrierProfile;
import onecard.point.canteen.MeteringProfile;
import onecard.point.canteen.TillProfile;
import onecard.point.canteen.WeighingProfile;
import onecard.point.door.DoorProfile;
import onecard.point.turnstile.TurnstileProfile;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// What Home Assistant is told of a device, so that it shows its points: one retained message by
/// its device discovery (2024.11 and later), made from the site file. It only reads: no part of it
/// names a topic that commands anything. Off unless the site file asks for it; where it did once,
/// the message is taken away.
///
/// A backlog moves nothing there: what happens live shows, what is told late is history.
public record HomeAssistant(SiteProfile site, Topics topics) {

    /// The topics under which it was told and not taken away since, kept in the journal's state.
    public static final String KEPT = "home_assistant";

    /// @param before [#KEPT] as a former run left it
    /// @param keep that must survive
    public void tell(Optional<String> before, BiConsumer<String, String> keep, Outlet outlet) {
        var topic = topics.homeAssistant();
        var told = new ConcurrentSkipListSet<String>();
        before.filter(it -> !it.isEmpty()).ifPresent(it -> told.addAll(List.of(it.split(" "))));
        var gone = new TreeSet<>(told);
        if (site.uplink().homeAssistant()) {
            gone.remove(topic);
            told.add(topic);
            keep.accept(KEPT, String.join(" ", told));
            outlet.tell(topic, discovery(), true);
        }
        for (var old : gone) {
            outlet.clear(
                    old,
                    () -> {
                        if (told.remove(old)) {
                            keep.accept(KEPT, String.join(" ", told));
                        }
                    });
        }
    }

    /// The message itself.
    Json.Obj discovery() {
        var device =
                Json.Obj.EMPTY
                        .with("identifiers", Json.Arr.ofText(List.of(topics.clientId())))
                        .with("name", site.site() + " " + site.device())
                        .with("manufacturer", "onecard-edge")
                        .with("model", site.board().called())
                        .with("sw_version", Birth.VERSION);
        var online =
                Json.Obj.EMPTY
                        .with("topic", topics.status())
                        .with("value_template", "{{ value_json.state }}")
                        .with("payload_available", "online")
                        .with("payload_not_available", "offline");
        return Json.Obj.EMPTY
                .with("device", device)
                .with(
                        "origin",
                        Json.Obj.EMPTY
                                .with("name", "onecard-edge")
                                .with("sw_version", Birth.VERSION))
                .with("availability", new Json.Arr(List.of(online)))
                .with("qos", 1)
                .with("components", components());
    }

    private Json.Obj components() {
        var components =
                Json.Obj.EMPTY
                        .with("clock", own("clock", topics.birth(), "clock"))
                        .with("unsent", own("unsent", topics.metrics(), "onecard_unsent_events"));
        for (var point : site.points()) {
            for (var part : parts(point)) {
                components = components.with(point.id() + "_" + part.name(), shown(point, part));
            }
        }
        return components;
    }

    /// What the device says of itself.
    private Json.Obj own(String name, String topic, String member) {
        return Json.Obj.EMPTY
                .with("platform", "sensor")
                .with("unique_id", topics.clientId() + "_" + name)
                .with("name", name)
                .with("entity_category", "diagnostic")
                .with("state_topic", topic)
                .with("value_template", "{{ value_json." + member + " }}");
    }

    /// One thing to see at a point.
    ///
    /// @param kind of the events that tell of it
    /// @param deviceClass absent: the word itself is shown
    /// @param when it is looked at, besides that it is live
    /// @param value what is shown then
    private record Part(
            String name, EventKind kind, Optional<String> deviceClass, String when, String value) {

        static Part word(String name, EventKind kind, String member) {
            var data = "value_json.data." + member;
            return new Part(
                    name, kind, Optional.empty(), data + " is defined", "{{ " + data + " }}");
        }

        /// @param on the states in which it is
        static Part sensor(String name, String deviceClass, String... on) {
            return new Part(
                    name,
                    EventKind.STATE,
                    Optional.of(deviceClass),
                    "value_json.data.state is defined",
                    "{{ 'ON' if value_json.data.state in ['%s'] else 'OFF' }}"
                            .formatted(String.join("', '", on)));
        }

        static Part alarm(Fact.Kind alarm) {
            return new Part(
                    alarm.wire(),
                    EventKind.ALARM,
                    Optional.of("problem"),
                    "value_json.data.alarm == '" + alarm.wire() + "'",
                    "{{ 'ON' if value_json.data.active else 'OFF' }}");
        }
    }

    private Json.Obj shown(SitePoint point, Part part) {
        var shown =
                Json.Obj.EMPTY
                        .with(
                                "platform",
                                part.deviceClass().isPresent() ? "binary_sensor" : "sensor")
                        .with("unique_id", topics.clientId() + "_" + point.id() + "_" + part.name())
                        .with("name", point.id() + " " + part.name().replace('_', ' '))
                        .with("state_topic", topics.event(point.id(), part.kind().wire()))
                        .with(
                                "value_template",
                                "{%% if not value_json.replayed and %s %%}%s{%% endif %%}"
                                        .formatted(part.when(), part.value()));
        return part.deviceClass().map(it -> shown.with("device_class", it)).orElse(shown);
    }

    private static List<Part> parts(SitePoint point) {
        var parts = new ArrayList<Part>();
        switch (point.profile()) {
            case DoorProfile _ -> {
                parts.add(Part.sensor("lock", "lock", "released", "free", "fire"));
                if (point.contacts().containsValue(new Role.Leaf())) {
                    parts.add(Part.sensor("leaf", "door", "open", "warned", "held_open", "forced"));
                }
            }
            case TurnstileProfile _ ->
                    parts.add(
                            Part.sensor("lane", "opening", "open_in", "open_out", "free", "fire"));
            case BarrierProfile _ ->
                    parts.add(
                            Part.sensor(
                                    "arm",
                                    "opening",
                                    "raising",
                                    "open",
                                    "occupied",
                                    "clear",
                                    "lowering",
                                    "forced",
                                    "free",
                                    "fire"));
            case MeteringProfile _ -> {
                parts.add(Part.sensor("valve", "opening", "drawing"));
                parts.add(Part.word("sale", EventKind.SALE, "state"));
                parts.add(Part.alarm(Fact.Kind.LEAK));
                parts.add(Part.alarm(Fact.Kind.CONTACT_LOST));
            }
            case TillProfile _, WeighingProfile _ ->
                    parts.add(Part.word("sale", EventKind.SALE, "state"));
            default -> {} // A kind that is new here is shown by its words.
        }
        parts.add(Part.word("state", EventKind.STATE, "state"));
        if (!point.relays().isEmpty() && point.till().isEmpty()) {
            parts.add(Part.word("passage", EventKind.PASSAGE, "result"));
        }
        for (var alarm : Fact.Kind.values()) {
            if (scenes(alarm).contains(point.profile().scene())) {
                parts.add(Part.alarm(alarm));
            }
        }
        return parts;
    }

    /// Where there is such an alarm to be seen.
    private static Set<String> scenes(Fact.Kind alarm) {
        return switch (alarm) {
            case READER_LOST, LOCKED_OUT -> Set.of("door", "turnstile", "barrier", "canteen");
            case FIRE, TAMPER, CONTACT_LOST, EXIT_BUTTON_STUCK ->
                    Set.of("door", "turnstile", "barrier");
            case FORCED -> Set.of("door", "barrier");
            case HELD_OPEN_SOON, HELD_OPEN, INTERLOCK -> Set.of("door");
            case INTRUSION, SENSOR_BLOCKED, WING_NOT_HOME, WRONG_WAY -> Set.of("turnstile");
            case TAILGATED -> Set.of("turnstile", "barrier");
            case LIMIT_NOT_REACHED, LIMITS_CONTRADICT, LOOP_STUCK -> Set.of("barrier");
            // Nothing at the point shows it, and a screen may hang there; and of tills, few have a
            // meter.
            case DURESS, LEAK -> Set.of();
        };
    }
}
