package onecard.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// The decision over one presentation: pure, total, and always in this order.
///
///  1. fire: everybody passes, rule `fire`
///  2. the point's posture: free passes (rule `free`), lockdown and out of service refuse
///  3. the credential is readable, assured enough, and of a region accepted here
///  4. its signature: a code that proved nothing is refused here, or locked out after wrong tries
///  5. deny: an entry of any list held that denies wins over everything that allows
///  6. known: `UNKNOWN` in no list held, `WRONG_POINT` in another list or group only. A verified
///     pass is its own entry, and at the wrong point where it is not addressed to this one
///  7. validity of the entry, and of the card itself where the policy demands a valid card
///     (a card tolerated until a date is a dated right from here on)
///  8. staleness of the list
///  9. the clock: what an untrusted one means for rights that depend on it
/// 10. calendar, then schedule
/// 11. lock-out after wrong tries
/// 12. whether what is good so many times was used before, on the way in: leaving uses nothing up
/// 13. anti-passback, occupancy, interlock, first person, escort, second person, second factor:
///     in this order, when a point has them
///
/// The first rule that refuses names the reason. Several entries may speak for one credential:
/// the one that gets furthest counts, so a stale or expired entry never hides a good one. At an
/// exit nothing refuses; what would have is noted. A prompt to renew the card comes with the
/// verdict and never changes it.
public final class AccessRules {

    private AccessRules() {}

    /// @param direction which way the reader leads
    /// @param memory of earlier wrong tries at this point, and of what was used up
    public static Verdict decide(
            Policy policy,
            String point,
            Direction direction,
            Posture posture,
            Presentation shown,
            Memory memory,
            Moment now) {
        boolean exit = direction == Direction.OUT && policy.exitAlways();
        switch (posture) {
            case FIRE -> {
                return granted("fire");
            }
            case FREE -> {
                return granted("free");
            }
            case LOCKDOWN -> {
                if (!exit) {
                    return refused(Reason.LOCKDOWN);
                }
            }
            case DISABLED -> {
                if (!exit) {
                    return refused(Reason.POINT_DISABLED);
                }
            }
            case NORMAL -> {}
        }
        return switch (shown) {
            case Presentation.Unreadable(var why) ->
                    exit ? exit(Optional.empty(), List.of(why)) : refused(why);
            case Presentation.Rejected(var credential, var why) -> {
                var refusal =
                        memory.lockedOut(point, credential.kind(), credential.token(), now.wall())
                                ? Reason.LOCKED_OUT
                                : why;
                yield exit ? exit(Optional.empty(), noted(posture, refusal)) : refused(refusal);
            }
            case Presentation.Known known ->
                    passed(judged(policy, point, known, memory, now), posture, exit);
            case Presentation.Once(var known, var use) ->
                    passed(
                            once(
                                    judged(policy, point, known, memory, now),
                                    use,
                                    direction,
                                    memory,
                                    now),
                            posture,
                            exit);
            case Presentation.Signed signed ->
                    passed(
                            once(
                                    judged(policy, point, signed, memory, now),
                                    signed.pass().use(),
                                    direction,
                                    memory,
                                    now),
                            posture,
                            exit);
        };
    }

    /// At an exit nothing refuses.
    private static Verdict passed(Verdict verdict, Posture posture, boolean exit) {
        return switch (verdict) {
            case Verdict.Refused(var why, var entry) when exit -> exit(entry, noted(posture, why));
            case Verdict.Granted granted when exit && posture != Posture.NORMAL ->
                    exit(granted.entry(), noted(posture));
            case Verdict.Granted _, Verdict.Refused _ -> verdict;
        };
    }

    /// Step 12.
    private static Verdict once(
            Verdict verdict, Use use, Direction direction, Memory memory, Moment now) {
        return switch (verdict) {
            case Verdict.Granted(var rule, var entry, var noted, var prompt, _)
                    when direction == Direction.IN ->
                    memory.uses()
                            .objection(use, now)
                            .<Verdict>map(why -> new Verdict.Refused(why, entry))
                            .orElseGet(
                                    () ->
                                            new Verdict.Granted(
                                                    rule, entry, noted, prompt, Optional.of(use)));
            case Verdict.Granted _, Verdict.Refused _ -> verdict;
        };
    }

    private static Verdict judged(
            Policy policy, String point, Presentation.Signed shown, Memory memory, Moment now) {
        var credential = shown.credential();
        var pass = shown.pass();
        if (!credential.assurance().atLeast(policy.least())) {
            return refused(Reason.WEAK_CREDENTIAL);
        }
        var denied = shown.entries().stream().filter(Entry::deny).min(ORDER);
        if (denied.isPresent()) {
            return new Verdict.Refused(Reason.DENIED_LIST, denied);
        }
        if (!pass.opens(point, policy.groups())) {
            return refused(Reason.WRONG_POINT);
        }
        var untimely = pass.untimely(now);
        if (untimely.isPresent()) {
            return refused(untimely.get());
        }
        var shut = policy.schedule().flatMap(schedule -> shut(schedule, policy, now.wall()));
        if (shut.isPresent()) {
            return refused(shut.get());
        }
        if (memory.lockedOut(point, credential.kind(), credential.token(), now.wall())) {
            return refused(Reason.LOCKED_OUT);
        }
        var groups = new TreeSet<>(pass.groups());
        groups.retainAll(policy.groups());
        var rule = groups.isEmpty() ? credential.kind().wire() : groups.first();
        return new Verdict.Granted(rule, Optional.empty(), List.of());
    }

    private static Verdict judged(
            Policy policy, String point, Presentation.Known shown, Memory memory, Moment now) {
        var credential = shown.credential();
        if (!credential.assurance().atLeast(policy.least())) {
            return refused(Reason.WEAK_CREDENTIAL);
        }
        if (!policy.card().takesRegionOf(credential)) {
            return refused(Reason.REGION);
        }
        var denied = shown.entries().stream().filter(Entry::deny).min(ORDER);
        if (denied.isPresent()) {
            return new Verdict.Refused(Reason.DENIED_LIST, denied);
        }
        if (shown.entries().isEmpty()) {
            return refused(Reason.UNKNOWN);
        }
        var here = shown.entries().stream().filter(entry -> counts(policy, entry)).toList();
        if (here.isEmpty()) {
            return new Verdict.Refused(Reason.WRONG_POINT, shown.entries().stream().min(ORDER));
        }
        Optional<Objection> least = Optional.empty();
        for (var entry : here.stream().sorted(ORDER).toList()) {
            var objection = objection(policy, credential, entry, now);
            if (objection.isEmpty()) {
                return memory.lockedOut(point, credential.kind(), credential.token(), now.wall())
                        ? new Verdict.Refused(Reason.LOCKED_OUT, Optional.of(entry))
                        : new Verdict.Granted(
                                rule(policy, entry),
                                Optional.of(entry),
                                List.of(),
                                prompt(policy, credential, entry, now),
                                Optional.empty());
            }
            if (least.isEmpty() || objection.get().step() > least.get().step()) {
                least = objection;
            }
        }
        var furthest = least.orElseThrow();
        return new Verdict.Refused(furthest.why(), Optional.of(furthest.entry()));
    }

    /// Steps 7 to 10 for one entry; empty if nothing speaks against it.
    private static Optional<Objection> objection(
            Policy policy, Credential credential, Entry entry, Moment now) {
        var wall = now.wall();
        boolean untrusted = now.trust() == ClockTrust.UNTRUSTED;
        if (entry.from().filter(wall::isBefore).isPresent()) {
            return no(7, Reason.NOT_YET_VALID, entry);
        }
        if (entry.until().filter(until -> !wall.isBefore(until)).isPresent()) {
            return no(7, Reason.EXPIRED, entry);
        }
        var card = policy.card().expiry(credential, LocalDate.ofInstant(wall, policy.zone()));
        if (card == CardTerms.Expiry.OVER) {
            return no(7, Reason.CARD_EXPIRED, entry);
        }
        if (stale(policy, entry.list(), wall)) {
            return no(8, Reason.STALE_LIST, entry);
        }
        var schedules = schedules(policy, entry);
        if (schedules.isEmpty()) {
            // The entry names a schedule the site file does not have: never open.
            return no(10, Reason.SCHEDULE, entry);
        }
        if (untrusted) {
            boolean dated =
                    entry.from().isPresent()
                            || entry.until().isPresent()
                            || card == CardTerms.Expiry.TOLERATED;
            boolean scheduled = !schedules.get().isEmpty();
            return switch (policy.untimed()) {
                case PERMANENT_ONLY ->
                        dated || entry.schedule().isPresent()
                                ? no(9, Reason.CLOCK_UNTRUSTED, entry)
                                : Optional.empty();
                case REFUSE ->
                        dated || scheduled
                                ? no(9, Reason.CLOCK_UNTRUSTED, entry)
                                : Optional.empty();
            };
        }
        for (var schedule : schedules.get()) {
            var shut = shut(schedule, policy, wall);
            if (shut.isPresent()) {
                return no(10, shut.get(), entry);
            }
        }
        return Optional.empty();
    }

    /// Why a schedule lets nobody pass now; empty if it does.
    private static Optional<Reason> shut(Schedule schedule, Policy policy, Instant wall) {
        return switch (Schedules.at(schedule, policy.calendar(), wall, policy.zone())) {
            case OPEN -> Optional.empty();
            case HOLIDAY -> Optional.of(Reason.HOLIDAY);
            case CLOSED -> Optional.of(Reason.SCHEDULE);
        };
    }

    /// The card's last day is on the card where that can be read; else, of a social security card,
    /// it is the list's; else nobody knows it. Without a clock that is trusted nobody is prompted.
    private static Optional<Prompt> prompt(
            Policy policy, Credential credential, Entry entry, Moment now) {
        if (now.trust() == ClockTrust.UNTRUSTED) {
            return Optional.empty();
        }
        var last =
                credential
                        .expires()
                        .or(
                                () ->
                                        entry.until()
                                                .filter(
                                                        _ ->
                                                                credential.kind()
                                                                        == CredentialKind.SSC)
                                                .map(until -> lastDay(until, policy)));
        return policy.card().prompts(last, LocalDate.ofInstant(now.wall(), policy.zone()))
                ? Optional.of(Prompt.RENEW)
                : Optional.empty();
    }

    /// @param until the first moment after it
    private static LocalDate lastDay(Instant until, Policy policy) {
        return LocalDate.ofInstant(until.minusNanos(1), policy.zone());
    }

    private static boolean stale(Policy policy, ListVersion list, Instant wall) {
        boolean old =
                policy.staleAfter()
                        .filter(bound -> wall.isAfter(list.asOf().plus(bound)))
                        .isPresent();
        return old || list.validUntil().filter(until -> !wall.isBefore(until)).isPresent();
    }

    /// Every schedule that must be open: the point's, and the entry's own; empty if one is
    /// missing.
    private static Optional<List<Schedule>> schedules(Policy policy, Entry entry) {
        var all = new ArrayList<Schedule>();
        policy.schedule().ifPresent(all::add);
        if (entry.schedule().isPresent()) {
            var own = policy.schedules().get(entry.schedule().get());
            if (own == null) {
                return Optional.empty();
            }
            all.add(own);
        }
        return Optional.of(all);
    }

    private static boolean counts(Policy policy, Entry entry) {
        return policy.lists().contains(entry.list().name())
                && (policy.groups().isEmpty()
                        || entry.groups().stream().anyMatch(policy.groups()::contains));
    }

    private static String rule(Policy policy, Entry entry) {
        Set<String> groups = new LinkedHashSet<>(entry.groups().stream().sorted().toList());
        if (!policy.groups().isEmpty()) {
            groups.retainAll(policy.groups());
        }
        return groups.isEmpty() ? entry.list().name() : groups.iterator().next();
    }

    private static List<Reason> noted(Posture posture, Reason... more) {
        var noted = new ArrayList<Reason>();
        if (posture == Posture.LOCKDOWN) {
            noted.add(Reason.LOCKDOWN);
        } else if (posture == Posture.DISABLED) {
            noted.add(Reason.POINT_DISABLED);
        }
        noted.addAll(List.of(more));
        return noted;
    }

    private static Verdict exit(Optional<Entry> entry, List<Reason> noted) {
        return new Verdict.Granted("exit", entry, noted);
    }

    private static Verdict granted(String rule) {
        return new Verdict.Granted(rule, Optional.empty(), List.of());
    }

    private static Verdict refused(Reason why) {
        return new Verdict.Refused(why, Optional.empty());
    }

    private static Optional<Objection> no(int step, Reason why, Entry entry) {
        return Optional.of(new Objection(step, why, entry));
    }

    /// Which entry speaks first where several do; the same for any order they were found in.
    private static final Comparator<Entry> ORDER =
            Comparator.comparing((Entry entry) -> entry.list().name())
                    .thenComparing(entry -> entry.groups().stream().sorted().toList().toString())
                    .thenComparing(entry -> entry.until().orElse(Instant.MAX));

    /// @param step of the order of decision at which it was refused
    private record Objection(int step, Reason why, Entry entry) {}
}
