package onecard.edge.record;

import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Crossing;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Use;
import onecard.edge.crypto.Json;
import onecard.money.Place;
import onecard.point.Fact;

/// What hangs on the passage of somebody who was granted.
///
/// @param crossing what changes when they have passed
/// @param party whose visit it is
/// @param back what is given back if they do not
/// @param tap where its record stands; absent: it is not durable yet, as far as is known
/// @param shared whether other devices count what they used
public record Passing(
        Optional<Crossing> crossing,
        Optional<Party> party,
        Optional<Use> back,
        Optional<Place> tap,
        boolean shared) {

    public static final Passing NOTHING =
            new Passing(Optional.empty(), Optional.empty(), Optional.empty());

    /// Of a tap that is on its way to the journal.
    public Passing(Optional<Crossing> crossing, Optional<Party> party, Optional<Use> back) {
        this(crossing, party, back, Optional.empty(), false);
    }

    /// Its tap is durable.
    public Passing recorded(Place where) {
        return new Passing(crossing, party, back, Optional.of(where), shared);
    }

    /// The same of what is shared, or not.
    public Passing shared(boolean is) {
        return new Passing(crossing, party, back, tap, is);
    }

    /// What a passage means; of one behind whom somebody else came, nothing.
    public Stream<Occurrence> means(String point, Fact.Result result) {
        var moves = crossing.flatMap(it -> Occurrences.ofPassage(point, it, result)).stream();
        return switch (result) {
            case PASSED, ASSUMED ->
                    Stream.of(
                                    moves,
                                    party.map(it -> new Occurrence.Visited(point, it)).stream(),
                                    returned())
                            .flatMap(it -> it);
            case NOT_PASSED, REVERSED ->
                    Stream.of(moves, undone(point), returned()).flatMap(it -> it);
            case TAILGATED -> Stream.empty();
        };
    }

    /// Whoever gave their card away has, whether they left or not.
    private Stream<Occurrence> returned() {
        return party
                .filter(Party::returned)
                .map(it -> new Occurrence.CardReturned(it.pass()))
                .map(Occurrence.class::cast)
                .stream();
    }

    /// Nobody passed.
    private Stream<Occurrence> undone(String point) {
        return Stream.concat(
                back.map(Occurrence.GivenBack::new).stream(),
                party
                        .filter(VisitWords::leadsIn)
                        .map(it -> new Occurrence.NotVisited(point, it.pass()))
                        .stream());
    }

    /// What a restart must not miss of that passage; empty: nothing, or it is the tap's record that
    /// counts.
    public Optional<Owed.Line> line(Fact.Result result) {
        return switch (result) {
            case PASSED, ASSUMED ->
                    crossing.map(Passing::lineOf)
                            .or(() -> party.map(it -> new Owed.Line.Person(it.pass())))
                            .or(() -> usedHere().map(it -> new Owed.Line.Person(it.key())));
            case NOT_PASSED, REVERSED ->
                    back.map(Use::key).or(() -> party.map(Party::pass)).map(Owed.Line.Person::new);
            case TAILGATED -> Optional.empty();
        };
    }

    /// What they used who passed before their tap was durable: it may never be, and then their
    /// passage says so alone.
    private Optional<Use> usedHere() {
        return back.filter(_ -> tap.isEmpty());
    }

    /// Whoever opens a point for others is one of all.
    private static Owed.Line lineOf(Crossing crossing) {
        return crossing.first() ? new Owed.Line.People() : new Owed.Line.Person(crossing.subject());
    }

    /// A passage, with what it changes.
    public Json.Obj with(Json.Obj passage, Fact.Result result) {
        var json = passage;
        if (crossing.isPresent()) {
            json = json.with("crossing", Occurrences.crossing(crossing.get()));
        }
        if (party.isPresent()) {
            json = json.with("visit", VisitWords.party(party.get()));
        }
        return switch (result) {
            case NOT_PASSED, REVERSED -> of(with(json, back), result);
            case PASSED, ASSUMED -> {
                var said = with(json, usedHere());
                yield shared && tap.isEmpty() ? said.with("shared", true) : said;
            }
            case TAILGATED -> json;
        };
    }

    private static Json.Obj with(Json.Obj json, Optional<Use> use) {
        return use.map(it -> json.with("use", Occurrences.use(it))).orElse(json);
    }

    /// Where the tap stands that is undone: another run of the journal may take the passage, and
    /// that one knows no cause of before.
    private Json.Obj of(Json.Obj json, Fact.Result result) {
        return tap.filter(_ -> line(result).isPresent())
                .map(
                        it ->
                                json.with(
                                        "tap",
                                        Json.Obj.EMPTY
                                                .with("epoch", it.epoch())
                                                .with("seq", it.seq())))
                .orElse(json);
    }
}
