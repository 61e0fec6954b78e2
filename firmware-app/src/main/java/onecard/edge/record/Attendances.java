package onecard.edge.record;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.access.Token;
import onecard.attendance.ClosingReport;
import onecard.attendance.Expected;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.attendance.Tally;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Attendance in the words of the contract, and back.
public final class Attendances {

    /// `what` of the record that closes a session.
    static final String REPORT = "report";

    private static final String SCENE = "meeting";

    private Attendances() {}

    /// What somebody's sign was.
    ///
    /// @param until when its session closes; absent: records did not say so then
    public record Told(Session session, Token person, Sign sign, Optional<Instant> until) {}

    // --- events ---

    /// An `attendance` event of one sign.
    ///
    /// @param name of the record until it is durable
    /// @param tap by which it was made; absent: by an operator's command
    /// @param burst whether the scanner saw another code just before
    /// @param tally with them
    public static Draft signed(
            TapId name,
            String point,
            Signing.Yes signing,
            Optional<TapId> tap,
            boolean burst,
            Optional<Roster> roster,
            Tally tally,
            Moment at) {
        var sign = signing.sign();
        var data =
                of(signing.sitting().session())
                        .with("until", closes(signing.sitting()).toString())
                        .with("person", signing.person().toString())
                        .with("result", sign.result().wire())
                        .with("present", tally.present());
        if (tally.expected().isPresent()) {
            data = data.with("expected", tally.expected().getAsInt());
        }
        data = with(data, "seat", sign.seat());
        data = with(data, "role", signing.expected().flatMap(Expected::role));
        data = with(data, "operator", sign.operator().map(Token::toString));
        if (sign.operator().isPresent()) {
            data = data.with("manual", true);
        }
        if (burst) {
            data = data.with("burst", true);
        }
        if (signing.known()) {
            data = data.with("known", true);
        }
        if (signing.expected().isPresent() && roster.isPresent()) {
            data = data.with("list", Occurrences.list(roster.get().list()));
        }
        return new Draft(
                Optional.of(name),
                point,
                EventKind.ATTENDANCE,
                at,
                data,
                "",
                tap,
                Optional.empty());
    }

    /// The `attendance` event that closes a session.
    public static Draft report(TapId name, ClosingReport report, Moment at) {
        var tally = report.tally();
        var data = of(report.session()).with("what", REPORT).with("present", tally.present());
        if (tally.expected().isPresent()) {
            data = data.with("expected", tally.expected().getAsInt());
        }
        for (var result : Result.values()) {
            if (!result.leaves()) {
                data = data.with(result.wire(), tally.of(result));
            }
        }
        data =
                data.with("manual", tally.manual())
                        .with("left", tally.left())
                        .with("early_leave", tally.early())
                        .with("heard", Json.Arr.ofText(report.heard()));
        return Draft.ofPoint(report.point(), EventKind.ATTENDANCE, at, data).named(name);
    }

    /// To the millisecond, as all that is read back.
    private static Instant closes(Sitting sitting) {
        return sitting.closes().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Json.Obj of(Session session) {
        return with(Json.Obj.EMPTY.with("scene", SCENE), session);
    }

    /// With what says which session it is of.
    public static Json.Obj with(Json.Obj data, Session session) {
        var dated = data.with("meeting", session.meeting()).with("date", session.date().toString());
        return with(dated, "from", session.from().map(LocalTime::toString));
    }

    private static Json.Obj with(Json.Obj data, String name, Optional<String> text) {
        return text.map(it -> data.with(name, it)).orElse(data);
    }

    // --- and back ---

    /// Empty for what is of no session.
    public static Optional<Session> session(Json.Obj data) {
        return data.text("meeting")
                .filter(Attendances::isName)
                .flatMap(
                        name ->
                                data.text("date")
                                        .flatMap(
                                                date -> Session.of(name, date, data.text("from"))));
    }

    /// Empty where an event is none of a sign, or cannot be understood.
    public static Optional<Told> told(Json.Obj event) {
        if (!event.text("type").equals(Optional.of("onecard.attendance.v1"))) {
            return Optional.empty();
        }
        var data = Occurrences.data(event);
        var session = session(data);
        var person = data.text("person").flatMap(Token::parse);
        var result = data.text("result").flatMap(Result::ofWire);
        var at = Occurrences.moment(event);
        if (session.isEmpty() || person.isEmpty() || result.isEmpty() || at.isEmpty()) {
            return Optional.empty();
        }
        var sign =
                new Sign(
                        at.get().wall(),
                        at.get().trust() != ClockTrust.UNTRUSTED,
                        result.get(),
                        data.text("device").orElse("") + "/" + data.text("point").orElse(""),
                        data.text("operator").flatMap(Token::parse),
                        data.text("seat"));
        var until = data.text("until").flatMap(Occurrences::time).map(OffsetDateTime::toInstant);
        return Optional.of(new Told(session.get(), person.get(), sign, until));
    }

    static boolean isReport(Json.Obj event) {
        return event.text("type").equals(Optional.of("onecard.attendance.v1"))
                && Occurrences.data(event).text("what").equals(Optional.of(REPORT));
    }

    private static boolean isName(String text) {
        return text.matches("[a-z0-9][a-z0-9-]{0,31}");
    }

    // --- as a set ---

    /// By person: `[first]`, or `[first, last]` where these differ.
    public static Json.Obj people(Map<Token, Presence> people) {
        var json = new TreeMap<String, Json>();
        people.forEach(
                (person, known) ->
                        json.put(
                                person.toString(),
                                new Json.Arr(
                                        known.first().equals(known.last())
                                                ? List.of(sign(known.first()))
                                                : List.of(
                                                        sign(known.first()), sign(known.last())))));
        return Json.Obj.of(json);
    }

    /// `[ms, certain, result, by, operator, seat]`; the last two may be missing or empty.
    private static Json sign(Sign sign) {
        return new Json.Arr(
                List.of(
                        new Json.Num(sign.at().toEpochMilli()),
                        new Json.Bool(sign.certain()),
                        new Json.Str(sign.result().wire()),
                        new Json.Str(sign.by()),
                        new Json.Str(sign.operator().map(Token::toString).orElse("")),
                        new Json.Str(sign.seat().orElse(""))));
    }

    /// Without whatever is garbled.
    public static Map<Token, Presence> people(Json.Obj json) {
        var people = new HashMap<Token, Presence>();
        json.forEach(
                (text, value) ->
                        Token.parse(text)
                                .ifPresent(
                                        person ->
                                                presence(value)
                                                        .ifPresent(it -> people.put(person, it))));
        return people;
    }

    private static Optional<Presence> presence(Json value) {
        if (!(value instanceof Json.Arr(var items)) || items.isEmpty() || items.size() > 2) {
            return Optional.empty();
        }
        return sign(items.getFirst())
                .flatMap(first -> sign(items.getLast()).map(last -> Presence.between(first, last)));
    }

    private static Optional<Sign> sign(Json value) {
        return value instanceof Json.Arr(var items)
                        && items.size() == 6
                        && items.get(0) instanceof Json.Num(var at)
                        && isPossible(at)
                        && items.get(1) instanceof Json.Bool(var certain)
                        && items.get(2) instanceof Json.Str(var result)
                        && items.get(3) instanceof Json.Str(var by)
                        && items.get(4) instanceof Json.Str(var operator)
                        && items.get(5) instanceof Json.Str(var seat)
                ? Result.ofWire(result)
                        .map(
                                known ->
                                        new Sign(
                                                Instant.ofEpochMilli(at),
                                                certain,
                                                known,
                                                by,
                                                Token.parse(operator),
                                                Optional.of(seat).filter(it -> !it.isEmpty())))
                : Optional.empty();
    }

    /// Until the year 9999.
    private static boolean isPossible(long millis) {
        return millis >= 0 && millis < 253_402_300_800_000L;
    }
}
