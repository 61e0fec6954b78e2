package onecard.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onecard.time.Moment;

/// Somebody of a visit at a gate: whose visit it is, by which of its credentials, and how they
/// come or go.
///
/// @param direction which way the gate's reader leads
/// @param by what they showed
/// @param returned whether it was the temporary card, and is kept
/// @param lasts until when something is good of what was shown or agreed: a code may be for longer
///     than its list says
public record Party(
        VisitTerms terms, Direction direction, Way way, Shown by, boolean returned, Instant lasts) {

    /// Where nothing is good for longer than was agreed.
    public Party(VisitTerms terms, Direction direction, Way way, Shown by, boolean returned) {
        this(terms, direction, way, by, returned, terms.until());
    }

    /// A credential of a visit, without what it proved.
    public record Shown(CredentialKind kind, Token token) {
        public static Shown of(Credential credential) {
            return new Shown(credential.kind(), credential.token());
        }
    }

    public Token pass() {
        return terms.pass();
    }

    /// Whose visit a grant is about; empty where it is nobody's: a member of staff, or a point that
    /// no visitors are expected at. Whoever comes in does so by their pass. Whoever leaves is of
    /// the visit that is going on, whatever the lists say by now.
    ///
    /// @param drives whether what passes there is a vehicle
    /// @param keeps whether the reader keeps temporary cards: those of no scheme, since nobody
    ///     gives
    ///     away their own
    public static Optional<Party> of(
            Presentation shown,
            Direction direction,
            boolean drives,
            boolean keeps,
            Verdict.Granted granted,
            Visits visits,
            Moment now) {
        var credential = shown.offered();
        if (credential.isEmpty()) {
            return Optional.empty();
        }
        var by = Shown.of(credential.get());
        var way = drives || by.kind() == CredentialKind.PLATE ? Way.VEHICLE : Way.FOOT;
        var terms =
                switch (direction) {
                    case IN -> granted.right().flatMap(Party::terms);
                    case OUT -> leaving(shown, granted, visits, now);
                };
        boolean returned = keeps && direction == Direction.OUT && by.kind() == CredentialKind.UID;
        return terms.map(
                known -> new Party(known, direction, way, by, returned, lasts(shown, known)));
    }

    private static Instant lasts(Presentation shown, VisitTerms terms) {
        return passes(shown).stream()
                .filter(pass -> pass.token().equals(terms.pass()))
                .map(Pass::end)
                .filter(terms.until()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(terms.until());
    }

    private static Optional<VisitTerms> leaving(
            Presentation shown, Verdict.Granted granted, Visits visits, Moment now) {
        var goingOn = visits.goingOn(shown, now.wall());
        if (goingOn.isPresent()) {
            return goingOn;
        }
        if (granted.right().filter(Party::isStaff).isPresent()) {
            return Optional.empty();
        }
        // Whose time has not come has no visit yet that they could end.
        return granted.noted().contains(Reason.NOT_YET_VALID)
                ? visits.remembered(shown)
                : granted.right()
                        .flatMap(Party::terms)
                        .or(() -> invited(shown))
                        .or(() -> visits.remembered(shown));
    }

    private static boolean isStaff(Right right) {
        return right instanceof Entry entry && !entry.deny();
    }

    private static Optional<VisitTerms> terms(Right right) {
        return right instanceof Pass pass ? pass.visit() : Optional.empty();
    }

    private static Optional<VisitTerms> invited(Presentation shown) {
        return passes(shown).stream().flatMap(pass -> pass.visit().stream()).findFirst();
    }

    /// The passes of visits that what was shown stands for.
    static List<Pass> passes(Presentation shown) {
        var all =
                switch (shown) {
                    case Presentation.Bound(_, var passes, _) ->
                            passes.stream().map(Presentation.Bound.Invited::pass).toList();
                    case Presentation.Signed(_, var pass, _, _) -> List.of(pass);
                    case Presentation.Known _,
                            Presentation.Once _,
                            Presentation.Rejected _,
                            Presentation.Unreadable _ ->
                            List.<Pass>of();
                };
        return all.stream().filter(pass -> pass.visit().isPresent()).toList();
    }
}
