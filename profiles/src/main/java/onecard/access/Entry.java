package onecard.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One line of a list about the credential in hand, as it stood in one version of that list.
///
/// @param subject the person, pseudonymous; several credentials may share one
/// @param from first moment it holds; absent: no limit
/// @param until first moment it no longer holds; absent: no limit
/// @param schedule narrows the point's own schedule; absent: the point's alone
/// @param deny this entry forbids; deny wins over every other entry
public record Entry(
        ListVersion list,
        Token subject,
        Set<String> groups,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> schedule,
        boolean deny)
        implements Right {

    /// Which entry speaks first where several do; the same for any order they were found in.
    static final Comparator<Entry> ORDER =
            Comparator.comparing((Entry entry) -> entry.list().name())
                    .thenComparing(entry -> entry.groups().stream().sorted().toList().toString())
                    .thenComparing(entry -> entry.until().orElse(Instant.MAX));

    /// The one that speaks first.
    public static Optional<Entry> first(List<Entry> entries) {
        return entries.size() == 1 ? Optional.of(entries.getFirst()) : entries.stream().min(ORDER);
    }

    /// The same of somebody by another token of theirs.
    public Entry of(Token person) {
        return person.equals(subject)
                ? this
                : new Entry(list, person, groups, from, until, schedule, deny);
    }

    /// All of them of people by the tokens of now.
    static List<Entry> under(List<Entry> entries, Renamed known) {
        return entries.stream().map(entry -> entry.of(known.of(entry.subject()))).toList();
    }

    @Override
    public Optional<ListVersion> source() {
        return Optional.of(list);
    }

    public Entry {
        groups = Set.copyOf(groups);
    }
}
