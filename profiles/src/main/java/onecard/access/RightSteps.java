package onecard.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// Steps 7 to 10: whether a right holds now.
final class RightSteps {

    private RightSteps() {}

    static Finding validity(Claim claim) {
        var wall = claim.now().wall();
        return switch (claim.right()) {
            case Pass pass ->
                    pass.untimely(claim.now())
                            .filter(why -> why != Reason.CLOCK_UNTRUSTED)
                            .map(Finding::refused)
                            .orElse(Finding.CLEAR);
            case Entry entry when entry.from().filter(wall::isBefore).isPresent() ->
                    Finding.refused(Reason.NOT_YET_VALID);
            case Entry entry
                    when entry.until().filter(until -> !wall.isBefore(until)).isPresent() ->
                    Finding.refused(Reason.EXPIRED);
            case Entry _ ->
                    Finding.refusedIf(expiry(claim) == CardTerms.Expiry.OVER, Reason.CARD_EXPIRED);
        };
    }

    static Finding staleness(Claim claim) {
        var wall = claim.now().wall();
        boolean blind =
                claim.tap().lists().stream()
                        .filter(list -> list.name().equals(ListVersion.DENY))
                        .anyMatch(list -> list.over(wall));
        return switch (claim.right()) {
            case Pass pass when pass.source().isEmpty() ->
                    blind ? Finding.refused(Reason.STALE_LIST) : Finding.IDLE;
            case Pass _, Entry _ ->
                    Finding.refusedIf(
                            blind
                                    || stale(
                                            claim.policy(),
                                            claim.right().source().orElseThrow(),
                                            wall),
                            Reason.STALE_LIST);
        };
    }

    static boolean stale(Policy policy, ListVersion list, Instant wall) {
        boolean old =
                policy.staleAfter()
                        .filter(bound -> wall.isAfter(list.asOf().plus(bound)))
                        .isPresent();
        return old || list.over(wall);
    }

    static Finding clock(Claim claim) {
        if (claim.timeIsKnown()) {
            return Finding.CLEAR;
        }
        return switch (claim.right()) {
            case Pass _ -> Finding.refused(Reason.CLOCK_UNTRUSTED);
            case Entry entry ->
                    Finding.refusedIf(
                            switch (claim.policy().untimed()) {
                                case PERMANENT_ONLY ->
                                        dated(claim, entry) || entry.schedule().isPresent();
                                case REFUSE ->
                                        dated(claim, entry)
                                                || entry.schedule().isPresent()
                                                || claim.policy().schedule().isPresent();
                            },
                            Reason.CLOCK_UNTRUSTED);
        };
    }

    private static boolean dated(Claim claim, Entry entry) {
        return entry.from().isPresent()
                || entry.until().isPresent()
                || expiry(claim) == CardTerms.Expiry.TOLERATED;
    }

    /// Who may come in by the time of day may be late yet; nobody is late in leaving.
    static Finding schedule(Claim claim) {
        var finding = open(claim);
        boolean late =
                finding.outcome() != Outcome.REFUSED
                        && claim.timeIsKnown()
                        && claim.leadsIn()
                        && claim.safeguards()
                                .house()
                                .late()
                                .filter(it -> isOpen(it, claim))
                                .isPresent();
        return late ? Finding.noted(Reason.SCHEDULE) : finding;
    }

    /// On holidays as on any other day.
    private static boolean isOpen(Schedule schedule, Claim claim) {
        var wall = claim.now().wall();
        return Schedules.at(schedule, Optional.empty(), wall, claim.policy().zone())
                == Schedules.Answer.OPEN;
    }

    /// The point's schedule and the entry's own must both be open. What an untrusted clock refuses
    /// was refused before; what is left does not ask for the time.
    private static Finding open(Claim claim) {
        var policy = claim.policy();
        var own =
                switch (claim.right()) {
                    case Entry entry -> entry.schedule();
                    case Pass _ -> Optional.<String>empty();
                };
        if (!claim.timeIsKnown() || policy.schedule().isEmpty() && own.isEmpty()) {
            return Finding.IDLE;
        }
        var shut = policy.schedule().flatMap(schedule -> shut(schedule, claim));
        if (shut.isPresent()) {
            return Finding.refused(shut.get());
        }
        if (own.isEmpty()) {
            return Finding.CLEAR;
        }
        var named = policy.schedules().get(own.get());
        return named == null
                // The entry names a schedule the site file does not have: never open.
                ? Finding.refused(Reason.SCHEDULE)
                : shut(named, claim).map(Finding::refused).orElse(Finding.CLEAR);
    }

    /// Why a schedule lets nobody pass now; empty if it does.
    private static Optional<Reason> shut(Schedule schedule, Claim claim) {
        var policy = claim.policy();
        var wall = claim.now().wall();
        return switch (Schedules.at(schedule, policy.calendar(), wall, policy.zone())) {
            case OPEN -> Optional.empty();
            case HOLIDAY -> Optional.of(Reason.HOLIDAY);
            case CLOSED -> Optional.of(Reason.SCHEDULE);
        };
    }

    /// What the card's own last day means today.
    private static CardTerms.Expiry expiry(Claim claim) {
        var policy = claim.policy();
        return policy.card()
                .expiry(claim.credential(), LocalDate.ofInstant(claim.now().wall(), policy.zone()));
    }

    /// The card's last day is on the card where that can be read; else, of a social security card,
    /// it is the list's; else nobody knows it. Without a clock that is trusted nobody is prompted.
    static Optional<Prompt> prompt(Claim claim) {
        if (!claim.timeIsKnown() || !(claim.right() instanceof Entry entry)) {
            return Optional.empty();
        }
        var policy = claim.policy();
        var last =
                claim.credential()
                        .expires()
                        .or(
                                () ->
                                        claim.credential().kind() == CredentialKind.SSC
                                                ? entry.until().map(until -> lastDay(until, policy))
                                                : Optional.empty());
        return policy.card().prompts(last, LocalDate.ofInstant(claim.now().wall(), policy.zone()))
                ? Optional.of(Prompt.RENEW)
                : Optional.empty();
    }

    /// @param until the first moment after it
    private static LocalDate lastDay(Instant until, Policy policy) {
        return LocalDate.ofInstant(until.minusNanos(1), policy.zone());
    }
}
