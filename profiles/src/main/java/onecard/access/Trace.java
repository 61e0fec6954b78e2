package onecard.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each step of one decision came to, up to the one that ended it. Every decision has one: it
/// is a number that grows step by step.
///
/// @param digits in base seven one of each step, the first step's lowest: 0 if it was not reached,
///     else the outcome's place, from 1. A long holds 22 of them
public record Trace(long digits) {

    private static final int BASE = 7;
    private static final Check[] CHECKS = Check.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final long[] WORTH = worth();

    private static long[] worth() {
        var worth = new long[CHECKS.length + 1];
        worth[0] = 1;
        for (int i = 1; i < worth.length; i++) {
            worth[i] = Math.multiplyExact(worth[i - 1], BASE);
        }
        return worth;
    }

    /// One step, and what it came to.
    public record Explained(Check check, Outcome outcome) {}

    /// @param digits in which that step was not reached
    static long mark(long digits, Check check, Outcome outcome) {
        return digits + (outcome.ordinal() + 1) * WORTH[check.ordinal()];
    }

    /// With one step more, made after all others.
    public Trace then(Check check, Outcome outcome) {
        return new Trace(mark(digits, check, outcome));
    }

    /// The same, if steps between were none of its business.
    public Trace after(Check check, Outcome outcome) {
        long all = digits;
        for (int i = length(); i < check.ordinal(); i++) {
            all = mark(all, CHECKS[i], Outcome.IDLE);
        }
        return new Trace(mark(all, check, outcome));
    }

    /// Empty if the decision was made before that step.
    public Optional<Outcome> at(Check check) {
        int place = place(check);
        return place == 0 ? Optional.empty() : Optional.of(OUTCOMES[place - 1]);
    }

    /// Whether that step looked at something.
    public boolean looked(Check check) {
        return place(check) > Outcome.IDLE.ordinal() + 1;
    }

    /// How many steps were reached.
    int length() {
        int length = 0;
        while (length < CHECKS.length && digits >= WORTH[length]) {
            length++;
        }
        return length;
    }

    /// The steps that were reached, in order.
    public List<Explained> steps() {
        var steps = new ArrayList<Explained>();
        for (var check : CHECKS) {
            at(check).ifPresent(outcome -> steps.add(new Explained(check, outcome)));
        }
        return List.copyOf(steps);
    }

    /// One character a step: `.` not asked here, `+` nothing against it, `!` noted, `?` asked, `-`
    /// refused, `=` everybody passes.
    public String text() {
        var text = new StringBuilder(CHECKS.length);
        for (int i = 0; i < length(); i++) {
            text.append(OUTCOMES[place(CHECKS[i]) - 1].mark());
        }
        return text.toString();
    }

    /// Empty for what is no such text.
    public static Optional<Trace> of(String text) {
        if (text.length() > CHECKS.length) {
            return Optional.empty();
        }
        long digits = 0;
        for (int i = 0; i < text.length(); i++) {
            var outcome = Outcome.ofMark(text.charAt(i));
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            digits = mark(digits, CHECKS[i], outcome.get());
        }
        return Optional.of(new Trace(digits));
    }

    private int place(Check check) {
        return (int) (digits / WORTH[check.ordinal()] % BASE);
    }
}
