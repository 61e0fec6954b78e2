package onecard.access;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of one point, complete: a decision needs nothing else but the tap, the situation,
/// the memory and the moment.
///
/// @param lists whose entries count here; deny counts from every list held
/// @param groups that may pass; empty: every group of those lists
/// @param schedule when the point is open to cards; absent: always
/// @param schedules by name, for entries that bring their own
/// @param calendar holidays and make-up workdays; absent: none
/// @param least assurance accepted
/// @param zone whose days, windows and holidays count
/// @param staleAfter a list older than this decides no more; absent: no bound
/// @param untimed what an untrusted clock means for timed rights
/// @param card what is demanded of a card itself
/// @param exitAlways an exit grants always and notes what would have refused
/// @param safeguards what it demands besides
public record Policy(
        Set<String> lists,
        Set<String> groups,
        Optional<Schedule> schedule,
        Map<String, Schedule> schedules,
        Optional<Calendar> calendar,
        Assurance least,
        ZoneId zone,
        Optional<Duration> staleAfter,
        Untimed untimed,
        CardTerms card,
        boolean exitAlways,
        Safeguards safeguards) {

    public Policy {
        lists = Set.copyOf(lists);
        groups = Set.copyOf(groups);
        schedules = Map.copyOf(schedules);
    }

    /// Of a point where a right is enough.
    public Policy(
            Set<String> lists,
            Set<String> groups,
            Optional<Schedule> schedule,
            Map<String, Schedule> schedules,
            Optional<Calendar> calendar,
            Assurance least,
            ZoneId zone,
            Optional<Duration> staleAfter,
            Untimed untimed,
            CardTerms card,
            boolean exitAlways) {
        this(
                lists,
                groups,
                schedule,
                schedules,
                calendar,
                least,
                zone,
                staleAfter,
                untimed,
                card,
                exitAlways,
                Safeguards.NONE);
    }

    /// Of the plainest point: an entry of these lists is enough, at any time, and nobody is kept
    /// in.
    public static Policy of(Set<String> lists, Assurance least, ZoneId zone) {
        return new Policy(
                lists,
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                least,
                zone,
                Optional.empty(),
                Untimed.PERMANENT_ONLY,
                CardTerms.NONE,
                true);
    }

    /// At which the entries of one more list count, if they are of that group.
    public Policy admitting(String list, String group) {
        return of(and(lists, list), groups.isEmpty() ? groups : and(groups, group));
    }

    /// At which the entries of that list do not count.
    public Policy without(String list) {
        var others = new HashSet<>(lists);
        others.remove(list);
        return of(others, groups);
    }

    /// At which nobody is kept in.
    Policy lettingOut() {
        return with(lists, groups, card, true, safeguards);
    }

    private Policy of(Set<String> names, Set<String> who) {
        return with(names, who, card, exitAlways, safeguards);
    }

    public Policy with(CardTerms terms) {
        return with(lists, groups, terms, exitAlways, safeguards);
    }

    public Policy with(Safeguards other) {
        return with(lists, groups, card, exitAlways, other);
    }

    /// The same but for these.
    private Policy with(
            Set<String> names, Set<String> who, CardTerms terms, boolean out, Safeguards other) {
        return new Policy(
                names,
                who,
                schedule,
                schedules,
                calendar,
                least,
                zone,
                staleAfter,
                untimed,
                terms,
                out,
                other);
    }

    private static Set<String> and(Set<String> names, String more) {
        var all = new HashSet<>(names);
        all.add(more);
        return all;
    }

    /// What happens to a right that depends on the time of day or a date while the clock is
    /// untrusted.
    public enum Untimed {
        /// Entries without dates pass, dated ones are refused; the point's schedule is not
        /// applied.
        PERMANENT_ONLY,
        /// Everything timed is refused.
        REFUSE
    }
}
