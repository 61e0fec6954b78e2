package onecard.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Steps 16 to 19: who else must be there, and what else must be proved. All are for the way in:
/// nobody is kept from leaving alone.
final class CompanySteps {

    private CompanySteps() {}

    static Finding firstPerson(Claim claim) {
        var first = claim.safeguards().company().first();
        if (!claim.leadsIn() || first.isEmpty()) {
            return Finding.IDLE;
        }
        var opened = claim.memory().opened().get(claim.at().point());
        // While nobody knows the time, nobody knows either whether that was today.
        boolean open =
                claim.right().isOf(first)
                        || claim.timeIsKnown()
                                && opened != null
                                && !opened.isBefore(windowBegan(claim));
        return Finding.refusedIf(!open, Reason.FIRST_PERSON);
    }

    /// When the point's window opened that is open now; midnight where it has no schedule.
    private static Instant windowBegan(Claim claim) {
        var policy = claim.policy();
        var wall = claim.now().wall();
        return policy.schedule()
                .flatMap(
                        schedule ->
                                Schedules.openSince(
                                        schedule, policy.calendar(), wall, policy.zone()))
                .orElseGet(
                        () ->
                                LocalDate.ofInstant(wall, policy.zone())
                                        .atStartOfDay(policy.zone())
                                        .toInstant());
    }

    static Finding escort(Claim claim) {
        var rule = claim.safeguards().company().escort();
        boolean needed = rule.filter(escort -> escort.isNeeded(claim.right())).isPresent();
        if (claim.leadsIn() && rule.isEmpty() && Escort.isAgreed(claim.right())) {
            return Finding.refused(Reason.ESCORT); // nobody is said to be one here
        }
        if (!claim.leadsIn() || !needed) {
            return Finding.IDLE;
        }
        var within = rule.orElseThrow().within();
        boolean escorted =
                claim.at()
                        .escorted()
                        .filter(since -> !claim.now().reached(since.plus(within)))
                        .isPresent();
        return escorted ? Finding.CLEAR : awaited(claim, Reason.ESCORT, Reason.ESCORT);
    }

    static Finding secondPerson(Claim claim) {
        var rule = claim.safeguards().company().two();
        if (!claim.leadsIn() || rule.isEmpty()) {
            return Finding.IDLE;
        }
        if (!rule.get().takes(claim.right())) {
            return Finding.refused(Reason.SECOND_PERSON);
        }
        return companion(claim).isPresent()
                ? Finding.CLEAR
                : awaited(claim, Reason.SECOND_PERSON, Reason.SECOND_PERSON);
    }

    /// The second person: who answered, or else who waits for one.
    static Optional<Token> companion(Claim claim) {
        var rule = claim.safeguards().company().two();
        if (!claim.leadsIn() || rule.isEmpty()) {
            return Optional.empty();
        }
        return claim.at()
                .answers()
                .companion()
                .or(
                        () ->
                                claim.at().waiting().stream()
                                        .filter(other -> isSecond(other, rule.get(), claim))
                                        .map(Question::subject)
                                        .findFirst());
    }

    private static boolean isSecond(Question other, TwoPersons rule, Claim claim) {
        return other.awaits() == Reason.SECOND_PERSON
                && other.direction() == claim.at().direction()
                && !other.subject().equals(claim.subject())
                && rule.takes(other.right())
                && !claim.now().reached(other.until());
    }

    /// What is asked for first, or the first of the others that may still prove it. Whoever is
    /// locked out is asked for a PIN all the same, and refused whatever they enter: what somebody
    /// enters under threat must be heard.
    static Finding secondFactor(Claim claim) {
        var rule = claim.safeguards().factor().filter(factor -> demanded(factor, claim));
        if (rule.isEmpty()) {
            return Finding.IDLE;
        }
        var last = Finding.IDLE;
        for (var factor : rule.get().order()) {
            last = factor.isBiometric() ? compared(claim, factor) : entered(claim, factor);
            if (last.outcome() != Outcome.REFUSED) {
                break;
            }
        }
        return last;
    }

    private static Finding entered(Claim claim, Factor factor) {
        var entered = claim.at().answers().entered();
        if (entered.isEmpty()) {
            return awaited(claim, factor.awaited(), factor.timeout());
        }
        return isLockedOut(claim, factor)
                ? Finding.refused(Reason.LOCKED_OUT)
                : proved(entered.get(), factor, claim);
    }

    /// Nobody who is locked out is looked at: under threat it is a PIN that says so.
    private static Finding compared(Claim claim, Factor factor) {
        var made = claim.at().answers().compared().filter(it -> it.factor() == factor).toList();
        if (made.isEmpty()) {
            return isLockedOut(claim, factor)
                    ? Finding.refused(Reason.LOCKED_OUT)
                    : awaited(claim, factor.awaited(), factor.timeout());
        }
        var last = made.getLast().likeness();
        return switch (last.then()) {
            case PROVED -> Finding.CLEAR;
            case ANOTHER_WAY -> Finding.refused(last.reason());
            case AGAIN ->
                    hasTriesLeft(made)
                            ? awaited(claim, factor.awaited(), last.reason())
                            : Finding.refused(last.reason());
        };
    }

    private static boolean hasTriesLeft(List<Proof.Compared> made) {
        long wrong = made.stream().filter(it -> it.likeness().isWrongTry()).count();
        return wrong < SecondFactor.TRIES_MAX && made.size() < SecondFactor.LOOKS_MAX;
    }

    private static boolean isLockedOut(Claim claim, Factor factor) {
        return claim.memory().lockedOut(claim.tries(factor.kind()), claim.now().wall());
    }

    private static boolean demanded(SecondFactor rule, Claim claim) {
        if (!claim.leadsIn()) {
            return false;
        }
        boolean tooLittle = !claim.credential().assurance().atLeast(claim.policy().least());
        boolean ofThem = rule.of().isEmpty() || claim.right().isOf(rule.of());
        return tooLittle || ofThem && rule.when().filter(when -> !isOpen(when, claim)).isEmpty();
    }

    /// While nobody knows the time, it is demanded.
    private static boolean isOpen(Schedule when, Claim claim) {
        var policy = claim.policy();
        return !claim.timeIsKnown()
                || Schedules.at(when, policy.calendar(), claim.now().wall(), policy.zone())
                        == Schedules.Answer.OPEN;
    }

    /// A list says of what was entered that it is this person's; whether that holds now is asked as
    /// of any right. What is denied proves nothing.
    private static Finding proved(Presentation.Known entered, Factor factor, Claim claim) {
        var theirs =
                entered.entries().stream()
                        .filter(entry -> entry.subject().equals(claim.subject()))
                        .toList();
        boolean denied = entered.entries().stream().anyMatch(Entry::deny);
        if (entered.credential().kind() != factor.kind() || denied || theirs.isEmpty()) {
            return Finding.refused(factor.mismatch());
        }
        var best = Finding.refused(factor.mismatch());
        for (var entry : theirs) {
            best = holds(new Claim(claim.tap(), entered.credential(), entry));
            if (best.outcome() == Outcome.CLEAR) {
                break;
            }
        }
        return best;
    }

    private static Finding holds(Claim factor) {
        return Stream.<Function<Claim, Finding>>of(
                        RightSteps::validity, RightSteps::staleness, RightSteps::clock)
                .map(step -> step.apply(factor))
                .filter(found -> found.outcome() == Outcome.REFUSED)
                .findFirst()
                .orElse(Finding.CLEAR);
    }

    /// Asked for, and refused once nothing more will come.
    private static Finding awaited(Claim claim, Reason awaits, Reason tooLate) {
        return claim.at().answers().late().isPresent()
                ? Finding.refused(tooLate)
                : Finding.asked(awaits);
    }
}
