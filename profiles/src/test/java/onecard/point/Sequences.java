package onecard.point;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// All sequences of inputs to a pure machine, up to a length, and what must hold after each.
///
/// The walk goes breadth first over what is there to be told apart: the machine's state, the ledger
/// its rules keep of what went before, and the wake, each with its times counted from now and its
/// taps by their order. Two sequences that come to the same have the same future under the same
/// rules, so only the first, a shortest one, goes on: whatever holds here holds for each sequence
/// of that length, not only for each state. The frontier is kept as paths and walked anew, so that
/// millions of them fit; what was seen is kept by fingerprints of 128 bits. What the last moves
/// come to goes nowhere and is not kept.
///
/// @param <S> the machine's states, records down to values
/// @param <L> the rules' ledger, records down to values
public final class Sequences<S, L> {

    /// A path fits into one `long`, a byte a move.
    public static final int LENGTH_MAX = Long.BYTES;

    private static final int MOVES_MAX = 255;

    /// Whoever is not home by then never is.
    private static final int HOMEWARD_MAX = 200;

    /// What may happen to the machine, and what must hold. Everything said here must follow from
    /// the arguments alone.
    public interface Rules<S, L> {

        /// Before anything has happened.
        L ledger();

        /// What may happen next, at most 255 ways; the order must follow from `at`.
        List<Move> moves(At<S, L> at);

        /// What follows at once and is part of the same move, such as the end of a pulse.
        default Optional<Input> rest(Move move) {
            return Optional.empty();
        }

        /// Keeps the ledger, and throws [Broken] where a rule is broken. A move without an input is
        /// not seen by the machine: `step` then says what was true before, with no effects.
        L after(At<S, L> from, Move move, Step<S> step);

        /// The next move on the way home, with nobody and nothing in the way any more; empty: it is
        /// home, and [Broken] if something was left undone. Every state must lead there.
        Optional<Move> homeward(At<S, L> at);
    }

    /// Where a sequence has come to.
    ///
    /// @param wake the machine's last one; it may lie in the past where `Due` is late
    /// @param taken how many moves it took
    public record At<S, L>(S state, L ledger, Mono now, Optional<Mono> wake, int taken) {

        /// Nothing has happened, for sure.
        private boolean isLike(At<S, L> before) {
            return state == before.state
                    && ledger == before.ledger
                    && now.equals(before.now)
                    && wake.equals(before.wake);
        }

        /// A tap that was never heard of.
        public TapId fresh() {
            return new TapId(taken + 1);
        }

        /// Time, and the wake: just before it; at it; past it by `late`, with no `Due` yet; and a
        /// `Due` out of turn.
        public List<Move> time(Duration late) {
            var moves = new ArrayList<Move>(List.of(Move.of(now, new Input.Due())));
            justBefore().ifPresent(moves::add);
            due().filter(due -> !due.at().equals(now)).ifPresent(moves::add);
            overdue(late).ifPresent(moves::add);
            return moves;
        }

        /// A millisecond before the wake; empty: it is too late for that, or nothing waits.
        public Optional<Move> justBefore() {
            return wake.map(at -> at.minus(Duration.ofMillis(1)))
                    .filter(before -> !now.reached(before))
                    .map(before -> new Move(before, Optional.empty()));
        }

        /// The wake, at its time, or now if it is overdue; empty: nothing waits for time.
        public Optional<Move> due() {
            return wake.map(at -> Move.of(now.reached(at) ? now : at, new Input.Due()));
        }

        /// Past the wake by `late`, with no `Due` yet; empty: it is so already, or nothing waits.
        public Optional<Move> overdue(Duration late) {
            return wake.filter(at -> !now.reached(at))
                    .map(at -> new Move(at.plus(late), Optional.empty()));
        }
    }

    /// At a time, an input; or nothing but time.
    public record Move(Mono at, Optional<Input> input) {
        public static Move of(Mono at, Input input) {
            return new Move(at, Optional.of(input));
        }
    }

    /// A rule does not hold.
    public static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        /// @param rule what does not hold, and where it helps, for what
        public Broken(String rule) {
            super(rule);
        }

        private Broken(String rule, Broken cause) {
            super(rule, cause);
        }

        /// Throws unless it holds.
        public static void unless(boolean holds, String rule) {
            if (!holds) {
                throw new Broken(rule);
            }
        }
    }

    /// What a walk found.
    ///
    /// @param broken the rule that does not hold, and a shortest sequence that shows it
    /// @param states how many were told apart, before the last move
    /// @param steps how many the machine made
    public record Found(Optional<String> broken, long states, long steps, Duration took) {}

    private final Point<S> machine;
    private final Rules<S, L> rules;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Seen seen = new Seen();
    private final Known homeward = new Known();
    private final ArrayList<At<S, L>> trail = new ArrayList<>();
    private long trodden;
    private long steps;

    private Sequences(Point<S> machine, Rules<S, L> rules) {
        this.machine = machine;
        this.rules = rules;
    }

    /// Walks every sequence of at most `length` moves.
    public static <S, L> Found walk(Point<S> machine, Rules<S, L> rules, int length) {
        if (length > LENGTH_MAX) {
            throw new IllegalArgumentException("at most " + LENGTH_MAX + ", but was " + length);
        }
        return new Sequences<>(machine, rules).walk(length);
    }

    private Found walk(int length) {
        long start = System.nanoTime();
        trail.add(start());
        seen.add(fingerprint(start()));
        var layer = new Paths();
        layer.add(0);
        var broken = Optional.<String>empty();
        for (int depth = 0; depth < length && broken.isEmpty(); depth++) {
            var next = new Paths();
            for (int i = 0; i < layer.size() && broken.isEmpty(); i++) {
                broken = expand(layer.get(i), depth, depth + 1 == length, next);
            }
            layer = next;
        }
        return new Found(broken, seen.size(), steps, Duration.ofNanos(System.nanoTime() - start));
    }

    /// What breaks one move after this path, if anything does.
    private Optional<String> expand(long path, int depth, boolean last, Paths next) {
        var from = trodden(path, depth);
        var moves = moves(from);
        for (int i = 0; i < moves.size(); i++) {
            try {
                var at = taken(from, moves.get(i));
                if (at.isLike(from)) {
                    continue;
                }
                var here = fingerprint(at);
                if (last) {
                    home(at, here);
                } else if (seen.add(here)) {
                    next.add(path | (long) i << Byte.SIZE * depth);
                    home(at, here);
                }
            } catch (RuntimeException rule) {
                return Optional.of(told(path, depth, moves.get(i), rule));
            }
        }
        return Optional.empty();
    }

    private List<Move> moves(At<S, L> at) {
        var moves = rules.moves(at);
        if (moves.size() > MOVES_MAX) {
            throw new IllegalStateException("too many moves: " + moves);
        }
        return moves;
    }

    private Fingerprint.Of fingerprint(At<S, L> at) {
        return fingerprint.of(at.now(), at.state(), at.ledger(), at.wake());
    }

    private At<S, L> start() {
        var epoch = new Mono(Duration.ofHours(1).toNanos());
        return new At<>(machine.initial(), rules.ledger(), epoch, Optional.empty(), 0);
    }

    /// Where the path has come to; as far as it is the same as the one before, it is not walked
    /// again.
    private At<S, L> trodden(long path, int depth) {
        int same = Math.min(depth, Long.numberOfTrailingZeros(path ^ trodden) / Byte.SIZE);
        while (trail.size() > same + 1) {
            trail.removeLast();
        }
        while (trail.size() <= depth) {
            var at = trail.getLast();
            trail.add(taken(at, moves(at).get(nth(path, trail.size() - 1))));
        }
        trodden = path;
        return trail.getLast();
    }

    private static int nth(long path, int depth) {
        return (int) (path >>> Byte.SIZE * depth) & MOVES_MAX;
    }

    private At<S, L> taken(At<S, L> from, Move move) {
        var at = stepped(from, move);
        var rest = rules.rest(move);
        return rest.isEmpty() ? at : stepped(at, Move.of(move.at(), rest.get()));
    }

    private At<S, L> stepped(At<S, L> from, Move move) {
        steps++;
        var step =
                move.input()
                        .map(input -> machine.step(from.state(), input, moment(move.at())))
                        .orElseGet(() -> new Step<>(from.state(), List.of(), from.wake()));
        if (move.input().filter(Input.Due.class::isInstance).isPresent()) {
            Broken.unless(
                    step.wake().filter(move.at()::reached).isEmpty(),
                    "after Due the wake lies ahead");
        }
        var ledger = rules.after(from, move, step);
        return new At<>(step.next(), ledger, move.at(), step.wake(), from.taken() + 1);
    }

    private static Moment moment(Mono now) {
        return new Moment(now, Instant.EPOCH.plusNanos(now.nanos()), ClockTrust.SYNCED);
    }

    /// Walks home, or to where the rest of the way is known. Whoever comes by the same again on the
    /// way goes round for ever.
    private void home(At<S, L> from, Fingerprint.Of start) {
        var way = new ArrayList<Fingerprint.Of>();
        var moves = new ArrayList<Move>();
        var here = start;
        try {
            for (var at = from; way.size() < HOMEWARD_MAX && !way.contains(here); ) {
                var move = homeward.has(here) ? Optional.<Move>empty() : rules.homeward(at);
                way.add(here);
                if (move.isEmpty()) {
                    way.forEach(homeward::add);
                    return;
                }
                moves.add(move.get());
                at = taken(at, move.get());
                here = fingerprint(at);
            }
        } catch (Broken rule) {
            throw new Broken(rule.getMessage() + ", on the way home by " + moves, rule);
        }
        throw new Broken("never home again, by " + moves);
    }

    private String told(long path, int depth, Move last, RuntimeException rule) {
        var story = new StringBuilder(rule.toString());
        for (int i = 0; i < depth; i++) {
            var at = trail.get(i);
            var then = machine.name(trail.get(i + 1).state());
            tell(story, at, moves(at).get(nth(path, i)), then);
        }
        tell(story, trail.getLast(), last, "?");
        return story.append("\n  from ").append(trail.getLast()).toString();
    }

    private static void tell(StringBuilder story, At<?, ?> at, Move move, String then) {
        story.append("\n  +")
                .append(move.at().since(at.now()).toMillis())
                .append(" ms ")
                .append(move.input().map(Input::toString).orElse("-"))
                .append(" -> ")
                .append(then);
    }
}
