package onecard.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.time.Mono;

/// Step 22, after all others: whether a pass that several devices share was used at another one.
/// Pure; at an exit it asks nothing.
public final class SharedRules {

    /// How long the broker's word is waited for: a device, a broker on the same site and back take
    /// some 20 ms, a mobile network some 200. Nobody at a gate takes half a second for a fault.
    public static final Duration LIMIT = Duration.ofMillis(500);

    private SharedRules() {}

    /// What an entry by that right uses up that others must hear of: the code or the pass that was
    /// shown, and the visit that it is of. Nothing if it is no pass.
    public static List<Use> uses(Presentation shown, Right right) {
        if (!(right instanceof Pass pass)) {
            return List.of();
        }
        var uses = new ArrayList<Use>();
        uses.add(once(shown).orElse(pass.use()));
        pass.visit()
                .filter(terms -> !terms.pass().equals(uses.getFirst().key()))
                .filter(
                        terms ->
                                terms.entries() < Use.TIMES_MAX) // of rolling codes there is no end
                .map(terms -> Use.ofPass(terms.pass(), terms.entries(), terms.until()))
                .ifPresent(uses::add);
        return List.copyOf(uses);
    }

    private static Optional<Use> once(Presentation shown) {
        return switch (shown) {
            case Presentation.Bound(_, _, var once) -> once;
            case Presentation.Once(_, var use) -> Optional.of(use);
            case Presentation.Signed _,
                    Presentation.Known _,
                    Presentation.Rejected _,
                    Presentation.Unreadable _ ->
                    Optional.empty();
        };
    }

    /// The same verdict, or another where the others have something to say.
    ///
    /// @param verdict of all steps before
    /// @param claimed what came of asking; absent: nobody was asked yet
    public static Verdict verdict(
            Verdict verdict,
            Presentation shown,
            SharedTerms terms,
            Elsewhere elsewhere,
            Memory memory,
            Optional<Claimed> claimed,
            Mono now) {
        return switch (verdict) {
            case Verdict.Refused _ -> verdict;
            case Verdict.Asked(_, var by, _, var trace) -> {
                boolean spent =
                        uses(shown, by).stream()
                                .anyMatch(use -> isSpent(use, terms, elsewhere, memory));
                yield spent ? refused(Reason.USED_UP, Optional.of(by), trace) : verdict;
            }
            case Verdict.Granted granted ->
                    granted.right()
                            .map(right -> uses(shown, right))
                            .filter(uses -> !uses.isEmpty())
                            .map(
                                    uses ->
                                            granted(
                                                    granted, uses, terms, elsewhere, memory,
                                                    claimed, now))
                            .orElse(verdict);
        };
    }

    private static Verdict granted(
            Verdict.Granted granted,
            List<Use> uses,
            SharedTerms terms,
            Elsewhere elsewhere,
            Memory memory,
            Optional<Claimed> claimed,
            Mono now) {
        if (uses.stream().anyMatch(use -> isSpent(use, terms, elsewhere, memory))) {
            return refused(Reason.USED_UP, granted.right(), granted.trace());
        }
        // Whoever was first is so for good: what others claim later is behind.
        boolean first = claimed.equals(Optional.of(Claimed.FIRST));
        if (!first
                && uses.stream().anyMatch(use -> isClaimed(use, terms, elsewhere, memory, now))) {
            return refused(Reason.BUSY, granted.right(), granted.trace());
        }
        if (claimed.isEmpty()) {
            return new Verdict.Asked(
                    Reason.ELSEWHERE,
                    granted.right().orElseThrow(),
                    LIMIT,
                    granted.trace().after(Check.SHARED, Outcome.ASKED));
        }
        return switch (claimed.get()) {
            case FIRST -> granted.with(granted.trace().after(Check.SHARED, Outcome.CLEAR));
            case BEHIND -> refused(Reason.BUSY, granted.right(), granted.trace());
            case ALONE ->
                    switch (terms.alone()) {
                        case OPEN ->
                                granted.with(granted.trace().after(Check.SHARED, Outcome.NOTED));
                        case REFUSE ->
                                refused(Reason.DEVICE_FAULT, granted.right(), granted.trace());
                    };
        };
    }

    /// Whether nobody may be let in by it any more, here and there together.
    private static boolean isSpent(Use use, SharedTerms terms, Elsewhere elsewhere, Memory memory) {
        int there = elsewhere.uses(terms.with(), use.key());
        return there > 0 && there + here(use, memory) >= use.times();
    }

    /// Whether somebody is before whoever asks for it now.
    public static boolean isClaimed(
            Use use, SharedTerms terms, Elsewhere elsewhere, Memory memory, Mono now) {
        int claims = elsewhere.claims(terms.with(), use.key(), now);
        int there = elsewhere.uses(terms.with(), use.key());
        return claims > 0 && claims + there + here(use, memory) >= use.times();
    }

    private static int here(Use use, Memory memory) {
        int shown =
                Optional.ofNullable(memory.uses().used().get(use.key()))
                        .map(Uses.Used::times)
                        .orElse(0);
        int visited =
                memory.visits()
                        .visit(use.key())
                        .map(visit -> visit.entries() + visit.coming() + visit.lost())
                        .orElse(0);
        return Math.max(shown, visited);
    }

    private static Verdict refused(Reason why, Optional<Right> right, Trace trace) {
        return new Verdict.Refused(why, right, trace.after(Check.SHARED, Outcome.REFUSED));
    }
}
