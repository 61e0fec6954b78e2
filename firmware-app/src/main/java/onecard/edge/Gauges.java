package onecard.edge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.birth.Birth;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.JsonReader;
import onecard.edge.lines.Lines;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.registry.Registry;
import onecard.edge.uplink.Tally;
import onecard.edge.uplink.Uplink;
import onecard.edge.watch.BoardHealth;
import onecard.edge.watch.Metrics;
import onecard.time.ClockTrust;

/// What is asked of the parts whenever somebody reads the metrics; what happens is counted where it
/// happens.
final class Gauges {

    private final Metrics metrics;

    private Gauges(Metrics metrics) {
        this.metrics = metrics;
    }

    /// @param configHash of the site file
    static void of(Ground ground, Books books, Uplink uplink, Lines lines, String configHash) {
        var gauges = new Gauges(ground.metrics());
        gauges.run(books, configHash);
        gauges.journal(books);
        gauges.uplink(uplink);
        gauges.lists(books.stores().registry(), books.clock());
        gauges.clock(books.clock(), new KernelClock());
        gauges.lines(lines);
        gauges.metrics.gauge("onecard_presentations_dropped_total", ground.inbox()::dropped);
        gauges.metrics.readings(new BoardHealth(BoardHealth.SYS)::samples);
    }

    private void run(Books books, String configHash) {
        var begun = books.clock().get().mono();
        metrics.gauge(
                "onecard_build_info{config=\""
                        + configHash
                        + "\",version=\""
                        + Birth.VERSION
                        + "\"}",
                () -> 1);
        metrics.gauge("onecard_session", books::session);
        metrics.gauge(
                "onecard_uptime_seconds",
                () -> books.clock().get().mono().since(begun).toSeconds());
    }

    private void journal(Books books) {
        var journal = books.journal();
        metrics.gauge("onecard_journal_full_percent", journal::fullPercent);
        metrics.gauge("onecard_journal_refused_total", journal::refused);
        metrics.gauge("onecard_disk_free_bytes", () -> journal.room().diskFreeBytes());
        metrics.gauge("onecard_unsent_events", books.outbox()::unsentCount);
        metrics.gauge(
                "onecard_unsent_oldest_seconds",
                () -> oldest(books.outbox()).map(it -> age(it, books.clock())).orElse(0L));
    }

    private static Optional<Instant> oldest(Outbox outbox) {
        return outbox.unsent(Outbox.Position.START, 1).stream()
                .findFirst()
                .flatMap(event -> JsonReader.object(event.json()))
                .flatMap(event -> event.text("time"))
                .flatMap(Gauges::time);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty(); // salvaged
        }
    }

    private void uplink(Uplink uplink) {
        metrics.gauge("onecard_uplink_online", () -> uplink.health().online() ? 1 : 0);
        for (var count : Tally.Count.values()) {
            metrics.gauge(count.metric(), () -> uplink.tally().of(count));
        }
    }

    private void lists(Registry registry, BoardClock clock) {
        metrics.readings(
                () -> {
                    var ages = new LinkedHashMap<String, Long>();
                    for (var held : held(registry)) {
                        ages.put(
                                "onecard_list_age_seconds{list=\"" + held.list().name() + "\"}",
                                age(held.list().asOf(), clock));
                    }
                    return ages;
                });
    }

    private static List<Registry.Held> held(Registry registry) {
        try {
            return registry.held();
        } catch (IOException _) {
            return List.of(); // whoever looks up a card tells of it
        }
    }

    private void clock(BoardClock clock, KernelClock kernel) {
        metrics.readings(
                () -> {
                    var clocks = new LinkedHashMap<String, Long>();
                    var trust = clock.get().trust();
                    for (var each : ClockTrust.values()) {
                        clocks.put(
                                "onecard_clock_trust{trust=\"" + each.wire() + "\"}",
                                each == trust ? 1L : 0L);
                    }
                    kernel.read().ifPresent(read -> clocks.putAll(kernel(read)));
                    return clocks;
                });
    }

    private static Map<String, Long> kernel(KernelClock.Reading read) {
        return Map.of(
                "onecard_clock_offset_microseconds", read.offsetMicros(),
                "onecard_clock_error_microseconds", read.errorMicros());
    }

    private void lines(Lines lines) {
        lines.gpio()
                .ifPresent(gpio -> metrics.gauge("onecard_missed_edges_total", gpio::missedEdges));
        lines.relays()
                .forEach(
                        (name, relay) ->
                                metrics.gauge(
                                        "onecard_relay_cycles_total{relay=\"" + name + "\"}",
                                        relay::cycles));
    }

    /// Nothing is younger than now.
    private static long age(Instant from, BoardClock clock) {
        return Math.max(0, Duration.between(from, clock.get().wall()).toSeconds());
    }
}
