package onecard.edge.loop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import onecard.edge.record.Owed;
import onecard.edge.record.Prompts;
import onecard.edge.record.Renewals;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Metrics;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// [onecard.edge.record.Renewals] as they happen: whatever is recorded is looked at on its way, and
/// each day is told once it is over, where some point prompts. Owned by the edge loop.
final class RenewalDays implements Records {

    private final Prompts prompts;
    private final Records journal;
    private final Optional<ZoneId> zone; // where some point prompts
    private Instant from = Instant.MAX; // of the day that was looked at last
    private Instant until = Instant.MIN;
    // Read by whoever reads metrics.
    private volatile Map<String, Long> now = Map.of();

    /// @param journal that whatever comes here goes on to
    RenewalDays(Prompts prompts, Records journal, List<PointSlot<?>> points, Metrics metrics) {
        this.prompts = prompts;
        this.journal = journal;
        zone =
                points.stream()
                        .map(slot -> slot.parts.policy())
                        .filter(policy -> policy.card().renewWithinDays() > 0)
                        .map(policy -> policy.zone())
                        .findFirst();
        if (zone.isPresent()) {
            counted();
            metrics.readings(() -> now);
        }
    }

    /// What a run before has told, or owes yet, is not told again.
    void after(RenewalDays before) {
        prompts.renewals(before.renewals());
        counted();
    }

    private Renewals renewals() {
        return prompts.renewals();
    }

    @Override
    public void offer(Draft draft) {
        look(draft);
        journal.offer(draft);
    }

    @Override
    public void offer(List<Draft> together) {
        together.forEach(this::look);
        journal.offer(together);
    }

    private void look(Draft draft) {
        if (draft.kind() != EventKind.TAP) {
            return;
        }
        isDay(draft.at()); // as a restart takes it, though the day before is not told yet
        if (renewals().tapped(draft.data())) {
            counted();
        }
    }

    /// Tells of the days that are over.
    void due(Moment at, Owed owed, Supplier<TapId> names) {
        if (zone.isEmpty() || at.trust() == ClockTrust.UNTRUSTED) {
            return;
        }
        isDay(at);
        for (var day : renewals().takeUntold()) {
            owed.offer(new Owed.Line.Daily(day.date()), draft(day, at).named(names.get()));
        }
    }

    private void isDay(Moment at) {
        if (zone.isEmpty() || at.trust() == ClockTrust.UNTRUSTED) {
            return;
        }
        if (at.wall().isBefore(from) || !at.wall().isBefore(until)) {
            var today = LocalDate.ofInstant(at.wall(), zone.get());
            from = today.atStartOfDay(zone.get()).toInstant();
            until = today.plusDays(1).atStartOfDay(zone.get()).toInstant();
            renewals().at(today.toString(), at.trust() == ClockTrust.SYNCED);
            counted();
        }
    }

    private static Draft draft(Renewals.Day day, Moment at) {
        var more = day.counts().json().with("business_date", day.date());
        return Draft.system(Renewals.WHAT, more, at);
    }

    private void counted() {
        var today = renewals().today();
        var values = new TreeMap<String, Long>();
        today.ending()
                .forEach(
                        (generation, count) ->
                                values.put(
                                        "onecard_cards_ending{generation=\"" + generation + "\"}",
                                        count));
        values.put("onecard_cards_contact_only", today.contactOnly());
        now = Map.copyOf(values);
    }
}
