package onecard.access;

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
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One visit as a small ledger: who came in and left by a pass, whichever of its credentials was
/// shown, until it is closed, once. Immutable.
///
/// @param lasts until when something is good that was agreed of it, or shown: it is remembered for
///     as long, or a code that is good for longer than its list says would open once more
/// @param shown by what they came and went, the first [#SHOWN_MAX] of them: whoever is taken off
///     the list while inside is known by it when they leave
/// @param entries that passed
/// @param exits that passed; never more than one beyond the entries
/// @param onTheWay how many were granted at each point of whom nobody knows yet whether they passed
/// @param lost granted, and never known: the device was off when they passed, or did not
/// @param inside who is inside, by the way they came
/// @param first when somebody first came in
/// @param left when somebody last left
/// @param seenAt where somebody last came in or left
/// @param unknown whether somebody left who had not come in
/// @param again whether somebody left once more after it was closed
/// @param returned whether the temporary card was given back
/// @param overstay alarms that were raised
/// @param alarming where the last of them stands; absent: none does
/// @param doubt how it stands with those of whom nobody knows whether they came in
/// @param unseen where an alarm says so
/// @param state how far it is
/// @param owed what is yet to be told of it, in order
public record Visit(
        VisitTerms terms,
        Instant lasts,
        Set<Party.Shown> shown,
        int entries,
        int exits,
        Map<String, Integer> onTheWay,
        int lost,
        Map<Way, Stay> inside,
        Optional<Instant> first,
        Optional<Instant> left,
        Optional<String> seenAt,
        boolean unknown,
        boolean again,
        boolean returned,
        int overstay,
        Optional<String> alarming,
        Doubt doubt,
        Set<String> unseen,
        State state,
        List<Owed> owed) {

    /// The point of what a device remembers from before it kept points.
    public static final String NOWHERE = "";

    /// Card, code, identity card and plate, and one more of each.
    public static final int SHOWN_MAX = 8;

    /// How far a visit is.
    public enum State {
        ISSUED,
        ENTERED,
        EXITED,
        CLOSED
    }

    /// Whether an alarm says that nobody knows who came in.
    public enum Doubt {
        /// None does.
        NONE,
        /// One does.
        STANDS,
        /// One does still, and somebody has come or gone since, or the visit is closed.
        OVER
    }

    /// What an event tells of a visit.
    public enum Step {
        ENTERED,
        EXITED,
        CLOSED
    }

    /// @param point where the last of them came in
    /// @param since when
    /// @param many how many times by that way without leaving, at least 1
    public record Stay(String point, Instant since, int many) {
        public Stay {
            if (many < 1) {
                throw new IllegalArgumentException("nobody stays: " + many);
            }
        }

        /// One alone.
        public Stay(String point, Instant since) {
            this(point, since, 1);
        }
    }

    /// A step that no event tells of yet.
    ///
    /// @param point where it was done
    /// @param way how; of [Step#CLOSED] the way of the exit that closed it; absent: none did
    /// @param at when
    /// @param dwell how long they had been inside; absent: nobody knows
    /// @param again whether it came after the visit was closed
    public record Owed(
            Step step,
            String point,
            Optional<Way> way,
            Instant at,
            Optional<Duration> dwell,
            boolean again) {}

    public Visit {
        shown = Set.copyOf(shown);
        onTheWay = Map.copyOf(onTheWay);
        inside = Map.copyOf(inside);
        unseen = Set.copyOf(unseen);
        owed = List.copyOf(owed);
    }

    static Visit issued(VisitTerms terms) {
        return new Visit(
                terms,
                terms.until(),
                Set.of(),
                0,
                0,
                Map.of(),
                0,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                0,
                Optional.empty(),
                Doubt.NONE,
                Set.of(),
                State.ISSUED,
                List.of());
    }

    /// Whether nothing came of it, however long what was shown is good.
    boolean isNothing() {
        return equals(issued(terms).with(it -> it.lasts = lasts));
    }

    public boolean isInside() {
        return !inside.isEmpty();
    }

    /// How many were granted of whom nobody knows yet whether they passed.
    public int coming() {
        return onTheWay.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Where it is told of what no passage tells: where its alarm stands, where somebody is inside,
    /// is on the way to, or was seen last. Empty: no point knows it.
    public Optional<String> toldAt() {
        return Stream.of(alarming, cameLastAt(), first(unseen), first(onTheWay.keySet()), seenAt)
                .flatMap(Optional::stream)
                .filter(point -> !point.equals(NOWHERE))
                .findFirst();
    }

    private Optional<String> cameLastAt() {
        return inside.entrySet().stream()
                .max(
                        Comparator.comparing((Map.Entry<Way, Stay> each) -> each.getValue().since())
                                .thenComparing(Map.Entry::getKey))
                .map(each -> each.getValue().point());
    }

    private static Optional<String> first(Set<String> points) {
        return points.stream().min(Comparator.naturalOrder());
    }

    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /// Whether that token names it: as its pass, as who is visited, or as what somebody came by.
    boolean names(Token token) {
        return terms.pass().equals(token)
                || terms.host().filter(token::equals).isPresent()
                || shown.stream().anyMatch(by -> by.token().equals(token));
    }

    /// Whether nobody may come in by it any more.
    boolean isUsedUp() {
        return isClosed() || terms.areAllEntries(entries + coming() + lost);
    }

    /// How long somebody was there altogether; empty if nobody came in, or nobody left.
    public Optional<Duration> dwell() {
        return first.flatMap(from -> left.map(to -> Duration.between(from, to)));
    }

    // --- what happens to it ---

    Visit expected(Party party, String point) {
        return with(
                it -> {
                    it.agree(party);
                    it.onTheWay = merged(point, 1);
                });
    }

    Visit notCome(String point) {
        return with(it -> it.arrived(point, 1));
    }

    /// Whoever was on the way there at a restart may have come in: nobody knows.
    Visit forgotten(String point, int many) {
        return with(
                it -> {
                    it.arrived(point, many);
                    it.lost = lost + many;
                    it.doubt = Doubt.STANDS;
                    it.unseen = more(unseen, point);
                });
    }

    /// The alarm that said so there is lowered.
    Visit certain(String point) {
        var others = new HashSet<>(unseen);
        boolean _ = others.remove(point) || others.remove(NOWHERE);
        return with(
                it -> {
                    it.unseen = others;
                    it.doubt = others.isEmpty() ? Doubt.NONE : doubt;
                });
    }

    private Map<String, Integer> merged(String point, int many) {
        var all = new HashMap<>(onTheWay);
        all.merge(point, many, Integer::sum);
        return all;
    }

    private static Set<String> more(Set<String> points, String point) {
        var all = new HashSet<>(points);
        all.add(point);
        return all;
    }

    /// What was agreed has changed: a later end is looked for anew.
    Visit agreed(VisitTerms now) {
        return with(it -> it.agree(now));
    }

    Visit entered(Party party, String point, Instant at) {
        var way = party.way();
        int others = Optional.ofNullable(inside.get(way)).map(Stay::many).orElse(0);
        var step =
                new Owed(Step.ENTERED, point, Optional.of(way), at, Optional.empty(), isClosed());
        return with(
                it -> {
                    it.agree(party);
                    it.arrived(point, 1);
                    it.entries++;
                    it.inside = new EnumMap<>(Way.class);
                    it.inside.putAll(inside);
                    it.inside.put(way, new Stay(point, at, others + 1));
                    it.first = first.or(() -> Optional.of(at));
                    it.seenAt = Optional.of(point);
                    it.state = isClosed() ? State.CLOSED : State.ENTERED;
                    it.seen(party.by());
                    it.owe(step);
                });
    }

    Visit left(Party party, String point, Instant at) {
        var way = party.way();
        var stays = without(way);
        var gone =
                with(
                        it -> {
                            it.agree(party);
                            it.inside = stays;
                            it.left = Optional.of(at);
                            it.seenAt = Optional.of(point);
                            it.seen();
                        });
        if (exits > entries) {
            return gone; // told once, and that is enough
        }
        var dwell = since(way).map(from -> Duration.between(from, at));
        var step = new Owed(Step.EXITED, point, Optional.of(way), at, dwell, isClosed());
        var told =
                gone.with(
                        it -> {
                            it.exits++;
                            it.seen(party.by());
                            it.owe(step);
                            it.again = again || isClosed();
                            it.unknown = unknown || !isClosed() && exits + 1 > entries;
                            it.state = isClosed() ? State.CLOSED : State.EXITED;
                        });
        boolean closes =
                told.terms.areAllExits(told.exits)
                        || told.terms.areAllEntries(entries + lost)
                                && onTheWay.isEmpty()
                                && stays.isEmpty();
        return closes ? told.closed(point, Optional.of(way), at) : told;
    }

    /// Whoever walks out may have a vehicle there still, and others who walked in; whoever drives
    /// the last vehicle out takes everybody along.
    private Map<Way, Stay> without(Way way) {
        var stays = new EnumMap<Way, Stay>(Way.class);
        stays.putAll(inside);
        stays.computeIfPresent(
                way,
                (_, stay) ->
                        stay.many() == 1
                                ? null
                                : new Stay(stay.point(), stay.since(), stay.many() - 1));
        if (way == Way.VEHICLE && !stays.containsKey(way)) {
            stays.clear();
        }
        return stays;
    }

    private Optional<Instant> since(Way way) {
        return Optional.ofNullable(inside.get(way))
                .or(() -> inside.values().stream().findFirst())
                .map(Stay::since);
    }

    /// It is over, whoever is inside.
    Visit closed(String point, Optional<Way> way, Instant at) {
        return isClosed()
                ? this
                : with(
                        it -> {
                            it.close();
                            it.owe(new Owed(Step.CLOSED, point, way, at, dwell(), false));
                        });
    }

    /// An event that tells of that step is durable. One that closes a visit which was not closed
    /// by an exit did so itself.
    Visit told(Step step) {
        var left = new ArrayList<>(owed);
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i).step() == step) {
                left.remove(i);
                return with(it -> it.owed = left);
            }
        }
        return step == Step.CLOSED ? with(VisitChange::close) : this;
    }

    Visit overstayed(String point, int alarms) {
        return with(
                it -> {
                    it.overstay = Math.max(overstay, alarms);
                    it.alarming = Optional.of(point);
                });
    }

    Visit calm() {
        return with(it -> it.alarming = Optional.empty());
    }

    Visit cardReturned() {
        return with(it -> it.returned = true);
    }

    /// The same visit as that one too, which was kept by another token of its pass: all that was
    /// counted in either counts, and what only one can be is as the one says of which somebody was
    /// seen last; of two alike, the other one. Either is closed by the other.
    Visit and(Visit other) {
        boolean older = lastSeen().isAfter(other.lastSeen());
        var now = older ? this : other;
        var was = older ? other : this;
        return now.with(it -> it.add(was));
    }

    private Instant lastSeen() {
        return Stream.concat(inside.values().stream().map(Stay::since), left.stream())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /// Under the tokens of now.
    Visit renamed(Renamed renamed) {
        return with(
                it -> {
                    it.terms = terms.renamed(renamed);
                    it.rename(renamed);
                });
    }

    private Visit with(Consumer<VisitChange> what) {
        var change = new VisitChange(this);
        what.accept(change);
        return change.done();
    }
}
