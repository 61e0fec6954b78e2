package onecard.edge.bio.recognise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import onecard.attendance.Roster;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.Lists;

/// Who may come to a point without a card, and is looked for there: whom its lists name by the card
/// that they were enrolled with, as long as that card is theirs, and, where a roster says who is
/// expected, of those whoever it says has agreed that their body speaks for them. Whether they pass
/// is decided once they were seen. Of one thread.
public final class Comers implements Coming {

    private final Set<String> names;
    private final Supplier<Lists> open;
    private final Optional<Supplier<Optional<Roster>>> roster;
    private Optional<Lists> lists = Optional.empty();

    /// @param names of the lists whose entries count at the point
    /// @param open makes this thread's own connection at the first question
    /// @param roster absent: the point has none; empty while none is held, and nobody is expected
    public Comers(
            Set<String> names, Supplier<Lists> open, Optional<Supplier<Optional<Roster>>> roster) {
        this.names = Set.copyOf(names);
        this.open = open;
        this.roster = roster;
    }

    @Override
    public boolean mayCome(Enrolled who) throws IOException {
        return isExpected(who) && isNamed(who);
    }

    private boolean isExpected(Enrolled who) {
        return roster.map(held -> held.get().filter(it -> it.agrees(who.person())).isPresent())
                .orElse(true);
    }

    private boolean isNamed(Enrolled who) throws IOException {
        try {
            var held = lists.orElseGet(open);
            lists = Optional.of(held);
            return held.find(who.kind(), who.card()).names(who, names);
        } catch (UncheckedIOException failed) {
            throw Objects.requireNonNull(failed.getCause());
        }
    }
}
