package onecard.edge.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.point.RecordWait;

/// The anatomy of the last tap at each point: what it took, step by step, in microseconds from the
/// card's coming into the field. Its parts are looked for in what happened lately, whenever
/// something more did, for they may be told in any order: the broker may hear of a tap before the
/// journal is looked at. A part that was found stays, however much happens later.
///
/// When a record became durable nothing tells by itself. What was done because it was (the relay,
/// the message) tells by when at the latest, and that is the end of that step. A relay that came
/// when a point waits for no record any more ([RecordWait]) tells nothing of it; the message does.
///
/// For one thread at a time.
final class Anatomy {

    /// Of what happened lately, more than one tap comes to at each of a site's points.
    private static final int LATELY = 512;

    /// What belongs to a tap has happened within it.
    private static final long TOGETHER_US = 5_000_000;

    /// So long a point waits for the record before it opens.
    private static final long WAIT_US = RecordWait.TAP.toNanos() / 1_000;

    /// A card that lay there for longer is not what was waited for.
    private static final long FIELD_US = 10_000_000;

    private final Place place;
    private final Deque<Json.Obj> lately = new ArrayDeque<>();
    private final Map<String, Tap> taps = new HashMap<>(); // the last of each point
    private final Map<String, Json.Obj> told = new HashMap<>();

    Anatomy(Place place) {
        this.place = place;
    }

    /// Takes in what happened.
    ///
    /// @return the anatomies that are new by it
    List<Json.Obj> after(Json.Obj happening) {
        lately.addLast(happening);
        if (lately.size() > LATELY) {
            lately.removeFirst();
        }
        tap(happening).ifPresent(event -> taps.put(text(data(event), "point"), new Tap(event)));
        var changed = new ArrayList<Json.Obj>();
        for (var tap : taps.entrySet()) {
            tap.getValue().look();
            var anatomy = tap.getValue().told();
            if (!anatomy.equals(told.put(tap.getKey(), anatomy))) {
                changed.add(anatomy);
            }
        }
        return changed;
    }

    /// The event of a presence that ended, of what a reader read.
    private static Optional<Json.Obj> tap(Json.Obj happening) {
        return event(happening)
                .filter(event -> data(event).text("verdict").isPresent())
                .filter(event -> data(event).text("reader").isPresent())
                .filter(event -> data(event).text("point").isPresent());
    }

    /// A tap, and what was found of it so far.
    private final class Tap {
        private final Json.Obj event;
        private final Json.Obj data;
        private final long decided;
        private List<Step> read = List.of();
        private Optional<Step> relay = Optional.empty();
        private Optional<Step> published = Optional.empty();

        Tap(Json.Obj event) {
            this.event = event;
            data = data(event);
            decided = Happenings.monoUs(data);
        }

        void look() {
            var seen = read(text(data, "reader"), decided);
            read = seen.size() > read.size() ? seen : read;
            relay = relay.or(() -> relay(data, decided));
            published = published.or(() -> published(text(event, "id")));
        }

        Json.Obj told() {
            long start = read.isEmpty() ? decided : read.getFirst().from();
            return Json.Obj.EMPTY
                    .with("type", "anatomy")
                    .with("point", text(data, "point"))
                    .with("reader", text(data, "reader"))
                    .with("verdict", text(data, "verdict"))
                    .with("reason", text(data, "reason"))
                    .with("start_mono_us", start)
                    .with("steps", new Json.Arr(steps().map(it -> it.told(start)).toList()));
        }

        private Stream<Step> steps() {
            long since = read.isEmpty() ? decided : read.getLast().to();
            var decision =
                    new Step("decision", since, Math.max(since, decided), text(data, "reason"));
            var then =
                    Stream.of(relay.map(it -> it.since(waited(it))), published.map(this::after))
                            .flatMap(Optional::stream);
            return Stream.of(read.stream(), Stream.of(decision), recorded().stream(), then)
                    .flatMap(steps -> steps);
        }

        private Optional<Step> recorded() {
            return durable().map(at -> new Step("record", decided, at, ""));
        }

        /// By when the record was, at the latest.
        private Optional<Long> durable() {
            return Stream.of(relay.filter(it -> !isLate(it)), published)
                    .flatMap(Optional::stream)
                    .map(Step::to)
                    .min(Long::compare);
        }

        private boolean isLate(Step opened) {
            return opened.to() - decided >= WAIT_US;
        }

        /// What the relay waited for last: the record, or nothing but its time.
        private long waited(Step opened) {
            return isLate(opened) ? decided : durable().orElse(decided);
        }

        private Step after(Step message) {
            return message.since(durable().orElse(decided));
        }
    }

    /// The field and what was exchanged in it, until the decision.
    private List<Step> read(String reader, long decided) {
        var steps = new ArrayList<Step>();
        for (var happening : lately) {
            long at = Happenings.monoUs(happening);
            if (!happening.text("device").equals(Optional.of(reader)) || at > decided) {
                continue;
            }
            switch (text(happening, "what")) {
                case "field" -> {
                    steps.clear();
                    if (happening.bool("on").orElse(false) && decided - at < FIELD_US) {
                        steps.add(new Step("field", at, at, ""));
                    }
                }
                case "exchange" -> {
                    if (!steps.isEmpty()) {
                        steps.add(exchange(happening, at));
                    }
                }
                default -> {
                    // What shines or sounds takes nobody's time.
                }
            }
        }
        if (steps.size() > 1) {
            long first = steps.get(1).from();
            steps.set(0, new Step("field", steps.getFirst().from(), first, ""));
        }
        return steps;
    }

    private static Step exchange(Json.Obj happening, long at) {
        long took = happening.number("took_us").orElse(0L);
        var detail = text(happening, "command") + " -> " + text(happening, "status");
        return new Step("exchange", at - took, at, detail);
    }

    /// The first output of the point that went on for a tap that was granted.
    private Optional<Step> relay(Json.Obj data, long decided) {
        if (!text(data, "verdict").equals("granted")) {
            return Optional.empty();
        }
        var outputs = place.point(text(data, "point")).map(point -> point.relays().values());
        return lately.stream()
                .filter(it -> it.text("type").equals(Optional.of("line")))
                .filter(it -> it.number("level").equals(Optional.of(1L)))
                .filter(it -> outputs.filter(all -> all.contains(text(it, "line"))).isPresent())
                .filter(it -> isAfter(it, decided))
                .filter(it -> isForATap(it, decided))
                .findFirst()
                .map(it -> moment("relay", it, text(it, "line")));
    }

    /// Whoever waits for no record any more opens by the timer of that wait.
    private static boolean isForATap(Json.Obj line, long decided) {
        return switch (text(line, "cause")) {
            case "tap" -> true;
            case "timer" -> Happenings.monoUs(line) - decided >= WAIT_US;
            default -> false;
        };
    }

    private Optional<Step> published(String id) {
        return lately.stream()
                .filter(it -> it.text("type").equals(Optional.of("mqtt")))
                .filter(
                        it ->
                                it.object("payload")
                                        .flatMap(event -> event.text("id"))
                                        .equals(Optional.of(id)))
                .findFirst()
                .map(it -> moment("publish", it, text(it, "topic")));
    }

    private static boolean isAfter(Json.Obj happening, long decided) {
        long at = Happenings.monoUs(happening);
        return at >= decided && at - decided < TOGETHER_US;
    }

    private static Step moment(String what, Json.Obj happening, String detail) {
        long at = Happenings.monoUs(happening);
        return new Step(what, at, at, detail);
    }

    private static Optional<Json.Obj> event(Json.Obj happening) {
        return happening.text("type").equals(Optional.of("journal"))
                ? happening.object("event")
                : Optional.empty();
    }

    private static Json.Obj data(Json.Obj event) {
        return event.object("data").orElse(Json.Obj.EMPTY);
    }

    private static String text(Json.Obj of, String member) {
        return of.text(member).orElse("");
    }

    /// @param from microseconds on the monotonic clock
    private record Step(String what, long from, long to, String detail) {

        Step since(long other) {
            return new Step(what, other, to, detail);
        }

        Json told(long start) {
            var words = Catalogue.steps().getOrDefault(what, Json.Obj.EMPTY);
            var told =
                    Json.Obj.EMPTY
                            .with("what", what)
                            .with("from_us", from - start)
                            .with("to_us", to - start)
                            .with("zh", text(words, "zh"))
                            .with("en", text(words, "en"));
            return detail.isEmpty() ? told : told.with("detail", detail);
        }
    }
}
