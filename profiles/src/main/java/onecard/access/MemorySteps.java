package onecard.access;

import java.util.Optional;

/// Steps 11 to 15: what earlier taps and the neighbours have to say.
final class MemorySteps {

    private MemorySteps() {}

    static Finding lockOut(Claim claim) {
        boolean locked =
                claim.memory()
                        .lockedOut(claim.tries(claim.credential().kind()), claim.now().wall());
        return Finding.refusedIf(locked, Reason.LOCKED_OUT);
    }

    /// Leaving uses nothing up.
    static Finding uses(Claim claim) {
        return use(claim)
                .map(
                        use ->
                                claim.memory()
                                        .uses()
                                        .objection(use, claim.now())
                                        .map(why -> ofVisit(why, use, claim))
                                        .or(() -> visitOver(claim))
                                        .map(Finding::refused)
                                        .orElse(Finding.CLEAR))
                .orElse(Finding.IDLE);
    }

    /// Several credentials are of one visit: nobody who shows the second of them has shown a code
    /// twice, but the visit has no entry left.
    private static Reason ofVisit(Reason why, Use use, Claim claim) {
        boolean entry =
                claim.right() instanceof Pass pass
                        && pass.visit().filter(terms -> terms.pass().equals(use.key())).isPresent();
        return why == Reason.REPLAYED && entry ? Reason.USED_UP : why;
    }

    /// Whichever of its credentials is shown: a visit that is closed, or has all its entries.
    private static Optional<Reason> visitOver(Claim claim) {
        return claim.right() instanceof Pass pass && pass.visit().isPresent()
                ? claim.memory()
                        .visits()
                        .visit(pass.token())
                        .filter(visit -> visit.isUsedUp())
                        .map(_ -> Reason.USED_UP)
                : Optional.empty();
    }

    /// What letting it in uses up.
    static Optional<Use> use(Claim claim) {
        if (!claim.leadsIn()) {
            return Optional.empty();
        }
        return switch (claim.tap().shown()) {
            case Presentation.Once(_, var use) -> Optional.of(use);
            case Presentation.Signed(_, var pass, _, _) -> Optional.of(pass.use());
            case Presentation.Bound(_, _, var once) ->
                    once.or(
                            () ->
                                    claim.right() instanceof Pass pass
                                            ? Optional.of(pass.use())
                                            : Optional.empty());
            case Presentation.Known _, Presentation.Rejected _, Presentation.Unreadable _ ->
                    Optional.empty();
        };
    }

    /// Somebody who is in the area already does not come in again, nor does somebody who is on the
    /// way in by another point.
    static Finding passback(Claim claim) {
        var rule = claim.into().flatMap(Area::passback);
        if (rule.isEmpty()) {
            return Finding.IDLE;
        }
        var area = claim.into().orElseThrow().name();
        var stay =
                claim.memory()
                        .people()
                        .of(claim.subject())
                        .filter(known -> known.area().equals(area));
        boolean coming =
                claim.memory()
                        .reserved()
                        .elsewhere(claim.subject(), area, claim.at().point(), claim.now());
        boolean twice =
                coming
                        || stay.isPresent()
                                && switch (rule.get()) {
                                    case AntiPassback.Hard(), AntiPassback.Soft() -> true;
                                    case AntiPassback.Timed(var within) ->
                                            claim.now()
                                                    .wall()
                                                    .isBefore(stay.get().since().plus(within));
                                };
        if (!twice) {
            return Finding.CLEAR;
        }
        return rule.get() instanceof AntiPassback.Soft || overridden(claim)
                ? Finding.noted(Reason.PASSBACK)
                : Finding.refused(Reason.PASSBACK);
    }

    /// Who is on the way counts as inside; leaving is never counted against anybody.
    static Finding occupancy(Claim claim) {
        var area = claim.into().filter(into -> claim.leadsIn() && into.occupancy().isPresent());
        if (area.isEmpty()) {
            return Finding.IDLE;
        }
        var into = area.get();
        int others = claim.memory().othersIn(into.name(), claim.subject(), claim.now());
        if (others < into.occupancy().orElseThrow()) {
            return Finding.CLEAR;
        }
        return claim.right().isOf(into.exempt()) || overridden(claim)
                ? Finding.noted(Reason.OCCUPANCY)
                : Finding.refused(Reason.OCCUPANCY);
    }

    /// Whoever leaves is the point's own affair: it lets them wait, and lets them out.
    static Finding interlock(Claim claim) {
        return claim.leadsIn() && !claim.safeguards().interlock().isEmpty()
                ? Finding.refusedIf(!claim.at().open().isEmpty(), Reason.INTERLOCK)
                : Finding.IDLE;
    }

    private static boolean overridden(Claim claim) {
        return claim.right().isOf(claim.safeguards().special().override());
    }
}
