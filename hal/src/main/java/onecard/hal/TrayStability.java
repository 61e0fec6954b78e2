package onecard.hal;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Whether a tray rests, judged by rounds of looking. A value: [#after] gives the next one. Begin
/// anew when the reader was lost.
///
/// A tray is **stable** once the same tags answered in so many rounds one after another, the first
/// and the last of them at least as far apart as it takes to settle, and no two neighbours further
/// apart than [#GAP]: rounds of which some are missing prove nothing.
///
/// Tags do not always answer: one behind a spoon, or two at once. So a stable tray stays stable
/// when a tag stays away from one round, however many do; it is **unstable** with the second round
/// in a row that the same tag stays away from, and at once with a tag that was not there: nobody
/// invents one, its checksum holds. A plate lifted and put back between two rounds was never gone.
///
/// A tray is **empty** with the second round in a row that no tag answers in. So whoever takes a
/// tray away while it is paid for is noticed, at the latest, with the second round that begins
/// after it is gone ([#ABSENT_ROUNDS]): it is empty then, and may be unstable before. Until there
/// is proof of anything else, it is unstable.
public final class TrayStability {

    /// As many rounds in a row prove that a tag is gone, or that nothing is there: this one and
    /// the one before, which is all that is remembered.
    public static final int ABSENT_ROUNDS = 2;

    /// Rounds take some 100 ms; one that comes later than this has missed several.
    static final Duration GAP = Duration.ofMillis(500);

    /// What is there to pay for.
    public sealed interface Tray {
        record Empty() implements Tray {}

        /// Plates are put down or taken off.
        record Unstable() implements Tray {}

        /// @param tags at least one
        record Stable(Set<String> tags) implements Tray {}
    }

    /// How much it takes to be stable.
    ///
    /// @param rounds 2 to 10, which are the same
    /// @param settle 300 to 500 ms: shorter, and two plates put down one after the other are two
    /// trays; longer, and a queue forms
    public record Rules(int rounds, Duration settle) {

        private static final int ROUNDS_MIN = 2; // one round proves nothing
        private static final int ROUNDS_MAX = 10; // a second, as rounds go
        private static final Duration SETTLE_MIN = Duration.ofMillis(300);
        private static final Duration SETTLE_MAX = Duration.ofMillis(500);

        /// Three that are the same, and 300 ms: four rounds, of 100 ms each.
        public static final Rules USUAL = new Rules(3, SETTLE_MIN);

        public Rules {
            if (rounds < ROUNDS_MIN || rounds > ROUNDS_MAX) {
                throw new IllegalArgumentException(
                        "the rounds must be %d..%d, but were %d"
                                .formatted(ROUNDS_MIN, ROUNDS_MAX, rounds));
            }
            if (settle.compareTo(SETTLE_MIN) < 0 || settle.compareTo(SETTLE_MAX) > 0) {
                throw new IllegalArgumentException(
                        "settling must take %d..%d ms, but was %d"
                                .formatted(
                                        SETTLE_MIN.toMillis(),
                                        SETTLE_MAX.toMillis(),
                                        settle.toMillis()));
            }
        }
    }

    /// Rounds in a row that found the same.
    private record Run(Set<String> tags, int rounds, long sinceNanos, long lastNanos) {

        Run then(Set<String> next, long nanos) {
            return next.equals(tags) && nanos - lastNanos <= GAP.toNanos()
                    ? new Run(tags, rounds + 1, sinceNanos, nanos)
                    : new Run(next, 1, nanos, nanos);
        }

        boolean settled(Rules rules) {
            return !tags.isEmpty()
                    && rounds >= rules.rounds
                    && lastNanos - sinceNanos >= rules.settle.toNanos();
        }
    }

    private final Rules rules;
    private final Optional<Run> run; // that the last round belongs to; none before the first
    private final Optional<Set<String>> rests; // the tags of a tray that settled and still rests
    private final boolean empty;

    private TrayStability(
            Rules rules, Optional<Run> run, Optional<Set<String>> rests, boolean empty) {
        this.rules = rules;
        this.run = run;
        this.rests = rests;
        this.empty = empty;
    }

    /// Nothing is known yet.
    public static TrayStability begin(Rules rules) {
        return new TrayStability(rules, Optional.empty(), Optional.empty(), false);
    }

    /// One more round.
    ///
    /// @param nanos on the monotonic clock, when it ended; never before the one before
    public TrayStability after(Set<String> found, long nanos) {
        var tags = Set.copyOf(found);
        var last = run.map(Run::tags);
        var next = run.map(it -> it.then(tags, nanos)).orElseGet(() -> first(tags, nanos));
        var settled = next.settled(rules) ? Optional.of(tags) : rests;
        return new TrayStability(
                rules,
                Optional.of(next),
                settled.filter(rest -> last.isPresent() && restsOn(rest, last.get(), tags)),
                tags.isEmpty() && last.filter(Set::isEmpty).isPresent());
    }

    private static Run first(Set<String> tags, long nanos) {
        return new Run(tags, 1, nanos, nanos);
    }

    /// Nothing is new, and whatever stayed away from this round answered in the one before.
    private static boolean restsOn(Set<String> rest, Set<String> last, Set<String> tags) {
        return rest.containsAll(tags)
                && rest.stream().allMatch(tag -> tags.contains(tag) || last.contains(tag));
    }

    /// What is there now.
    public Tray tray() {
        if (empty) {
            return new Tray.Empty();
        }
        return rests.<Tray>map(Tray.Stable::new).orElseGet(Tray.Unstable::new);
    }
}
