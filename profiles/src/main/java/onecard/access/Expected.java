package onecard.access;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// Whether somebody is expected at a point: looked for before anybody is decided about, where what
/// was read may be a misreading of theirs. A decision follows all the same, and may refuse them.
public final class Expected {

    private Expected() {}

    /// Whether an entry of a list that counts here would let them in at that moment, and none of
    /// any list denies them. Schedules do not count: whoever comes too early is still the one who
    /// came.
    ///
    /// @param entries about one credential, of every list held
    public static boolean isExpected(Policy policy, List<Entry> entries, Instant wall) {
        return !isDenied(entries) && entries.stream().anyMatch(counts(policy, wall));
    }

    /// Whether one of a visitor's passes that nobody denies would.
    ///
    /// @param passes that one credential stands for
    public static boolean isExpected(
            Policy policy, String point, List<Presentation.Bound.Invited> passes, Instant wall) {
        return passes.stream()
                .filter(one -> one.denied().isEmpty())
                .map(Presentation.Bound.Invited::pass)
                .anyMatch(
                        pass ->
                                pass.opens(point, policy.groups())
                                        && !wall.isBefore(pass.from())
                                        && wall.isBefore(pass.until()));
    }

    /// Whether any list denies it.
    public static boolean isDenied(List<Entry> entries) {
        return entries.stream().anyMatch(Entry::deny);
    }

    private static Predicate<Entry> counts(Policy policy, Instant wall) {
        return entry ->
                policy.lists().contains(entry.list().name())
                        && (policy.groups().isEmpty() || entry.isOf(policy.groups()))
                        && entry.from().filter(wall::isBefore).isEmpty()
                        && entry.until().filter(until -> !wall.isBefore(until)).isEmpty()
                        && !RightSteps.stale(policy, entry.list(), wall);
    }
}
