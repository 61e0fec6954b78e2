package onecard.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.time.Moment;

/// One presentation under judgement, with everything its decision may look at.
///
/// @param subject who it is; absent: nobody knows
/// @param rights by which it may pass here, the one that speaks first first
record Tap(
        Policy policy,
        Situation at,
        Presentation shown,
        Optional<Token> subject,
        List<? extends Right> rights,
        Memory memory,
        Moment now) {

    static Tap of(Policy policy, Situation at, Presentation shown, Memory memory, Moment now) {
        return new Tap(
                policy,
                at,
                shown,
                subject(at, shown, memory, now),
                rights(policy, at, shown),
                memory,
                now);
    }

    /// Every list in force at that moment.
    List<ListVersion> lists() {
        return switch (shown) {
            case Presentation.Known(_, _, var lists) -> lists;
            case Presentation.Once(var known, _) -> known.lists();
            case Presentation.Signed(_, _, _, var lists) -> lists;
            case Presentation.Bound(var known, _, _) -> known.lists();
            case Presentation.Rejected _, Presentation.Unreadable _ -> List.of();
        };
    }

    boolean leads(Direction way) {
        return at.direction() == way;
    }

    /// Whether nothing refuses, since it leads out.
    boolean isFreeExit() {
        return leads(Direction.OUT) && policy.exitAlways();
    }

    /// Whoever leaves is of the visit that is going on. Whom nothing else names is of the one that
    /// was closed while they were inside.
    private static Optional<Token> subject(
            Situation at, Presentation shown, Memory memory, Moment now) {
        if (at.direction() == Direction.IN) {
            return shown.subject();
        }
        var visits = memory.visits();
        return visits.goingOn(shown, now.wall())
                .map(VisitTerms::pass)
                .or(shown::subject)
                .or(() -> visits.closedInside(shown).map(VisitTerms::pass));
    }

    private static List<? extends Right> rights(Policy policy, Situation at, Presentation shown) {
        boolean free = at.direction() == Direction.OUT && policy.exitAlways();
        boolean lockdown = at.posture() == Posture.LOCKDOWN && !free;
        var in = policy.safeguards().special().lockdown();
        return switch (shown) {
            case Presentation.Known(_, var entries, _) -> counting(policy, entries, lockdown);
            case Presentation.Once(var known, _) -> counting(policy, known.entries(), lockdown);
            case Presentation.Signed(_, var pass, _, _) ->
                    pass.opens(at.point(), policy.groups()) && (!lockdown || pass.isOf(in))
                            ? List.of(pass)
                            : List.of();
            case Presentation.Bound bound -> {
                var own = counting(policy, bound.shown().entries(), lockdown);
                yield Stream.<Right>concat(
                                own.stream(),
                                bound.standing(own.isEmpty()).stream()
                                        .filter(
                                                pass ->
                                                        pass.opens(at.point(), policy.groups())
                                                                && (!lockdown || pass.isOf(in))))
                        .toList();
            }
            case Presentation.Rejected _, Presentation.Unreadable _ -> List.of();
        };
    }

    private static List<Entry> counting(Policy policy, List<Entry> entries, boolean lockdown) {
        var here = new ArrayList<Entry>(entries.size());
        for (var entry : entries) {
            boolean counts =
                    policy.lists().contains(entry.list().name())
                            && (policy.groups().isEmpty() || entry.isOf(policy.groups()))
                            && (!lockdown || entry.isOf(policy.safeguards().special().lockdown()));
            if (counts) {
                here.add(entry);
            }
        }
        if (here.size() > 1) {
            here.sort(Entry.ORDER);
        }
        return here;
    }
}
