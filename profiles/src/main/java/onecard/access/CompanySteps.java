package onecard.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

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
        boolean open =
                claim.right().isOf(first) || opened != null && !opened.isBefore(windowBegan(claim));
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
        boolean needed =
                claim.leadsIn()
                        && rule.filter(escort -> claim.right().isOf(escort.of()))
                                .filter(escort -> !claim.right().isOf(escort.by()))
                                .isPresent();
        if (!needed) {
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

    static Finding secondFactor(Claim claim) {
        var rule = claim.safeguards().factor().filter(factor -> demanded(factor, claim));
        if (rule.isEmpty()) {
            return Finding.IDLE;
        }
        var factor = rule.get().factor();
        if (claim.memory().lockedOut(claim.tries(factor.kind()), claim.now().wall())) {
            return Finding.refused(Reason.LOCKED_OUT);
        }
        var entered = claim.at().answers().factor();
        if (entered.isEmpty()) {
            return awaited(claim, factor.awaited(), factor.timeout());
        }
        return Finding.refusedIf(!proves(entered.get(), factor, claim), factor.mismatch());
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

    /// A list says of what was entered that it is this person's, and it holds now.
    private static boolean proves(Presentation.Known entered, Factor factor, Claim claim) {
        var wall = claim.now().wall();
        return entered.credential().kind() == factor.kind()
                && entered.entries().stream().noneMatch(Entry::deny)
                && entered.entries().stream()
                        .filter(entry -> entry.subject().equals(claim.subject()))
                        .filter(entry -> entry.from().filter(wall::isBefore).isEmpty())
                        .anyMatch(
                                entry ->
                                        entry.until()
                                                .filter(until -> !wall.isBefore(until))
                                                .isEmpty());
    }

    /// Asked for, and refused once nothing more will come.
    private static Finding awaited(Claim claim, Reason awaits, Reason tooLate) {
        return claim.at().answers().late() ? Finding.refused(tooLate) : Finding.asked(awaits);
    }
}
