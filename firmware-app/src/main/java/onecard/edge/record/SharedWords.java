package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecard.access.Elsewhere;
import onecard.access.Elsewhere.Event;
import onecard.access.Elsewhere.Said;
import onecard.access.Elsewhere.Taken;
import onecard.access.LetIn;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.time.Moment;
import onecard.time.Mono;

/// Shared passes in words: as devices tell each other, and as events say that one was used twice.
/// What is garbled is not believed in any part, for nobody signed it.
public final class SharedWords {

    /// A pass was let in here and at another device more often than it is good for.
    public static final String USED_TWICE = "pass_used_twice";

    /// The transition of the visit event that says which records.
    static final String DOUBLE = "double";

    private static final Pattern EPOCH = Pattern.compile("[0-9a-f]{8}");

    private SharedWords() {}

    // --- told ---

    /// All that a device has to say.
    public static Json.Obj word(String device, Said said) {
        var passes = new TreeMap<String, Json>();
        said.passes().forEach((key, taken) -> passes.put(key.toString(), taken(key, taken)));
        return Json.Obj.EMPTY
                .with("v", 1)
                .with("device", device)
                .with("session", said.session())
                .with("number", said.number())
                .with("passes", new Json.Arr(List.copyOf(passes.values())));
    }

    private static Json.Obj taken(Token key, Taken taken) {
        var json =
                Json.Obj.EMPTY
                        .with("pass", key.toString())
                        .with("state", state(taken))
                        .with("uses", taken.uses());
        if (taken.claims() > 0) {
            json = json.with("claims", taken.claims());
        }
        if (taken.first().isPresent()) {
            var first = taken.first().get();
            json = event(first, json).with("at", first.at().toString());
        }
        return json;
    }

    private static String state(Taken taken) {
        if (taken.claims() > 0) {
            return "claimed";
        }
        return taken.left() ? "left" : "entered";
    }

    private static Json.Obj event(Event event, Json.Obj to) {
        return to.with("epoch", event.epoch()).with("seq", event.seq());
    }

    /// As much as a word has room for: who comes now matters more than who came.
    public static Map<Token, Taken> bounded(Map<Token, Taken> taken) {
        var most = new HashMap<>(taken);
        while (most.size() > Elsewhere.PASSES_MAX) {
            most.entrySet().stream()
                    .min(LEAST_FIRST)
                    .map(Map.Entry::getKey)
                    .ifPresent(most::remove);
        }
        return most;
    }

    private static final Comparator<Map.Entry<Token, Taken>> LEAST_FIRST =
            Comparator.comparing((Map.Entry<Token, Taken> one) -> one.getValue().claims())
                    .thenComparing(one -> one.getValue().first().map(Event::at).orElse(Instant.MAX))
                    .thenComparing(one -> one.getKey().toString());

    // --- heard ---

    /// What a device says; empty if it is not of that device, or not whole.
    ///
    /// @param heard when
    public static Optional<Said> said(Json.Obj json, String device, Mono heard) {
        var session = json.number("session").filter(SharedWords::isNatural);
        var number = json.number("number").filter(SharedWords::isNatural);
        var passes = json.array("passes").map(Json.Arr::items);
        boolean ours =
                json.number("v").equals(Optional.of(1L))
                        && json.text("device").equals(Optional.of(device));
        if (!ours
                || session.isEmpty()
                || number.isEmpty()
                || passes.filter(all -> all.size() <= Elsewhere.PASSES_MAX).isEmpty()) {
            return Optional.empty();
        }
        var taken = new HashMap<Token, Taken>();
        for (var item : passes.get()) {
            var key =
                    item instanceof Json.Obj one
                            ? one.text("pass").flatMap(Token::parse)
                            : Optional.<Token>empty();
            var what = item instanceof Json.Obj one ? taken(one) : Optional.<Taken>empty();
            if (key.isEmpty() || what.isEmpty() || taken.put(key.get(), what.get()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Said(session.get(), number.get(), taken, heard));
    }

    private static Optional<Taken> taken(Json.Obj json) {
        var uses = json.number("uses").filter(SharedWords::isCount);
        long claims = json.number("claims").orElse(0L);
        var first = event(json, json.text("at").flatMap(SharedWords::instant));
        boolean whole =
                uses.isPresent()
                        && isCount(claims)
                        && uses.get() + claims > 0
                        && uses.get() > 0 == first.isPresent();
        return whole
                ? Optional.of(
                        new Taken(
                                uses.get().intValue(),
                                (int) claims,
                                first,
                                json.text("state").equals(Optional.of("left"))))
                : Optional.empty();
    }

    private static boolean isNatural(long number) {
        return number >= 0;
    }

    private static boolean isCount(long number) {
        return number >= 0 && number <= Use.TIMES_MAX;
    }

    private static Optional<Event> event(Json.Obj json, Optional<Instant> at) {
        var epoch = json.text("epoch").filter(text -> EPOCH.matcher(text).matches());
        var seq = json.number("seq").filter(SharedWords::isNatural);
        return epoch.isPresent() && seq.isPresent() && at.isPresent()
                ? Optional.of(new Event(epoch.get(), seq.get(), at.get()))
                : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    // --- recorded ---

    /// A tap by which somebody is let in by a pass that is shared.
    public static Draft with(Draft tap, boolean shared) {
        return shared ? tap.with(tap.data().with("shared", true)) : tap;
    }

    /// A `visit`: it was used there as well.
    public static Draft doubled(LetIn.Twice twice, String scene, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("transition", DOUBLE)
                        .with("pass", twice.key().toString())
                        .with("peer", twice.device())
                        .with("own", event(twice.own(), Json.Obj.EMPTY))
                        .with("theirs", event(twice.theirs(), Json.Obj.EMPTY));
        return Draft.ofPoint(twice.point(), EventKind.VISIT, at, data);
    }

    public static Draft alarm(
            String point, String scene, Token pass, String device, boolean active, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("alarm", USED_TWICE)
                        .with("active", active)
                        .with("pass", pass.toString())
                        .with("peer", device);
        return Draft.ofPoint(point, EventKind.ALARM, at, data);
    }

    // --- read back ---

    /// What a record may tell of a pass that two devices let in.
    public enum Tells {
        DOUBLED,
        RAISED,
        LOWERED
    }

    /// What of a pass is told by such a record, and of which device.
    public record Told(Tells what, Token pass, String device) {}

    /// Empty if that record tells nothing of the kind.
    public static Optional<Told> told(String kind, Json.Obj data) {
        var what = tells(kind, data);
        var pass = data.text("pass").flatMap(Token::parse);
        var device = data.text("peer");
        return what.isPresent() && pass.isPresent() && device.isPresent()
                ? Optional.of(new Told(what.get(), pass.get(), device.get()))
                : Optional.empty();
    }

    private static Optional<Tells> tells(String kind, Json.Obj data) {
        if (kind.equals(EventKind.VISIT.wire())
                && data.text("transition").equals(Optional.of(DOUBLE))) {
            return Optional.of(Tells.DOUBLED);
        }
        return kind.equals(EventKind.ALARM.wire())
                        && data.text("alarm").equals(Optional.of(USED_TWICE))
                ? data.bool("active").map(active -> active ? Tells.RAISED : Tells.LOWERED)
                : Optional.empty();
    }

    // --- as a snapshot keeps it ---

    static Json.Obj state(LetIn letIn) {
        var json = new TreeMap<String, Json>();
        letIn.by()
                .forEach(
                        (key, own) ->
                                json.put(
                                        key.toString(),
                                        former(Occurrences.use(own.use()), letIn.renamed())
                                                .with("points", Json.Arr.ofText(own.points()))
                                                .with("left", own.left())
                                                .with(
                                                        "events",
                                                        new Json.Arr(
                                                                own.events().stream()
                                                                        .map(SharedWords::kept)
                                                                        .toList()))
                                                .with("doubled", names(own.doubled()))
                                                .with("alarmed", names(own.alarmed()))
                                                .with("lowered", names(own.lowered()))));
        return Json.Obj.of(json);
    }

    private static Json.Obj former(Json.Obj use, Renamed renamed) {
        return use.text("token")
                .flatMap(Token::parse)
                .flatMap(renamed::former)
                .map(was -> use.with("former", was.toString()))
                .orElse(use);
    }

    private static Json kept(Event event) {
        return event(event, Json.Obj.EMPTY).with("at", event.at().toEpochMilli());
    }

    private static Json names(Set<String> names) {
        return Json.Arr.ofText(names.stream().sorted().toList());
    }

    /// Without whatever is garbled.
    static LetIn letIn(Json.Obj state) {
        Map<Token, LetIn.Own> by = new HashMap<>();
        Map<Token, Token> present = new HashMap<>();
        state.forEach(
                (_, value) -> {
                    if (value instanceof Json.Obj json) {
                        var own = own(json);
                        own.ifPresent(it -> by.put(it.use().key(), it));
                        own.map(it -> it.use().key())
                                .ifPresent(
                                        key ->
                                                json.text("former")
                                                        .flatMap(Token::parse)
                                                        .ifPresent(was -> present.put(was, key)));
                    }
                });
        return new LetIn(by, present.isEmpty() ? Renamed.NOTHING : new Renamed(present));
    }

    private static Optional<LetIn.Own> own(Json.Obj json) {
        var events =
                items(json, "events")
                        .filter(Json.Obj.class::isInstance)
                        .map(Json.Obj.class::cast)
                        .flatMap(
                                it -> event(it, it.get("at").flatMap(Occurrences::millis)).stream())
                        .toList();
        boolean garbled = events.size() < items(json, "events").count();
        return Occurrences.use(json)
                .filter(_ -> !garbled)
                .map(
                        use ->
                                new LetIn.Own(
                                        use,
                                        points(json),
                                        events,
                                        json.bool("left").orElse(false),
                                        names(json, "doubled"),
                                        names(json, "alarmed"),
                                        names(json, "lowered")));
    }

    /// An older snapshot knows the first alone.
    private static List<String> points(Json.Obj json) {
        var points =
                items(json, "points")
                        .filter(Json.Str.class::isInstance)
                        .map(it -> ((Json.Str) it).value())
                        .toList();
        return points.isEmpty() ? List.of(json.text("point").orElse("")) : points;
    }

    private static Set<String> names(Json.Obj json, String name) {
        var names = new HashSet<String>();
        items(json, name)
                .filter(Json.Str.class::isInstance)
                .map(it -> ((Json.Str) it).value())
                .forEach(names::add);
        return names;
    }

    private static Stream<Json> items(Json.Obj json, String name) {
        return json.array(name).stream().flatMap(all -> all.items().stream());
    }
}
