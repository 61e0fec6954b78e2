package onecard.edge.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.Crossing;
import onecard.access.ListVersion;
import onecard.access.Occurrence;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Tries;
import onecard.access.Use;
import onecard.edge.command.Verb;
import onecard.edge.crypto.Json;
import onecard.money.Place;
import onecard.point.Fact;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// What happened, in the journal's words: as events write it, and as a restart reads it back.
/// What cannot be read did not happen: a garbled row must not keep a door from starting.
public final class Occurrences {

    /// As far as RFC 3339 goes; milliseconds of any later year need not fit a number.
    private static final int YEAR_MAX = 9_999;

    private Occurrences() {}

    /// What a passage means for whoever it is of; empty if it moves nobody.
    static Optional<Occurrence> ofPassage(String point, Crossing crossing, Fact.Result result) {
        return switch (result) {
            case PASSED, ASSUMED -> Optional.of(new Occurrence.Passed(point, crossing));
            case NOT_PASSED, REVERSED -> Optional.of(new Occurrence.NotPassed(point, crossing));
            // Somebody else came behind them.
            case TAILGATED -> Optional.empty();
        };
    }

    // --- written ---

    static Json.Obj crossing(Crossing crossing) {
        var json = Json.Obj.EMPTY.with("subject", crossing.subject().toString());
        if (crossing.from().isPresent()) {
            json = json.with("from", crossing.from().get());
        }
        if (crossing.to().isPresent()) {
            json = json.with("to", crossing.to().get());
        }
        return crossing.first() ? json.with("first", true) : json;
    }

    public static Json.Obj use(Use use) {
        return Json.Obj.EMPTY
                .with("token", use.key().toString())
                .with("times", use.times())
                .with("until", use.until().toString());
    }

    // --- read back ---

    /// When an event was recorded; empty if it does not say so.
    static Optional<Moment> moment(Json.Obj event) {
        var trust = data(event).text("clock").flatMap(ClockTrust::ofWire);
        return time(event)
                .map(
                        at ->
                                new Moment(
                                        new Mono(0),
                                        at.toInstant(),
                                        trust.orElse(ClockTrust.UNTRUSTED)));
    }

    /// In the site's time.
    static Optional<OffsetDateTime> time(Json.Obj event) {
        return event.text("time").flatMap(Occurrences::time);
    }

    public static Json.Obj data(Json.Obj event) {
        return event.object("data").orElse(Json.Obj.EMPTY);
    }

    /// What an event says has happened, in that order. Of most events it is nothing.
    static Stream<Occurrence> of(Json.Obj event) {
        var data = data(event);
        return switch (event.text("type").orElse("")) {
            case "onecard.tap.v1" ->
                    Stream.of(
                                    used(data).stream(),
                                    wrongTries(point(data), data),
                                    VisitWords.ofTap(point(data), data))
                            .flatMap(said -> said);
            case "onecard.passage.v1" -> passage(data);
            case "onecard.visit.v1" ->
                    Stream.concat(
                            VisitWords.ofVisit(data),
                            VisitWords.agreed(data).map(Occurrence.Agreed::new).stream());
            case "onecard.alarm.v1" -> VisitWords.ofAlarm(point(data), data);
            case "onecard.system.v1" -> system(data).stream();
            case "onecard.command.v1" ->
                    data.text("verb").equals(Optional.of(Verb.FORGIVE.wire()))
                            ? forgiven(data).stream()
                            : Stream.empty();
            case String _ -> Stream.empty();
        };
    }

    private static Optional<Occurrence> system(Json.Obj data) {
        return switch (data.text("what").orElse("")) {
            case "forgive" -> data.text("area").map(Occurrence.AreaCleared::new);
            case Erasure.WHAT ->
                    data.text("token").flatMap(Token::parse).map(Occurrence.Erased::new);
            case String _ -> Optional.empty();
        };
    }

    /// Of one that names somebody in a way which cannot be read, nobody is forgiven.
    private static Optional<Occurrence> forgiven(Json.Obj data) {
        if (data.text("area").isPresent()) {
            return data.text("area").map(Occurrence.AreaCleared::new);
        }
        if (data.text("subject").isPresent()) {
            return data.text("subject").flatMap(Token::parse).map(Occurrence.PersonForgiven::new);
        }
        var point = point(data);
        if (data.text("token").isEmpty()) {
            return Optional.of(new Occurrence.TriesForgiven(point, Optional.empty()));
        }
        var kind = data.text("kind").flatMap(CredentialKind::ofWire);
        var token = data.text("token").flatMap(Token::parse);
        return kind.isPresent() && token.isPresent()
                ? Optional.of(
                        new Occurrence.TriesForgiven(
                                point, Optional.of(new Tries.Key(point, kind.get(), token.get()))))
                : Optional.empty();
    }

    private static Optional<Occurrence> used(Json.Obj data) {
        return data.object("use").flatMap(Occurrences::use).map(Occurrence.Used::new);
    }

    /// Where a record stands.
    static Optional<Place> place(Json.Obj json) {
        var epoch = json.text("epoch");
        var seq = json.number("seq");
        return epoch.isPresent() && seq.isPresent()
                ? Optional.of(new Place(epoch.get(), seq.get()))
                : Optional.empty();
    }

    public static Optional<Use> use(Json.Obj json) {
        var key = json.text("token").flatMap(Token::parse);
        var times = json.number("times").filter(Occurrences::possible);
        var until = json.text("until").flatMap(Occurrences::time).map(OffsetDateTime::toInstant);
        return key.isPresent() && times.isPresent() && until.isPresent()
                ? Optional.of(new Use(key.get(), times.get().intValue(), until.get()))
                : Optional.empty();
    }

    static boolean possible(long times) {
        return times >= 1 && times <= Use.TIMES_MAX;
    }

    /// What a tap at that point tried in vain; most tried nothing.
    public static Stream<Occurrence.WrongTry> wrongTries(String point, Json.Obj data) {
        // Nearly every record ends here; what follows is dear.
        boolean refused = data.text("verdict").equals(Optional.of("refused"));
        var why = data.text("reason").filter(_ -> refused).flatMap(Reason::ofName);
        if (why.isEmpty()) {
            return Stream.empty();
        }
        var credential = data.object("credential").orElse(Json.Obj.EMPTY);
        var kind = credential.text("kind").flatMap(CredentialKind::ofWire);
        var token = credential.text("token").flatMap(Token::parse);
        return kind.isPresent() && token.isPresent()
                ? Occurrence.wrongTries(point, why.get(), Proofs.of(data), kind.get(), token.get())
                : Stream.empty();
    }

    private static Stream<Occurrence> passage(Json.Obj data) {
        var crossing = data.object("crossing").flatMap(Occurrences::crossing);
        var result = data.text("result").flatMap(Occurrences::result);
        if (result.isEmpty()) {
            return Stream.empty();
        }
        return Stream.concat(
                crossing.flatMap(it -> ofPassage(point(data), it, result.get())).stream(),
                VisitWords.ofPassage(point(data), result.get(), data));
    }

    private static Optional<Fact.Result> result(String wire) {
        return Arrays.stream(Fact.Result.values())
                .filter(result -> result.wire().equals(wire))
                .findFirst();
    }

    private static Optional<Crossing> crossing(Json.Obj json) {
        return json.text("subject")
                .flatMap(Token::parse)
                .map(
                        subject ->
                                new Crossing(
                                        subject,
                                        json.text("from"),
                                        json.text("to"),
                                        json.bool("first").orElse(false)));
    }

    private static String point(Json.Obj json) {
        return json.text("point").orElse("");
    }

    static Optional<OffsetDateTime> time(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time))
                    .filter(at -> at.getYear() >= 0 && at.getYear() <= YEAR_MAX);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// As a snapshot keeps it; empty for what no clock says.
    static Optional<Instant> millis(Json value) {
        return value instanceof Json.Num(var millis)
                ? Optional.of(Instant.ofEpochMilli(millis))
                : Optional.empty();
    }

    public static Json.Obj list(ListVersion list) {
        return Json.Obj.EMPTY.with("name", list.name()).with("version", list.version());
    }
}
