package onecard.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Steps 1 to 6: what is said of a tap before any of its rights is looked at.
final class TapSteps {

    private TapSteps() {}

    static Finding fire(Tap tap) {
        return tap.at().posture() == Posture.FIRE ? Finding.GRANTED : Finding.IDLE;
    }

    static Finding posture(Tap tap) {
        return switch (tap.at().posture()) {
            case FREE -> Finding.GRANTED;
            case LOCKDOWN ->
                    tap.isFreeExit() || !tap.rights().isEmpty()
                            ? Finding.noted(Reason.LOCKDOWN)
                            : Finding.refused(Reason.LOCKDOWN);
            case DISABLED ->
                    tap.isFreeExit()
                            ? Finding.noted(Reason.POINT_DISABLED)
                            : Finding.refused(Reason.POINT_DISABLED);
            case NORMAL, FIRE -> Finding.CLEAR;
        };
    }

    static Finding credential(Tap tap) {
        return switch (tap.shown()) {
            case Presentation.Unreadable(var why) -> Finding.refused(why);
            case Presentation.Rejected _ -> Finding.IDLE;
            case Presentation.Known(var credential, _, _) -> enough(tap, credential);
            case Presentation.Once(var known, _) -> enough(tap, known.credential());
            case Presentation.Signed(var credential, _, _, _) -> enough(tap, credential);
            case Presentation.Bound(var known, _, _) -> enough(tap, known.credential());
        };
    }

    /// Where a second factor is demanded, which is on the way in, what it would make of the
    /// credential counts: whether it comes is another step's affair.
    private static Finding enough(Tap tap, Credential credential) {
        var policy = tap.policy();
        var least = policy.least();
        boolean raised = tap.leads(Direction.IN) && policy.safeguards().factor().isPresent();
        boolean assured =
                credential.assurance().atLeast(least)
                        || raised && credential.assurance().withSecondFactor().atLeast(least);
        if (!assured) {
            return Finding.refused(Reason.WEAK_CREDENTIAL);
        }
        return Finding.refusedIf(!policy.card().takesRegionOf(credential), Reason.REGION);
    }

    static Finding signature(Tap tap) {
        return switch (tap.shown()) {
            case Presentation.Rejected(var credential, var why) -> {
                var key = new Tries.Key(tap.at().point(), credential.kind(), credential.token());
                yield Finding.refused(
                        tap.memory().lockedOut(key, tap.now().wall()) ? Reason.LOCKED_OUT : why);
            }
            case Presentation.Signed _ -> Finding.CLEAR;
            case Presentation.Known _,
                    Presentation.Once _,
                    Presentation.Bound _,
                    Presentation.Unreadable _ ->
                    Finding.IDLE;
        };
    }

    static Finding deny(Tap tap) {
        var denied =
                Stream.concat(entries(tap).stream(), denials(tap).stream())
                        .filter(Entry::deny)
                        .min(Entry.ORDER);
        return denied.isPresent()
                ? Finding.refused(Reason.DENIED_LIST, Optional.of(denied.get()))
                : Finding.CLEAR;
    }

    /// What denies a pass says nothing against whoever has a right of their own besides.
    private static List<Entry> denials(Tap tap) {
        return tap.shown() instanceof Presentation.Bound bound
                        && tap.rights().stream().noneMatch(Entry.class::isInstance)
                ? bound.denials()
                : List.of();
    }

    static Finding known(Tap tap) {
        if (!tap.rights().isEmpty()) {
            return Finding.CLEAR;
        }
        return switch (tap.shown()) {
            case Presentation.Signed(_, var pass, _, _) ->
                    Finding.refused(Reason.WRONG_POINT, Optional.of(pass));
            case Presentation.Bound(_, var passes, _) when !passes.isEmpty() ->
                    Finding.refused(Reason.WRONG_POINT, Optional.of(passes.getFirst().pass()));
            case Presentation.Known _,
                    Presentation.Once _,
                    Presentation.Bound _,
                    Presentation.Rejected _,
                    Presentation.Unreadable _ ->
                    entries(tap).isEmpty()
                            ? Finding.refused(Reason.UNKNOWN)
                            : Finding.refused(
                                    Reason.WRONG_POINT,
                                    Entry.first(entries(tap)).map(entry -> entry));
        };
    }

    /// Of every list held.
    private static List<Entry> entries(Tap tap) {
        return switch (tap.shown()) {
            case Presentation.Known(_, var entries, _) -> entries;
            case Presentation.Once(var known, _) -> known.entries();
            case Presentation.Signed(_, _, var entries, _) -> entries;
            case Presentation.Bound(var known, _, _) -> known.entries();
            case Presentation.Rejected _, Presentation.Unreadable _ -> List.of();
        };
    }
}
