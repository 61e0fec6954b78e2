package onecard.edge.record;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Direction;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Fold;
import onecard.edge.watch.Headcount;

/// [Headcount] as the journal's passages build it up. Used by one thread at a time.
final class HeadcountFold implements Fold {

    private Headcount count = new Headcount();

    /// What the records so far come to, put where it goes on.
    void into(Headcount live) {
        count.all().forEach((point, days) -> days.forEach((on, day) -> live.put(point, on, day)));
    }

    @Override
    public void apply(Json.Obj event) {
        if (!event.text("type").equals(Optional.of("onecard.passage.v1"))) {
            return;
        }
        var data = Occurrences.data(event);
        var way = data.text("counted").flatMap(HeadcountFold::way);
        var on = Occurrences.time(event).map(at -> at.toLocalDate());
        if (way.isPresent() && on.isPresent()) {
            count.passed(data.text("point").orElse(""), way.get(), on.get());
        }
    }

    private static Optional<Direction> way(String wire) {
        return List.of(Direction.values()).stream()
                .filter(way -> way.wire().equals(wire))
                .findFirst();
    }

    // --- as a snapshot keeps it: POINT DATE, [in, out] ---

    @Override
    public Json.Obj state() {
        var state = new TreeMap<String, Json>();
        count.all()
                .forEach(
                        (point, days) ->
                                days.forEach(
                                        (on, day) ->
                                                state.put(
                                                        point + " " + on,
                                                        new Json.Arr(
                                                                List.of(
                                                                        new Json.Num(day.in()),
                                                                        new Json.Num(
                                                                                day.out()))))));
        return Json.Obj.of(state);
    }

    /// Without whatever is garbled.
    @Override
    public void restore(Json.Obj state) {
        count = new Headcount();
        state.forEach(
                (name, value) -> {
                    int blank = name.lastIndexOf(' ');
                    if (blank >= 0
                            && value instanceof Json.Arr(var items)
                            && items.size() == 2
                            && items.get(0) instanceof Json.Num(var in)
                            && items.get(1) instanceof Json.Num(var out)) {
                        date(name.substring(blank + 1))
                                .ifPresent(
                                        on ->
                                                count.put(
                                                        name.substring(0, blank),
                                                        on,
                                                        new Headcount.Day(in, out)));
                    }
                });
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
