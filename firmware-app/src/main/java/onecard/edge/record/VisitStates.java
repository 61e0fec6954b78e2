package onecard.edge.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.Party;
import onecard.access.Visit;
import onecard.access.Visits;
import onecard.access.Way;
import onecard.edge.crypto.Json;

/// Visits as a snapshot keeps them. One that is garbled is left out, for nothing of it is certain.
final class VisitStates {

    private VisitStates() {}

    /// By pass.
    static Json.Obj json(Visits visits) {
        var json = new TreeMap<String, Json>();
        visits.of().forEach((pass, visit) -> json.put(pass.toString(), json(visit)));
        return Json.Obj.of(json);
    }

    private static Json.Obj json(Visit visit) {
        var shown =
                visit.shown().stream()
                        .sorted(Comparator.comparing(Party.Shown::toString))
                        .<Json>map(VisitWords::shown)
                        .toList();
        var inside = new TreeMap<String, Json>();
        visit.inside()
                .forEach(
                        (way, stay) ->
                                inside.put(
                                        way.wire(),
                                        Json.Obj.EMPTY
                                                .with("point", stay.point())
                                                .with("many", stay.many())
                                                .with("since", millis(stay.since()))));
        var json =
                VisitWords.terms(visit.terms())
                        .with("shown", new Json.Arr(shown))
                        .with("came", visit.entries())
                        .with("left", visit.exits())
                        .with("on_the_way", counts(visit.onTheWay()))
                        .with("lost", visit.lost())
                        .with("inside", Json.Obj.of(inside))
                        .with("unknown", visit.unknown())
                        .with("again", visit.again())
                        .with("returned", visit.returned())
                        .with("overstay", visit.overstay())
                        .with("doubt", visit.doubt().name())
                        .with("unseen", Json.Arr.ofText(visit.unseen().stream().sorted().toList()))
                        .with("state", visit.state().name())
                        .with(
                                "owed",
                                new Json.Arr(
                                        visit.owed().stream().map(VisitStates::owed).toList()));
        if (visit.first().isPresent()) {
            json = json.with("first", millis(visit.first().get()));
        }
        if (visit.lasts().isAfter(visit.terms().until())) {
            json = json.with("good_until", visit.lasts().toString());
        }
        if (visit.seenAt().isPresent()) {
            json = json.with("seen_at", visit.seenAt().get());
        }
        if (visit.alarming().isPresent()) {
            json = json.with("alarm_at", visit.alarming().get());
        }
        return visit.left().isPresent() ? json.with("last", millis(visit.left().get())) : json;
    }

    private static Json.Obj counts(Map<String, Integer> many) {
        var json = new TreeMap<String, Json>();
        many.forEach((point, each) -> json.put(point, new Json.Num(each)));
        return Json.Obj.of(json);
    }

    private static Json owed(Visit.Owed owed) {
        var json =
                Json.Obj.EMPTY
                        .with("step", VisitWords.wire(owed.step()))
                        .with("point", owed.point())
                        .with("at", millis(owed.at()))
                        .with("again", owed.again());
        if (owed.way().isPresent()) {
            json = json.with("way", owed.way().get().wire());
        }
        return owed.dwell().isPresent()
                ? json.with("dwell_ms", owed.dwell().get().toMillis())
                : json;
    }

    private static Json millis(Instant at) {
        return new Json.Num(at.toEpochMilli());
    }

    // --- and back ---

    static Optional<Visit> visit(Json value) {
        if (!(value instanceof Json.Obj json)) {
            return Optional.empty();
        }
        var terms = VisitWords.terms(json);
        var shown = shown(json);
        var inside = inside(json);
        var owed = owed(json);
        var state = state(json);
        if (terms.isEmpty()
                || shown.isEmpty()
                || inside.isEmpty()
                || owed.isEmpty()
                || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Visit(
                        terms.get(),
                        lasts(json, terms.get().until()),
                        shown.get(),
                        count(json, "came"),
                        count(json, "left"),
                        onTheWay(json),
                        count(json, "lost"),
                        inside.get(),
                        json.get("first").flatMap(Occurrences::millis),
                        json.get("last").flatMap(Occurrences::millis),
                        json.text("seen_at"),
                        json.bool("unknown").orElse(false),
                        json.bool("again").orElse(false),
                        json.bool("returned").orElse(false),
                        count(json, "overstay"),
                        alarming(json),
                        doubt(json),
                        unseen(json),
                        state.get(),
                        owed.get()));
    }

    private static Instant lasts(Json.Obj json, Instant until) {
        return json.text("good_until")
                .flatMap(VisitWords::instant)
                .filter(until::isBefore)
                .orElse(until);
    }

    /// An older snapshot knows how many, and no point.
    private static Map<String, Integer> onTheWay(Json.Obj json) {
        var all = new HashMap<String, Integer>();
        int nowhere = count(json, "coming");
        if (nowhere > 0) {
            all.put(Visit.NOWHERE, nowhere);
        }
        var points = json.object("on_the_way").orElse(Json.Obj.EMPTY);
        points.forEach(
                (point, _) -> {
                    int many = count(points, point);
                    if (many > 0) {
                        all.put(point, many);
                    }
                });
        return all;
    }

    private static Optional<String> alarming(Json.Obj json) {
        return json.text("alarm_at")
                .or(() -> json.bool("alarming").filter(stands -> stands).map(_ -> Visit.NOWHERE));
    }

    private static Set<String> unseen(Json.Obj json) {
        var points = json.array("unseen");
        if (points.isEmpty()) {
            return doubt(json) == Visit.Doubt.NONE ? Set.of() : Set.of(Visit.NOWHERE);
        }
        var all = new HashSet<String>();
        points.get()
                .items()
                .forEach(
                        it -> {
                            if (it instanceof Json.Str(var point)) {
                                all.add(point);
                            }
                        });
        return all;
    }

    private static int count(Json.Obj json, String name) {
        return json.number(name)
                .filter(many -> many >= 0 && many <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElse(0);
    }

    private static Optional<Visit.State> state(Json.Obj json) {
        return json.text("state")
                .flatMap(
                        name ->
                                List.of(Visit.State.values()).stream()
                                        .filter(state -> state.name().equals(name))
                                        .findFirst());
    }

    /// One that an older snapshot does not say is none.
    private static Visit.Doubt doubt(Json.Obj json) {
        return json.text("doubt").stream()
                .flatMap(
                        name ->
                                List.of(Visit.Doubt.values()).stream()
                                        .filter(doubt -> doubt.name().equals(name)))
                .findFirst()
                .orElse(Visit.Doubt.NONE);
    }

    private static Optional<Set<Party.Shown>> shown(Json.Obj json) {
        var all = new HashSet<Party.Shown>();
        for (var item : json.array("shown").map(Json.Arr::items).orElse(List.of())) {
            var one =
                    item instanceof Json.Obj it
                            ? VisitWords.shown(it)
                            : Optional.<Party.Shown>empty();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return Optional.of(all);
    }

    private static Optional<Map<Way, Visit.Stay>> inside(Json.Obj json) {
        var all = new EnumMap<Way, Visit.Stay>(Way.class);
        var stays = json.object("inside").orElse(Json.Obj.EMPTY);
        for (var way : Way.values()) {
            var stay = stays.object(way.wire());
            if (stay.isPresent()) {
                var point = stay.get().text("point");
                var since = stay.get().get("since").flatMap(Occurrences::millis);
                if (point.isEmpty() || since.isEmpty()) {
                    return Optional.empty();
                }
                int many = Math.max(1, count(stay.get(), "many")); // older ones say none
                all.put(way, new Visit.Stay(point.get(), since.get(), many));
            }
        }
        return Optional.of(all);
    }

    private static Optional<List<Visit.Owed>> owed(Json.Obj json) {
        var all = new ArrayList<Visit.Owed>();
        for (var item : json.array("owed").map(Json.Arr::items).orElse(List.of())) {
            var one = item instanceof Json.Obj it ? one(it) : Optional.<Visit.Owed>empty();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return Optional.of(all);
    }

    private static Optional<Visit.Owed> one(Json.Obj json) {
        var step = json.text("step").flatMap(VisitWords::step);
        var point = json.text("point");
        var at = json.get("at").flatMap(Occurrences::millis);
        return step.isPresent() && point.isPresent() && at.isPresent()
                ? Optional.of(
                        new Visit.Owed(
                                step.get(),
                                point.get(),
                                json.text("way").flatMap(Way::ofWire),
                                at.get(),
                                json.number("dwell_ms").map(Duration::ofMillis),
                                json.bool("again").orElse(false)))
                : Optional.empty();
    }
}
