package onecard.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each step of one decision came to, up to the one that ended it. Every decision has one: it
/// is a number that grows step by step.
///
/// @param bits three of each step, the first step's lowest: 0 if it was not reached, else the
///     outcome's place, from 1
public record Trace(long bits) {

    private static final int WIDTH = 3;
    private static final int MASK = (1 << WIDTH) - 1;
    private static final Check[] CHECKS = Check.values();
    private static final Outcome[] OUTCOMES = Outcome.values();

    /// One step, and what it came to.
    public record Explained(Check check, Outcome outcome) {}

    static long mark(long bits, Check check, Outcome outcome) {
        return bits | (outcome.ordinal() + 1L) << WIDTH * check.ordinal();
    }

    /// With one step more, made after all others.
    public Trace then(Check check, Outcome outcome) {
        return new Trace(mark(bits, check, outcome));
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
        return (Long.SIZE - Long.numberOfLeadingZeros(bits) + WIDTH - 1) / WIDTH;
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
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            var outcome = Outcome.ofMark(text.charAt(i));
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            bits = mark(bits, CHECKS[i], outcome.get());
        }
        return Optional.of(new Trace(bits));
    }

    private int place(Check check) {
        return (int) (bits >>> WIDTH * check.ordinal()) & MASK;
    }
}
