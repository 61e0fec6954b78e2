package onecard.edge.watch;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Verdict;
import onecard.attendance.Result;
import onecard.edge.crypto.Json;
import onecard.hal.CardFault;
import onecard.money.Refund;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.point.Fact;

/// What operations want to know, as counters and gauges: the same values as OpenMetrics text and
/// over MQTT. Thread-safe; a name may carry labels, never anything about a person.
public final class Metrics {

    private final Map<String, AtomicLong> counters = new ConcurrentSkipListMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentSkipListMap<>();
    private final List<Supplier<Map<String, Long>>> readings = new CopyOnWriteArrayList<>();
    private final Headcount people = new Headcount();
    private final AtomicLong longestTurnMicros = new AtomicLong();

    /// The bounds are those that goals are written in.
    private final Histogram tapMillis =
            new Histogram(
                    "onecard_tap_milliseconds", 5, 10, 20, 50, 100, 250, 500, 1_000, 2_000, 5_000);

    private final LastValues lastTapMillis = new LastValues();

    /// A decision, counted by its verdict and, if it was no, by its reason.
    public void tap(Verdict verdict) {
        switch (verdict) {
            case Verdict.Granted granted -> {
                count("onecard_taps_total{verdict=\"granted\"}");
                granted.prompt()
                        .ifPresent(it -> count("onecard_prompts_total", "prompt", it.wire()));
            }
            case Verdict.Asked _ -> count("onecard_taps_total{verdict=\"asked\"}");
            case Verdict.Refused(var why, _, _) -> {
                count("onecard_taps_total{verdict=\"refused\"}");
                count("onecard_refusals_total{reason=\"" + why.name() + "\"}");
            }
        }
    }

    /// From a card in the field to the verdict, where nobody was waited for.
    public void tapTook(long millis) {
        tapMillis.add(millis);
        lastTapMillis.add(millis);
    }

    /// How long each tap in [#tapTook] took in milliseconds, oldest first, since this was asked
    /// last; of many the last few hundred. For one who asks.
    public List<Long> lastTapMillis() {
        return lastTapMillis.taken();
    }

    /// A card was read, as far as it says by which generation of cards it is one.
    public void read(String reader, OptionalInt generation) {
        count("onecard_reads_total{reader=\"" + reader + "\",result=\"read\"}");
        count("onecard_cards_total", "generation", text(generation));
    }

    private static String text(OptionalInt generation) {
        return generation.isPresent() ? Integer.toString(generation.getAsInt()) : "none";
    }

    /// A card was there and could not be read.
    public void unread(String reader, CardFault why) {
        count(
                "onecard_reads_total{reader=\""
                        + reader
                        + "\",result=\""
                        + why.name().toLowerCase(Locale.ROOT)
                        + "\"}");
    }

    /// What a point reports besides taps.
    public void fact(Fact fact) {
        switch (fact) {
            case Fact.Passage(var result) ->
                    count("onecard_passages_total", "result", result.wire());
            case Fact.Alarm(var kind, var active, _) -> alarm(kind.wire(), active);
            case Fact.State _, Fact.ReleasedBeforeRecord _ -> {}
        }
    }

    /// How many have passed where nobody is known.
    public Headcount people() {
        return people;
    }

    /// A sale came a step further, and the journal has it.
    public void sale(Sale.State state) {
        count("onecard_sales_total", "state", state.wire());
    }

    /// A visit came a step further, and the journal has it.
    public void visit(String transition) {
        count("onecard_visits_total", "transition", transition);
    }

    /// Something was not as it should be, and the journal has it.
    public void visitDifference(String difference) {
        count("onecard_visit_differences_total", "difference", difference);
    }

    /// Money went back, and the journal has it.
    public void reversal(Reversal reversal) {
        var kind =
                switch (reversal) {
                    case Reversal.Void _ -> "void";
                    case Refund _ -> "refund";
                };
        count("onecard_reversals_total", "kind", kind);
    }

    /// A meal was rated, and the journal has it.
    public void rating(int stars) {
        count("onecard_ratings_total", "stars", Integer.toString(stars));
    }

    /// Somebody signed in or out at a desk, and the journal has it.
    public void attendance(Result result) {
        count("onecard_attendance_total", "result", result.wire());
    }

    /// One scanner saw different codes faster than people follow each other.
    public void burst() {
        count("onecard_code_bursts_total");
    }

    /// A receipt was printed, or is not, by why.
    public void receipt(String result) {
        count("onecard_receipts_total", "result", result);
    }

    /// An alarm of a point or of the device, counted as it begins.
    public void alarm(String name, boolean active) {
        if (active) {
            count("onecard_alarms_total", "alarm", name);
        }
    }

    /// A camera read a plate.
    ///
    /// @param match how it was found
    public void plate(String reader, String match) {
        count("onecard_plates_total{reader=\"" + reader + "\",match=\"" + match + "\"}");
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
        for (var each : Device.Standing.values()) {
            gauge(each.metric(device), () -> each == standing ? 1 : 0);
        }
        if (device.kind() == Device.Kind.READER) {
            gauge(
                    "onecard_reader_up{reader=\"" + device.name() + "\"}",
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

    private void count(String name, String label, String value) {
        count(name + "{" + label + "=\"" + value + "\"}");
    }

    void count(String name) {
        counters.computeIfAbsent(name, _ -> new AtomicLong()).incrementAndGet();
    }

    /// A value asked for at each reading; on any thread that reads. A gauge of that name gives way.
    public void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /// Values that come and go, by name with labels; asked for at each reading, on any thread that
    /// reads.
    public void readings(Supplier<Map<String, Long>> values) {
        readings.add(values);
    }

    /// How each device is: the names of [Device.Standing#metric] that are true now.
    public Json.Obj standings() {
        var standings = new TreeMap<String, Json>();
        gauges.forEach(
                (name, value) -> {
                    if (name.startsWith(Device.Standing.FAMILY) && value.getAsLong() == 1) {
                        standings.put(name, new Json.Num(1));
                    }
                });
        return Json.Obj.of(standings);
    }

    /// Every value by its name, for the `metrics` topic.
    public Json.Obj json() {
        var values = new TreeMap<String, Json>();
        all().forEach((name, value) -> values.put(name, new Json.Num(value)));
        tapMillis.samples().forEach((name, value) -> values.put(name, new Json.Num(value)));
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
                text.append("# TYPE ").append(type(name)).append('\n');
            }
            append(text, sample);
        }
        text.append("# TYPE ").append(tapMillis.name()).append(" histogram\n");
        tapMillis.samples().entrySet().forEach(sample -> append(text, sample));
        return text.append("# EOF\n").toString();
    }

    private static void append(StringBuilder text, Map.Entry<String, Long> sample) {
        text.append(sample.getKey()).append(' ').append(sample.getValue()).append('\n');
    }

    /// The family of a name, and what it is.
    private static String type(String name) {
        for (var type : List.of("_total counter", "_info info")) {
            var suffix = type.substring(0, type.indexOf(' '));
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length())
                        + type.substring(suffix.length());
            }
        }
        return name + " gauge";
    }

    private Map<String, Long> all() {
        var values = new TreeMap<String, Long>();
        counters.forEach((name, value) -> values.put(name, value.get()));
        gauges.forEach((name, value) -> values.put(name, value.getAsLong()));
        readings.forEach(some -> values.putAll(some.get()));
        values.putAll(people.readings());
        values.put("onecard_turn_longest_microseconds", longestTurnMicros.get());
        return values;
    }
}
