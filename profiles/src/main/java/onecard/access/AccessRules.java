package onecard.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import onecard.time.Moment;

/// The decision over one presentation: pure, total, and always in this order.
///
///  1. fire: everybody passes, rule `fire`
///  2. the point's posture: free passes everybody (rule `free`), out of service refuses, lockdown
///     lets in its emergency groups alone
///  3. the credential is readable, assured enough, and of a region accepted here
///  4. its signature: a code that proved nothing is refused here, or locked out after wrong tries
///  5. deny: an entry of any list held that denies wins over everything that allows
///  6. known: `UNKNOWN` in no list held, `WRONG_POINT` in another list or group only. A verified
///     pass is its own entry, and at the wrong point where it is not addressed to this one
///  7. validity of the entry, and of the card itself where the policy demands a valid card
///     (a card tolerated until a date is a dated right from here on)
///  8. staleness of the list, and of what is denied everywhere
///  9. the clock: what an untrusted one means for rights that depend on it
/// 10. calendar, then schedule; whoever comes in late is let in, and it is noted
/// 11. lock-out after wrong tries
/// 12. whether what is good so many times was used before, or a visit has had all its entries
/// 13. anti-passback: in the area already, or on the way in by another point
/// 14. occupancy: as many as may be are inside or on the way
/// 15. interlock: a neighbour is not secure
/// 16. first person: none of the first groups has passed since the window opened
/// 17. escort: asked for one, unless one was let in just before
/// 18. second person: asked for one, unless somebody waits for one
/// 19. second factor: asked for it, or for another in its place where it cannot prove anything, and
///     refused if it is wrong, locked out, or does not come
/// 20. sale, where something is sold: whoever is granted by all of these may yet lack the money.
///     That is decided by `onecard.money`, over the books of the till
/// 21. attendance, where people sign in: decided by `onecard.attendance`
/// 22. shared pass, where several devices let in by it: whether it was used at another one. That is
///     decided by [SharedRules], over what the others say
///
/// The first step that refuses names the reason. Several entries may speak for one credential: one
/// that is granted wins over one that must ask, and that over those refused, of which the one that
/// gets furthest counts; so a stale or expired entry never hides a good one. What is asked for is
/// asked in this order, and each answer leads to a new decision over the same presentation.
///
/// At an exit nothing refuses; what would have is noted. Step 12 and all from 14 on are for the way
/// in alone. Whoever may override is refused by neither 13 nor 14; it is noted. A prompt to renew
/// the card comes with the verdict and never changes it, and neither does duress.
public final class AccessRules {

    /// One step: its name, and what it finds.
    private record Step<T>(Check check, Function<T, Finding> look) {}

    private static final List<Step<Tap>> OF_A_TAP =
            List.of(
                    new Step<>(Check.FIRE, TapSteps::fire),
                    new Step<>(Check.POSTURE, TapSteps::posture),
                    new Step<>(Check.CREDENTIAL, TapSteps::credential),
                    new Step<>(Check.SIGNATURE, TapSteps::signature),
                    new Step<>(Check.DENY, TapSteps::deny),
                    new Step<>(Check.KNOWN, TapSteps::known));

    private static final List<Step<Claim>> OF_A_RIGHT =
            List.of(
                    new Step<>(Check.VALIDITY, RightSteps::validity),
                    new Step<>(Check.STALENESS, RightSteps::staleness),
                    new Step<>(Check.CLOCK, RightSteps::clock),
                    new Step<>(Check.SCHEDULE, RightSteps::schedule),
                    new Step<>(Check.LOCK_OUT, MemorySteps::lockOut),
                    new Step<>(Check.USES, MemorySteps::uses),
                    new Step<>(Check.PASSBACK, MemorySteps::passback),
                    new Step<>(Check.OCCUPANCY, MemorySteps::occupancy),
                    new Step<>(Check.INTERLOCK, MemorySteps::interlock),
                    new Step<>(Check.FIRST_PERSON, CompanySteps::firstPerson),
                    new Step<>(Check.ESCORT, CompanySteps::escort),
                    new Step<>(Check.SECOND_PERSON, CompanySteps::secondPerson),
                    new Step<>(Check.SECOND_FACTOR, CompanySteps::secondFactor));

    private AccessRules() {}

    /// @param at where it is shown, and how things stand there
    /// @param memory of what earlier taps left behind
    public static Verdict decide(
            Policy policy, Situation at, Presentation shown, Memory memory, Moment now) {
        var tap = Tap.of(policy, at, shown, memory, now);
        var verdict = judged(tap);
        return tap.isFreeExit() ? exit(tap, verdict) : verdict;
    }

    /// Somebody ends what they have paid for in advance, such as a journey: that is an exit,
    /// wherever it is. Nothing refuses it, and it uses nothing up; what would have is noted.
    ///
    /// @param who they are; where what was shown names them no more, by no right of theirs
    /// @return by a right of theirs, if what was shown has one, whatever else it lets in by
    public static Verdict.Granted ending(
            Policy policy, Situation at, Presentation shown, Token who, Memory memory, Moment now) {
        var verdict = decide(policy.lettingOut(), at.leaving(), shown, memory, now);
        return switch (verdict) {
            case Verdict.Granted granted
                    when granted.right().filter(by -> by.subject().equals(who)).isPresent() ->
                    granted.moot();
            case Verdict.Granted granted ->
                    shown.right(who).map(granted::by).orElse(granted).moot();
            case Verdict.Asked _, Verdict.Refused _ ->
                    throw new IllegalStateException("an exit is granted: " + verdict);
        };
    }

    /// Whether what was shown, or entered as a second factor, is of those that raise a silent
    /// alarm.
    public static boolean isDuress(Policy policy, Presentation shown, Answers answers) {
        var duress = policy.safeguards().special().duress();
        return isOf(duress, shown)
                || answers.entered().filter(entered -> isOf(duress, entered)).isPresent();
    }

    private static boolean isOf(Set<String> groups, Presentation shown) {
        return switch (shown) {
            case Presentation.Known(_, var entries, _) ->
                    entries.stream().anyMatch(entry -> entry.isOf(groups));
            case Presentation.Once(var known, _) -> isOf(groups, known);
            case Presentation.Signed(_, var pass, _, _) -> pass.isOf(groups);
            case Presentation.Bound(var known, var passes, _) ->
                    isOf(groups, known) || passes.stream().anyMatch(one -> one.pass().isOf(groups));
            case Presentation.Rejected _, Presentation.Unreadable _ -> false;
        };
    }

    private static Verdict judged(Tap tap) {
        long trace = 0;
        List<Reason> noted = List.of();
        for (var step : OF_A_TAP) {
            var finding = step.look().apply(tap);
            trace = Trace.mark(trace, step.check(), finding.outcome());
            switch (finding.outcome()) {
                case IDLE, CLEAR -> {}
                case NOTED -> noted = and(noted, finding.reason());
                case GRANTED -> {
                    return everybody(tap, step.check(), trace);
                }
                case REFUSED, ASKED -> {
                    return new Verdict.Refused(finding.reason(), finding.about(), new Trace(trace));
                }
            }
        }
        return best(tap, noted, trace);
    }

    /// Of the verdicts on each right the first that is best.
    private static Verdict best(Tap tap, List<Reason> noted, long trace) {
        var credential = tap.shown().offered().orElseThrow();
        Optional<Verdict> best = Optional.empty();
        for (var right : tap.rights()) {
            var verdict = judged(new Claim(tap, credential, right), noted, trace);
            if (best.filter(other -> rank(other) >= rank(verdict)).isEmpty()) {
                best = Optional.of(verdict);
            }
        }
        return best.orElseThrow();
    }

    private static int rank(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Granted _ -> Integer.MAX_VALUE;
            case Verdict.Asked(_, _, _, var trace) -> Check.values().length + trace.length();
            case Verdict.Refused(_, _, var trace) -> trace.length();
        };
    }

    private static Verdict judged(Claim claim, List<Reason> before, long traceBefore) {
        long trace = traceBefore;
        var noted = before;
        for (var step : OF_A_RIGHT) {
            var finding = step.look().apply(claim);
            trace = Trace.mark(trace, step.check(), finding.outcome());
            switch (finding.outcome()) {
                case IDLE, CLEAR, GRANTED -> {}
                case NOTED -> noted = and(noted, finding.reason());
                case ASKED -> {
                    var within = within(claim.safeguards(), step.check());
                    return new Verdict.Asked(
                            finding.reason(), claim.right(), within, new Trace(trace));
                }
                case REFUSED -> {
                    return new Verdict.Refused(
                            finding.reason(), Optional.of(claim.right()), new Trace(trace));
                }
            }
        }
        var late = claim.at().answers().late();
        if (late.isPresent()) {
            return new Verdict.Refused(late.get(), Optional.of(claim.right()), new Trace(trace));
        }
        return new Verdict.Granted(
                rule(claim),
                Optional.of(claim.right()),
                noted,
                RightSteps.prompt(claim),
                MemorySteps.use(claim),
                crossing(claim.tap(), Optional.of(claim.right())),
                CompanySteps.companion(claim),
                new Trace(trace));
    }

    /// How long the answer to what that step asks for may take.
    private static Duration within(Safeguards safeguards, Check asked) {
        var company = safeguards.company();
        return switch (asked) {
            case ESCORT -> company.escort().orElseThrow().within();
            case SECOND_PERSON -> company.two().orElseThrow().within();
            case SECOND_FACTOR -> safeguards.factor().orElseThrow().within();
            case FIRE,
                    POSTURE,
                    CREDENTIAL,
                    SIGNATURE,
                    DENY,
                    KNOWN,
                    VALIDITY,
                    STALENESS,
                    CLOCK,
                    SCHEDULE,
                    LOCK_OUT,
                    USES,
                    PASSBACK,
                    OCCUPANCY,
                    INTERLOCK,
                    FIRST_PERSON,
                    SALE,
                    ATTENDANCE,
                    SHARED ->
                    throw new IllegalStateException(asked + " asks for nothing");
        };
    }

    /// At an exit nothing refuses.
    private static Verdict exit(Tap tap, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Granted granted when granted.noted().isEmpty() -> granted;
            case Verdict.Granted granted -> left(tap, granted, granted.noted());
            case Verdict.Refused(var why, _, _) -> left(tap, verdict, and(keptIn(tap), why));
            case Verdict.Asked(var awaits, _, _, _) -> left(tap, verdict, and(keptIn(tap), awaits));
        };
    }

    private static List<Reason> keptIn(Tap tap) {
        return switch (tap.at().posture()) {
            case LOCKDOWN -> List.of(Reason.LOCKDOWN);
            case DISABLED -> List.of(Reason.POINT_DISABLED);
            case NORMAL, FREE, FIRE -> List.of();
        };
    }

    private static Verdict left(Tap tap, Verdict verdict, List<Reason> noted) {
        return new Verdict.Granted(
                "exit",
                verdict.right(),
                noted,
                Optional.empty(),
                Optional.empty(),
                crossing(tap, verdict.right()),
                Optional.empty(),
                verdict.trace());
    }

    private static Verdict everybody(Tap tap, Check by, long trace) {
        return new Verdict.Granted(
                by == Check.FIRE ? "fire" : "free",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                crossing(tap, Optional.empty()),
                Optional.empty(),
                new Trace(trace));
    }

    /// What changes when they have passed; empty where nobody is counted, or nobody knows whom.
    private static Optional<Crossing> crossing(Tap tap, Optional<Right> right) {
        var safeguards = tap.policy().safeguards();
        var from = safeguards.border().outOf(tap.at().direction());
        var to = safeguards.border().into(tap.at().direction());
        boolean first =
                tap.leads(Direction.IN)
                        && right.filter(by -> by.isOf(safeguards.company().first())).isPresent();
        var who = subject(tap, right);
        if (who.isEmpty() || from.isEmpty() && to.isEmpty() && !first) {
            return Optional.empty();
        }
        return Optional.of(
                new Crossing(who.get(), from.map(Area::name), to.map(Area::name), first));
    }

    /// Who is counted. Whoever leaves is who came in, by whatever right they leave.
    private static Optional<Token> subject(Tap tap, Optional<Right> right) {
        return right.filter(_ -> tap.leads(Direction.IN))
                .filter(Pass.class::isInstance)
                .map(Right::subject)
                .or(tap::subject);
    }

    /// The group that opened, one of those asked for here; else the list, or the kind of pass. A
    /// group that tells of duress is not named: whoever reads along must not see it.
    private static String rule(Claim claim) {
        var policy = claim.policy();
        var groups = new TreeSet<>(claim.right().groups());
        groups.removeAll(policy.safeguards().special().duress());
        return switch (claim.right()) {
            case Pass _ -> {
                groups.retainAll(policy.groups());
                yield groups.isEmpty() ? claim.credential().kind().wire() : groups.first();
            }
            case Entry entry -> {
                if (!policy.groups().isEmpty()) {
                    groups.retainAll(policy.groups());
                }
                yield groups.isEmpty() ? entry.list().name() : groups.first();
            }
        };
    }

    private static List<Reason> and(List<Reason> noted, Reason more) {
        var all = new ArrayList<>(noted);
        all.add(more);
        return List.copyOf(all);
    }
}
