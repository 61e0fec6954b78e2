package onecard.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The answer to one presentation.
public sealed interface Verdict {

    /// What each step came to.
    Trace trace();

    /// What it rests on; absent where nothing was needed, or nothing is known.
    Optional<Right> right();

    /// The list entry it rests on; absent where none was needed.
    default Optional<Entry> entry() {
        return right().filter(Entry.class::isInstance).map(Entry.class::cast);
    }

    /// @param rule the group that opened, or how else it came (`exit`, `fire`, `free`)
    /// @param noted what would have refused, kept for the record
    /// @param prompt what the holder should hear besides
    /// @param use what it uses up: nothing may open before that is durable
    /// @param crossing what changes when they have passed; absent where nobody is counted
    /// @param companion the second person, without whom this is not granted
    record Granted(
            String rule,
            Optional<Right> right,
            List<Reason> noted,
            Optional<Prompt> prompt,
            Optional<Use> use,
            Optional<Crossing> crossing,
            Optional<Token> companion,
            Trace trace)
            implements Verdict {
        public Granted {
            noted = List.copyOf(noted);
        }

        /// What is given back if nobody passes by it: an entry, where this is what took it. Whoever
        /// is let in by a code that is good once took none, and gives back nobody else's.
        public Optional<Use> givenBack() {
            return use.filter(
                    taken ->
                            right.filter(Pass.class::isInstance)
                                    .flatMap(by -> ((Pass) by).givenBack())
                                    .filter(entry -> entry.key().equals(taken.key()))
                                    .isPresent());
        }

        /// Nobody passes by it, and nothing is used up.
        public Granted moot() {
            return new Granted(
                    rule,
                    right,
                    noted,
                    prompt,
                    Optional.empty(),
                    Optional.empty(),
                    companion,
                    trace);
        }

        /// The same by another right.
        Granted by(Right other) {
            return new Granted(
                    rule, Optional.of(other), noted, prompt, use, crossing, companion, trace);
        }

        /// The same, come to by other steps.
        public Granted with(Trace other) {
            return new Granted(rule, right, noted, prompt, use, crossing, companion, other);
        }
    }

    /// It rests on an answer; no point moves for it.
    ///
    /// @param awaits what is awaited
    /// @param by the right that it would be granted by
    /// @param within how long it is waited for
    record Asked(Reason awaits, Right by, Duration within, Trace trace) implements Verdict {
        @Override
        public Optional<Right> right() {
            return Optional.of(by);
        }
    }

    /// @param right what decided, if a right did
    record Refused(Reason why, Optional<Right> right, Trace trace) implements Verdict {}
}
