package onecard.edge.record;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Token;
import onecard.access.Visit;
import onecard.access.VisitTerms;
import onecard.access.Way;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.point.Fact;
import onecard.time.Moment;
import onecard.visit.Difference;

/// Visits in the journal's words: as events write them, and as a restart reads them back. What
/// cannot be read did not happen.
public final class VisitWords {

    /// Somebody is inside after the end of their visit.
    public static final String OVERSTAY = "overstay";

    /// Nobody knows whether somebody came in who was let in.
    public static final String PASSAGE_UNKNOWN = "passage_unknown";

    /// The transition of the visit event that says what is agreed from then on.
    static final String CHANGED = "changed";

    private VisitWords() {}

    // --- written ---

    static Json.Obj party(Party party) {
        var json =
                terms(party.terms())
                        .with("direction", party.direction().wire())
                        .with("way", party.way().wire())
                        .with("by", shown(party.by()));
        if (party.lasts().isAfter(party.terms().until())) {
            json = json.with("good_until", party.lasts().toString());
        }
        return party.returned() ? json.with("returned", true) : json;
    }

    /// A tap, with the visit that it is of.
    public static Draft with(Draft tap, Optional<Party> party) {
        return party.map(it -> tap.with(tap.data().with("visit", party(it)))).orElse(tap);
    }

    static Json.Obj terms(VisitTerms terms) {
        var json =
                Json.Obj.EMPTY
                        .with("pass", terms.pass().toString())
                        .with("until", terms.until().toString())
                        .with("entries", terms.entries())
                        .with("exits", terms.exits());
        if (terms.host().isPresent()) {
            json = json.with("host", terms.host().get().toString());
        }
        if (terms.escort()) {
            json = json.with("escort", true);
        }
        return terms.card() ? json.with("card", true) : json;
    }

    static Json.Obj shown(Party.Shown by) {
        return Json.Obj.EMPTY.with("kind", by.kind().wire()).with("token", by.token().toString());
    }

    /// A `visit`: somebody came in, left, or the visit is closed.
    ///
    /// @param scene of the point where it was
    /// @param differences of one that is closed, or of who left once more
    public static Draft step(
            Visit visit, Visit.Owed step, String scene, List<Difference> differences, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("transition", wire(step.step()))
                        .with("pass", visit.terms().pass().toString())
                        .with("entries", visit.entries())
                        .with("exits", visit.exits());
        if (visit.terms().host().isPresent()) {
            data = data.with("host", visit.terms().host().get().toString());
        }
        if (step.way().isPresent()) {
            data = data.with("way", step.way().get().wire());
        }
        if (step.dwell().isPresent()) {
            data = data.with("dwell_s", Math.max(0, step.dwell().get().toSeconds()));
        }
        if (step.step() == Visit.Step.CLOSED) {
            data = data.with("result", differences.isEmpty() ? "clean" : "differences");
        }
        if (step.step() == Visit.Step.CLOSED || !differences.isEmpty()) {
            data =
                    data.with(
                            "differences",
                            Json.Arr.ofText(differences.stream().map(Difference::wire).toList()));
        }
        return Draft.ofPoint(step.point(), EventKind.VISIT, at, data);
    }

    /// A `visit`: what was agreed of it is something else from here on.
    ///
    /// @param visit as it is now
    public static Draft agreed(Visit visit, String point, String scene, Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("transition", CHANGED)
                        .with("pass", visit.terms().pass().toString())
                        .with("entries", visit.entries())
                        .with("exits", visit.exits())
                        .with("agreed", terms(visit.terms()));
        return Draft.ofPoint(point, EventKind.VISIT, at, data);
    }

    /// An alarm about somebody of a visit.
    ///
    /// @param number which of several it is, from 1
    public static Draft alarm(
            String point,
            String scene,
            String alarm,
            boolean active,
            Token pass,
            int number,
            Moment at) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("alarm", alarm)
                        .with("active", active)
                        .with("pass", pass.toString());
        return Draft.ofPoint(
                point, EventKind.ALARM, at, number > 0 ? data.with("number", number) : data);
    }

    public static String wire(Visit.Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    public static boolean leadsIn(Party party) {
        return party.direction() == Direction.IN;
    }

    // --- read back ---

    /// What a tap says that was granted: somebody is on the way in.
    static Stream<Occurrence> ofTap(String point, Json.Obj data) {
        return data.text("verdict").equals(Optional.of("granted"))
                ? party(data)
                        .filter(VisitWords::leadsIn)
                        .map(party -> new Occurrence.Expected(point, party))
                        .map(Occurrence.class::cast)
                        .stream()
                : Stream.empty();
    }

    /// What a passage says beside who is where. Nothing is given back of a tap that the journal
    /// does not have, for nothing was used by it: such a passage names no tap. Whoever passed by
    /// one that it does not have used what the passage says.
    static Stream<Occurrence> ofPassage(String point, Fact.Result result, Json.Obj data) {
        var use = data.object("use").flatMap(Occurrences::use);
        boolean durable =
                data.number("cause_seq").isPresent()
                        || data.object("tap").flatMap(Occurrences::place).isPresent();
        var means =
                new Passing(Optional.empty(), party(data), use)
                        .means(point, result)
                        .filter(it -> durable || !isGivingBack(it));
        return switch (result) {
            case PASSED, ASSUMED ->
                    Stream.concat(
                            use.filter(_ -> !durable).map(Occurrence.Used::new).stream(), means);
            case NOT_PASSED, REVERSED, TAILGATED -> means;
        };
    }

    private static boolean isGivingBack(Occurrence what) {
        return what instanceof Occurrence.GivenBack || what instanceof Occurrence.NotVisited;
    }

    /// What a `visit` tells is told.
    public static Stream<Occurrence.VisitTold> ofVisit(Json.Obj data) {
        var pass = data.text("pass").flatMap(Token::parse);
        var step = data.text("transition").flatMap(VisitWords::step);
        return pass.isPresent() && step.isPresent()
                ? Stream.of(new Occurrence.VisitTold(pass.get(), step.get()))
                : Stream.empty();
    }

    /// What one says is agreed from then on; empty for any other.
    static Optional<VisitTerms> agreed(Json.Obj data) {
        return data.text("transition").equals(Optional.of(CHANGED))
                ? data.object("agreed").flatMap(VisitWords::terms)
                : Optional.empty();
    }

    static Stream<Occurrence> ofAlarm(String point, Json.Obj data) {
        var pass = data.text("pass").flatMap(Token::parse);
        if (pass.isEmpty()) {
            return Stream.empty();
        }
        boolean active = data.bool("active").orElse(false);
        int number = data.number("number").filter(Occurrences::possible).orElse(1L).intValue();
        return switch (data.text("alarm").orElse("")) {
            case OVERSTAY ->
                    Stream.of(
                            active
                                    ? new Occurrence.Overstayed(point, pass.get(), number)
                                    : new Occurrence.NoLongerOverstayed(pass.get()));
            case PASSAGE_UNKNOWN ->
                    Stream.of(
                            active
                                    ? new Occurrence.VisitForgotten(point, pass.get(), number)
                                    : new Occurrence.VisitCertain(point, pass.get()));
            case String _ -> Stream.empty();
        };
    }

    private static Optional<Party> party(Json.Obj data) {
        var json = data.object("visit");
        var terms = json.flatMap(VisitWords::terms);
        var direction = json.flatMap(it -> it.text("direction")).flatMap(VisitWords::direction);
        var way = json.flatMap(it -> it.text("way")).flatMap(Way::ofWire);
        var by = json.flatMap(it -> it.object("by")).flatMap(VisitWords::shown);
        return terms.isPresent() && direction.isPresent() && way.isPresent() && by.isPresent()
                ? Optional.of(
                        new Party(
                                terms.get(),
                                direction.get(),
                                way.get(),
                                by.get(),
                                json.flatMap(it -> it.bool("returned")).orElse(false),
                                json.flatMap(it -> it.text("good_until"))
                                        .flatMap(VisitWords::instant)
                                        .filter(terms.get().until()::isBefore)
                                        .orElse(terms.get().until())))
                : Optional.empty();
    }

    static Optional<VisitTerms> terms(Json.Obj json) {
        var pass = json.text("pass").flatMap(Token::parse);
        var until = json.text("until").flatMap(VisitWords::instant);
        var entries = json.number("entries").filter(Occurrences::possible);
        var exits = json.number("exits").filter(Occurrences::possible);
        if (pass.isEmpty() || until.isEmpty() || entries.isEmpty() || exits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new VisitTerms(
                        pass.get(),
                        json.text("host").flatMap(Token::parse),
                        until.get(),
                        entries.get().intValue(),
                        exits.get().intValue(),
                        json.bool("escort").orElse(false),
                        json.bool("card").orElse(false)));
    }

    public static List<Difference> differences(Json.Obj data) {
        return data.array("differences").map(Json.Arr::items).orElse(List.of()).stream()
                .flatMap(VisitWords::difference)
                .toList();
    }

    private static Stream<Difference> difference(Json json) {
        return json instanceof Json.Str(var wire)
                ? Arrays.stream(Difference.values()).filter(it -> it.wire().equals(wire))
                : Stream.empty();
    }

    static Optional<Party.Shown> shown(Json.Obj json) {
        var kind = json.text("kind").flatMap(CredentialKind::ofWire);
        var token = json.text("token").flatMap(Token::parse);
        return kind.isPresent() && token.isPresent()
                ? Optional.of(new Party.Shown(kind.get(), token.get()))
                : Optional.empty();
    }

    public static Optional<Visit.Step> step(String wire) {
        return Arrays.stream(Visit.Step.values())
                .filter(step -> wire(step).equals(wire))
                .findFirst();
    }

    private static Optional<Direction> direction(String wire) {
        return Arrays.stream(Direction.values()).filter(way -> way.wire().equals(wire)).findFirst();
    }

    static Optional<Instant> instant(String text) {
        return Occurrences.time(text).map(OffsetDateTime::toInstant);
    }
}
