package onecard.edge.watch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;

/// What operations want to know, as counters and gauges: the same values as OpenMetrics text and
/// over MQTT. Thread-safe; a name may carry labels, never anything about a person.
public final class Metrics {

    private final Map<String, AtomicLong> counters = new ConcurrentSkipListMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentSkipListMap<>();
    private final AtomicLong longestTurnMicros = new AtomicLong();

    /// A decision, counted by its verdict and, if it was no, by its reason.
    public void tap(Verdict verdict) {
        switch (verdict) {
            case Verdict.Granted _ -> count("onecard_taps_total{verdict=\"granted\"}");
            case Verdict.Asked _ -> count("onecard_taps_total{verdict=\"asked\"}");
            case Verdict.Refused(var why, _, _) -> {
                count("onecard_taps_total{verdict=\"refused\"}");
                count("onecard_refusals_total{reason=\"" + why.name() + "\"}");
            }
        }
    }

    /// The same card again too soon: no event, only this.
    public void suppressed() {
        count("onecard_taps_suppressed_total");
    }

    /// A second factor was entered and nobody waits for it.
    public void strayAnswer() {
        count("onecard_stray_answers_total");
    }

    /// A device told of something and is of no point.
    public void strayReader() {
        count("onecard_stray_reader_events_total");
    }

    /// Two statements of a card do not fit each other; told and not judged.
    public void contradictoryCard() {
        count("onecard_contradictory_cards_total");
    }

    /// A chip that was asked proved no more than it says, and why.
    public void unproved(String cause) {
        count("onecard_unproved_total{cause=\"" + cause + "\"}");
    }

    /// The journal refused a tap's record.
    public void notRecorded() {
        count("onecard_records_refused_total");
    }

    /// A command of an operator, by its verb and what became of it.
    public void command(String verb, String outcome) {
        count("onecard_commands_total{outcome=\"" + outcome + "\",verb=\"" + verb + "\"}");
    }

    /// A message of a published list, by what became of it.
    public void list(String outcome) {
        count("onecard_list_messages_total{outcome=\"" + outcome + "\"}");
    }

    /// What is known of a device. A reader is up where it answers.
    public void device(Device device, Device.Standing standing) {
        var name = device.name();
        for (var each : Device.Standing.values()) {
            gauge(
                    "onecard_device_state{device=\""
                            + name
                            + "\",kind=\""
                            + device.kind().wire()
                            + "\",state=\""
                            + each.wire()
                            + "\"}",
                    () -> each == standing ? 1 : 0);
        }
        if (device.kind() == Device.Kind.READER) {
            gauge(
                    "onecard_reader_up{reader=\"" + name + "\"}",
                    () -> standing == Device.Standing.UP ? 1 : 0);
        }
    }

    /// A reader in trouble was reset by one step, or could not be.
    public void readerReset(String reader, String step, boolean done) {
        count(
                "onecard_reader_resets_total{ok=\""
                        + done
                        + "\",reader=\""
                        + reader
                        + "\",step=\""
                        + step
                        + "\"}");
    }

    /// A contact's level.
    ///
    /// @param active empty: nobody knows it, and none is shown
    public void contact(String contact, Optional<Boolean> active) {
        var name = "onecard_contact_active{contact=\"" + contact + "\"}";
        if (active.isPresent()) {
            gauge(name, () -> active.get() ? 1 : 0);
        } else {
            gauges.remove(name);
        }
    }

    /// Whether a security module answers.
    public void moduleUp(String module, boolean up) {
        gauge("onecard_module_up{module=\"" + module + "\"}", () -> up ? 1 : 0);
        device(
                new Device(Device.Kind.MODULE, module),
                up ? Device.Standing.UP : Device.Standing.LOST);
    }

    /// A turn of the loop took so long; above 20 ms it is counted as slow.
    public void turn(long micros) {
        longestTurnMicros.accumulateAndGet(micros, Math::max);
        if (micros > 20_000) {
            count("onecard_slow_turns_total");
        }
    }

    void count(String name) {
        counters.computeIfAbsent(name, _ -> new AtomicLong()).incrementAndGet();
    }

    /// A value asked for at each reading; on any thread that reads. A gauge of that name gives way.
    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /// Every value by its name, for the `metrics` topic.
    public Json.Obj json() {
        var values = new TreeMap<String, Json>();
        all().forEach((name, value) -> values.put(name, new Json.Num(value)));
        return Json.Obj.of(values);
    }

    /// OpenMetrics text, for `metrics.listen`.
    public String text() {
        var text = new StringBuilder();
        var family = "";
        for (var sample : all().entrySet()) {
            var name = sample.getKey().replaceFirst("\\{.*", "");
            if (!name.equals(family)) {
                family = name;
                boolean counter = name.endsWith("_total");
                text.append("# TYPE ")
                        .append(counter ? name.substring(0, name.length() - 6) : name)
                        .append(counter ? " counter\n" : " gauge\n");
            }
            text.append(sample.getKey()).append(' ').append(sample.getValue()).append('\n');
        }
        return text.append("# EOF\n").toString();
    }

    private Map<String, Long> all() {
        var values = new TreeMap<String, Long>();
        counters.forEach((name, value) -> values.put(name, value.get()));
        gauges.forEach((name, value) -> values.put(name, value.getAsLong()));
        values.put("onecard_turn_longest_microseconds", longestTurnMicros.get());
        return values;
    }
}
