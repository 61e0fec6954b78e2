package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import onecard.time.Moment;

/// A visitor's pass or an e-pass: a right that was itself presented, its signature found good, and
/// then it is its own entry, or one that a list names. What denies it still wins.
///
/// @param token of the pass id
/// @param points of this site that it names
/// @param groups it counts in, at points that let one of them pass
/// @param from first moment it holds
/// @param until first moment it no longer holds
/// @param end of the pass itself, where that is one code of it, which holds for its own moment, or
///     of its code, where a list says that it ends sooner
/// @param use what an entry uses up
/// @param visit what was agreed, where visitors are expected; absent: it only opens
/// @param source the list that says so; absent: the pass itself
public record Pass(
        Token token,
        Set<String> points,
        Set<String> groups,
        Instant from,
        Instant until,
        Instant end,
        Use use,
        Optional<VisitTerms> visit,
        Optional<ListVersion> source)
        implements Right {

    /// One that only opens.
    public Pass(
            Token token,
            Set<String> points,
            Set<String> groups,
            Instant from,
            Instant until,
            Use use) {
        this(token, points, groups, from, until, use, Optional.empty());
    }

    /// One that speaks for itself.
    public Pass(
            Token token,
            Set<String> points,
            Set<String> groups,
            Instant from,
            Instant until,
            Use use,
            Optional<VisitTerms> visit) {
        this(token, points, groups, from, until, until, use, visit, Optional.empty());
    }

    /// The same, of a pass that ends then.
    public Pass endingAt(Instant last) {
        return new Pass(token, points, groups, from, until, last, use, visit, source);
    }

    /// The same, of which a code was shown that ends then by its own word. What it uses up is
    /// remembered for as long, or the code would open once more when no list knows it any longer.
    public Pass lasting(Instant last) {
        if (!last.isAfter(end)) {
            return this;
        }
        var uses = Use.ofPass(use.key(), use.times(), last);
        boolean longer = uses.until().isAfter(use.until());
        return new Pass(
                token, points, groups, from, until, last, longer ? uses : use, visit, source);
    }

    public Pass {
        points = Set.copyOf(points);
        groups = Set.copyOf(groups);
    }

    /// The same where somebody may be early or late: it holds for so much longer on either side.
    public Pass tolerating(Duration early, Duration late) {
        return new Pass(
                token,
                points,
                groups,
                from.minus(early),
                until.plus(late),
                end,
                use,
                visit,
                source);
    }

    /// The same as of a visit.
    public Pass of(VisitTerms terms) {
        return new Pass(token, points, groups, from, until, end, use, Optional.of(terms), source);
    }

    /// The same as far as that code is good, and used up with it.
    public Pass shownBy(Pass code) {
        return new Pass(
                token,
                points,
                groups,
                from.isAfter(code.from) ? from : code.from,
                until.isBefore(code.until) ? until : code.until,
                end,
                code.use,
                visit,
                source);
    }

    /// The same under the tokens of now.
    public Pass renamed(Renamed renamed) {
        return new Pass(
                renamed.of(token),
                points,
                groups,
                from,
                until,
                end,
                use.of(renamed),
                visit.map(terms -> terms.renamed(renamed)),
                source);
    }

    /// The same, as that list has it.
    Pass saidBy(ListVersion list) {
        return new Pass(token, points, groups, from, until, end, use, visit, Optional.of(list));
    }

    /// What nobody has used who did not pass: an entry. A code that is good once is used up by
    /// being shown.
    public Optional<Use> givenBack() {
        return use.key().equals(token) ? Optional.of(use) : Optional.empty();
    }

    /// Nobody knows its holder: the pass stands for them.
    @Override
    public Token subject() {
        return token;
    }

    /// What time says against it: its window first, as of a list's entry, then a clock that nobody
    /// believes. The edges give way by what the clock may be off, so nobody is refused for a clock
    /// chip's drift.
    public Optional<Reason> untimely(Moment now) {
        var uncertainty = now.trust().uncertainty();
        var off = uncertainty.orElse(Duration.ZERO);
        if (now.wall().plus(off).isBefore(from)) {
            return Optional.of(Reason.NOT_YET_VALID);
        }
        if (!now.wall().minus(off).isBefore(until)) {
            return Optional.of(Reason.EXPIRED);
        }
        return uncertainty.isPresent() ? Optional.empty() : Optional.of(Reason.CLOCK_UNTRUSTED);
    }

    /// Whether it was issued for that point, by its name or by one of the groups that may pass
    /// there.
    public boolean opens(String point, Set<String> groupsThere) {
        return points.contains(point) || !Collections.disjoint(groups, groupsThere);
    }

    /// Everything that may be said against it, in the order of every decision ([AccessRules]):
    /// audience, time, replay.
    public Optional<Reason> objection(
            String point, Set<String> groupsThere, Moment now, Uses used) {
        if (!opens(point, groupsThere)) {
            return Optional.of(Reason.WRONG_POINT);
        }
        return untimely(now).or(() -> used.objection(use, now));
    }
}
