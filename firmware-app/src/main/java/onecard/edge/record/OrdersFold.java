package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.edge.command.CommandReader;
import onecard.edge.command.Verb;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Fold;
import onecard.point.Commanded;
import onecard.time.ClockTrust;

/// [Orders] as the journal's `command` and `ordered` records build them up: the last one of a point
/// that names a posture says what is ordered of it from then on. A hold names none until it was
/// done: what nobody carried out opens nothing after a restart. Used by one thread at a time.
public final class OrdersFold implements Fold {

    /// An end that no later clock can be compared with.
    public static final String UNKNOWN = "unknown";

    /// `what` of a system record: an order that opens was done, or one has ended.
    public static final String ORDERED = "ordered";

    private final Map<String, Orders.Given> standing = new HashMap<>();
    private final SequencedMap<String, Orders.Answered> answered = new LinkedHashMap<>();

    /// What the records so far built up.
    Orders orders() {
        return new Orders(standing, answered);
    }

    @Override
    public void apply(Json.Obj event) {
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        boolean done = data.text("what").equals(Optional.of(ORDERED));
        if (done || event.text("type").equals(Optional.of("onecard.command.v1"))) {
            apply(data, done);
        }
    }

    private void apply(Json.Obj data, boolean done) {
        var known = data.text("reason").or(() -> done ? Optional.of("OK") : Optional.empty());
        data.text("id")
                .filter(CommandReader::names)
                .filter(_ -> !waits(data))
                .ifPresent(
                        id ->
                                Reason.ofName(known.orElse(""))
                                        .ifPresent(reason -> remember(id, reason, data)));
        data.text("posture")
                .flatMap(OrdersFold::posture)
                .ifPresent(posture -> ordered(posture, data));
    }

    private void remember(String id, Reason reason, Json.Obj data) {
        var asked = Orders.asked(data.text("point").orElse(""), data);
        Orders.remember(answered, id, new Orders.Answered(reason, asked));
    }

    /// Given, and not known to be done.
    private static boolean waits(Json.Obj data) {
        return data.text("verb").equals(Optional.of(Verb.HOLD.wire()))
                && data.bool("ok").orElse(false)
                && data.text("posture").isEmpty();
    }

    private void ordered(Posture posture, Json.Obj data) {
        boolean dated = !data.text("clock").equals(Optional.of(ClockTrust.UNTRUSTED.wire()));
        Optional<Commanded.End> end =
                data.text("until")
                        .map(
                                until ->
                                        instant(until)
                                                .filter(_ -> dated)
                                                .<Commanded.End>map(Commanded.AtWall::new)
                                                .orElseGet(Commanded.Unknown::new));
        var by = data.text("by").orElse("");
        put(data.text("point").orElse(""), posture, end, by);
    }

    private void put(String point, Posture posture, Optional<Commanded.End> end, String by) {
        if (posture == Posture.NORMAL && end.isEmpty()) {
            standing.remove(point);
        } else {
            standing.put(point, new Orders.Given(new Commanded(posture, end), by));
        }
    }

    @Override
    public Json.Obj state() {
        var points = new TreeMap<String, Json>();
        standing.forEach((point, given) -> points.put(point, given(given)));
        var answers = new ArrayList<Json>();
        answered.forEach(
                (id, answer) ->
                        answers.add(
                                Json.Arr.ofText(
                                        List.of(id, answer.reason().name(), answer.asked()))));
        return points.isEmpty() && answers.isEmpty()
                ? Json.Obj.EMPTY
                : Json.Obj.EMPTY
                        .with("standing", Json.Obj.of(points))
                        .with("answered", new Json.Arr(answers));
    }

    private static Json.Obj given(Orders.Given given) {
        var json =
                Json.Obj.EMPTY
                        .with("posture", given.commanded().posture().wire())
                        .with("by", given.by());
        return given.commanded().until().map(end -> json.with("until", text(end))).orElse(json);
    }

    private static String text(Commanded.End end) {
        return switch (end) {
            case Commanded.AtWall(var at) -> at.toString();
            // Of the running boot: never here, since records know the wall alone.
            case Commanded.AtMono _, Commanded.Unknown() -> UNKNOWN;
        };
    }

    @Override
    public void restore(Json.Obj state) {
        standing.clear();
        answered.clear();
        state.object("standing")
                .orElse(Json.Obj.EMPTY)
                .forEach(
                        (point, value) -> {
                            if (value instanceof Json.Obj given) {
                                restore(point, given);
                            }
                        });
        state.array("answered").stream()
                .flatMap(answers -> answers.items().stream())
                .flatMap(OrdersFold::answer)
                .forEach(answer -> Orders.remember(answered, answer.id, answer.answer));
    }

    private void restore(String point, Json.Obj given) {
        var posture = given.text("posture").flatMap(OrdersFold::posture);
        Optional<Commanded.End> end =
                given.text("until")
                        .map(
                                until ->
                                        instant(until)
                                                .<Commanded.End>map(Commanded.AtWall::new)
                                                .orElseGet(Commanded.Unknown::new));
        posture.ifPresent(known -> put(point, known, end, given.text("by").orElse("")));
    }

    private record Answered(String id, Orders.Answered answer) {}

    private static Stream<Answered> answer(Json item) {
        return item instanceof Json.Arr(var parts)
                        && parts.size() == 3
                        && parts.get(0) instanceof Json.Str(var id)
                        && parts.get(1) instanceof Json.Str(var name)
                        && parts.get(2) instanceof Json.Str(var asked)
                        && CommandReader.names(id)
                ? Reason.ofName(name)
                        .map(reason -> new Answered(id, new Orders.Answered(reason, asked)))
                        .stream()
                : Stream.empty();
    }

    /// Empty for what cannot be ordered: a garbled row must not keep a door from starting.
    private static Optional<Posture> posture(String wire) {
        return Stream.of(Posture.values())
                .filter(posture -> posture != Posture.FIRE && posture.wire().equals(wire))
                .findFirst();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
