package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import onecard.access.Reservations.Reservation;
import onecard.maps.PersistentMap;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// What earlier taps left behind that later decisions need. Immutable; owned by the edge loop,
/// rebuilt from the journal at boot. A use counts from the decision on, not from its record, so
/// that a second reader of the same device refuses what a first has just granted.
///
/// Everything but reservations is kept by wall time, because it must outlive a restart. The wall
/// never falls behind the persisted floor, so setting a clock back lengthens a lock-out and never
/// ends one.
///
/// @param tries wrong ones
/// @param uses what was used up
/// @param people who is in which area
/// @param opened when somebody of its first groups last passed a point
/// @param reserved who is on the way
/// @param visits who came and went by which pass
/// @param learned what they were known by before, while the site's key is rolled
public record Memory(
        Map<Tries.Key, Tries> tries,
        Uses uses,
        Whereabouts people,
        Map<String, Instant> opened,
        Reservations reserved,
        Visits visits,
        Learned learned) {

    public static final Memory EMPTY =
            new Memory(Map.of(), Uses.NONE, Whereabouts.NONE, Map.of(), Reservations.NONE);

    /// Where no key is rolled.
    public Memory(
            Map<Tries.Key, Tries> tries,
            Uses uses,
            Whereabouts people,
            Map<String, Instant> opened,
            Reservations reserved,
            Visits visits) {
        this(tries, uses, people, opened, reserved, visits, Learned.NOTHING);
    }

    /// Where nobody visits.
    public Memory(
            Map<Tries.Key, Tries> tries,
            Uses uses,
            Whereabouts people,
            Map<String, Instant> opened,
            Reservations reserved) {
        this(tries, uses, people, opened, reserved, Visits.NONE);
    }

    /// The fifth wrong try in [#WINDOW] locks.
    public static final int TRIES_MAX = 5;

    /// Within which tries count together, and for how long a lock-out lasts.
    public static final Duration WINDOW = Duration.ofMinutes(15);

    /// Credentials with wrong tries remembered at once. Beyond it the one that tried longest ago
    /// is forgotten, of those that are not locked out: a flood of made-up codes costs memory of
    /// itself, locks nobody else out, and lets nobody in again.
    public static final int KEYS_MAX = 1_024;

    public Memory {
        tries = PersistentMap.copyOf(tries);
        opened = PersistentMap.copyOf(opened);
    }

    /// What is remembered once that happened. Times are kept as the journal tells them, to the
    /// millisecond, so that a restart remembers the same.
    public Memory after(Occurrence what, Moment now) {
        var at = now.wall().truncatedTo(ChronoUnit.MILLIS);
        return switch (what) {
            case Occurrence.WrongTry(var key) -> wrongTry(key, at);
            case Occurrence.Used(var use) ->
                    with(uses.with(use, new Moment(now.mono(), at, now.trust())));
            case Occurrence.Passed(var point, var crossing) ->
                    passed(point, crossing, at, now.trust());
            case Occurrence.NotPassed(var point, var crossing) ->
                    with(reserved.without(point, crossing.subject()));
            case Occurrence.AreaCleared(var area) -> with(people.cleared(area));
            case Occurrence.PersonForgiven(var subject) -> with(people.without(subject));
            case Occurrence.Erased(var token) -> erased(token, at);
            case Occurrence.TriesForgiven(var point, var of) ->
                    of.map(this::forgive).orElseGet(() -> forgive(point));
            case Occurrence.GivenBack(var use) -> with(uses.without(use));
            case Occurrence.OfVisit visit -> with(visits.after(visit, at, now.trust()));
        };
    }

    /// A grant whose passage is awaited.
    public Memory reserving(String point, Crossing crossing, Moment now) {
        return crossing.to().isEmpty() ? this : with(reserved.with(point, crossing, now));
    }

    /// Forgets the wrong tries of one credential at one point.
    public Memory forgive(Tries.Key key) {
        return with(all().without(key));
    }

    /// Forgets everybody's wrong tries at one point.
    public Memory forgive(String point) {
        return with(withoutTries(key -> key.point().equals(point)));
    }

    /// Of whoever that token stands for: where they are, wrong tries that count no more, and visits
    /// that are over. Tries within their window stay, or to ask would end a lock-out; and so does
    /// what was used up, and a visit whose time is not over, or a code would open twice. All lapse
    /// of themselves. What else they are and were known by is forgotten unless one of these is
    /// theirs, under whichever name.
    private Memory erased(Token token, Instant at) {
        var left =
                with(people.without(token))
                        .with(visits.erased(token, at))
                        .with(withoutTries(key -> key.token().equals(token) && !counts(key, at)));
        var known = learned.all();
        return known.names(token, known).anyMatch(left::keeps)
                ? left
                : left.with(learned.without(token));
    }

    private boolean keeps(Token token) {
        return uses.used().containsKey(token)
                || visits.of().values().stream().anyMatch(visit -> visit.names(token))
                || tries.keySet().stream().anyMatch(key -> key.token().equals(token));
    }

    /// Somebody is here whose tokens are others now, which is kept: they may be named by the former
    /// ones yet.
    public Memory learning(Renamed renamed) {
        return renamed.isNothing() ? this : with(learned.and(renamed));
    }

    /// Somebody is here whose tokens are others now: all of it under those.
    public Memory renamed(Renamed renamed) {
        return renamed.isNothing()
                ? this
                : new Memory(
                        triesRenamed(renamed),
                        uses.renamed(renamed),
                        people.renamed(renamed),
                        opened,
                        reserved.renamed(renamed),
                        visits.renamed(renamed),
                        learned);
    }

    /// Tries under either token are tries of one credential: to roll a key ends no lock-out.
    private PersistentMap<Tries.Key, Tries> triesRenamed(Renamed renamed) {
        var all = all();
        for (var known : tries.entrySet()) {
            var was = known.getKey();
            var now = new Tries.Key(was.point(), was.kind(), renamed.of(was.token()));
            if (!now.equals(was)) {
                var made = all.getOrDefault(now, Tries.NONE).and(known.getValue());
                all = all.without(was).with(now, made);
            }
        }
        return all;
    }

    private PersistentMap<Tries.Key, Tries> withoutTries(Predicate<Tries.Key> gone) {
        var left = all();
        for (var key : tries.keySet()) {
            left = gone.test(key) ? left.without(key) : left;
        }
        return left;
    }

    private PersistentMap<Tries.Key, Tries> all() {
        return PersistentMap.copyOf(tries);
    }

    /// Whether wrong tries of it are within their window.
    public boolean counts(Tries.Key key, Instant at) {
        var made = tries.getOrDefault(key, Tries.NONE).at();
        return !made.isEmpty() && at.isBefore(made.getLast().plus(WINDOW));
    }

    /// The journal will not hold that grant, so nothing opened for it.
    public Memory notUsed(Use use) {
        return with(uses.without(use));
    }

    /// Where nobody comes in, as at a desk: how many entries of a pass are used up says nothing
    /// there. A code that is good once still is.
    public Memory withoutEntries(Presentation shown) {
        return shown instanceof Presentation.Signed(_, var pass, _, _)
                        && pass.givenBack().isPresent()
                ? with(uses.without(pass.token()))
                : this;
    }

    /// As a restart finds it: nobody is on the way.
    public Memory atRest() {
        return with(Reservations.NONE);
    }

    /// Whether that credential is locked out at that point now.
    public boolean lockedOut(Tries.Key key, Instant now) {
        return tries(key) >= TRIES_MAX
                && now.isBefore(tries.getOrDefault(key, Tries.NONE).at().getLast().plus(WINDOW));
    }

    /// How many wrong tries of it are remembered.
    public int tries(Tries.Key key) {
        return tries.getOrDefault(key, Tries.NONE).at().size();
    }

    /// How many but this person are in an area, or on their way into it.
    public int othersIn(String area, Token person, Moment now) {
        int others = people.inside(area) - (people.isIn(area, person) ? 1 : 0);
        for (var held : reserved.held().entrySet()) {
            var other = held.getKey();
            boolean more =
                    !other.equals(person)
                            && leadsTo(held.getValue(), area, now)
                            && !people.isIn(area, other);
            others += more ? 1 : 0;
        }
        return others;
    }

    private static boolean leadsTo(List<Reservation> ways, String area, Moment now) {
        for (var way : ways) {
            if (way.leadsTo(area, now)) {
                return true;
            }
        }
        return false;
    }

    private Memory wrongTry(Tries.Key key, Instant at) {
        if (lockedOut(key, at)) {
            // A try while locked out does not prolong it: nobody can keep another person out.
            return this;
        }
        var recent = new ArrayList<Instant>();
        tries.getOrDefault(key, Tries.NONE).at().stream()
                .filter(earlier -> at.isBefore(earlier.plus(WINDOW)))
                .forEach(recent::add);
        recent.add(at);
        return with(roomy(key, at).with(key, new Tries(recent)));
    }

    /// With room for that one.
    private PersistentMap<Tries.Key, Tries> roomy(Tries.Key key, Instant at) {
        if (tries.containsKey(key) || tries.size() < KEYS_MAX) {
            return all();
        }
        return tries.entrySet().stream()
                .min(
                        Comparator.comparing(
                                        (Map.Entry<Tries.Key, Tries> other) ->
                                                lockedOut(other.getKey(), at))
                                .thenComparing(LONGEST_AGO_FIRST))
                .map(oldest -> all().without(oldest.getKey()))
                .orElseGet(this::all);
    }

    private Memory passed(String point, Crossing crossing, Instant at, ClockTrust trust) {
        var openings = crossing.first() ? PersistentMap.copyOf(opened).with(point, at) : opened;
        boolean counted = crossing.from().isPresent() || crossing.to().isPresent();
        return new Memory(
                tries,
                uses,
                counted ? people.moved(crossing.subject(), crossing.to(), at, trust) : people,
                openings,
                reserved.without(point, crossing.subject()),
                visits,
                learned);
    }

    private static final Comparator<Map.Entry<Tries.Key, Tries>> LONGEST_AGO_FIRST =
            Comparator.comparing(
                            (Map.Entry<Tries.Key, Tries> entry) -> entry.getValue().at().getLast())
                    .thenComparing(entry -> entry.getKey().toString());

    private Memory with(Map<Tries.Key, Tries> next) {
        return new Memory(next, uses, people, opened, reserved, visits, learned);
    }

    private Memory with(Uses next) {
        return new Memory(tries, next, people, opened, reserved, visits, learned);
    }

    private Memory with(Whereabouts next) {
        return new Memory(tries, uses, next, opened, reserved, visits, learned);
    }

    private Memory with(Reservations next) {
        return new Memory(tries, uses, people, opened, next, visits, learned);
    }

    private Memory with(Visits next) {
        return new Memory(tries, uses, people, opened, reserved, next, learned);
    }

    private Memory with(Learned next) {
        return new Memory(tries, uses, people, opened, reserved, visits, next);
    }
}
