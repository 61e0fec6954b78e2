package onecard.point;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecard.point.Effect.Note;

/// The alarms of a point that stand: each is told when it is raised and when it is cleared, and
/// not in between.
///
/// @param standing raised, and not cleared yet
public record Alarms(Set<Fact.Alarm> standing) {

    public static final Alarms NONE = new Alarms(Set.of());

    public Alarms {
        standing = Set.copyOf(standing);
    }

    /// @param told empty if nothing has changed
    public record Change(Alarms next, List<Effect> told) {}

    public boolean stands(Fact.Kind kind, String part) {
        return standing.contains(new Fact.Alarm(kind, true, part));
    }

    /// @param part what it is about; empty: the whole point
    public Change raise(Fact.Kind kind, String part) {
        var alarm = new Fact.Alarm(kind, true, part);
        var more = new HashSet<>(standing);
        return more.add(alarm)
                ? new Change(new Alarms(more), List.of(Note.of(alarm)))
                : new Change(this, List.of());
    }

    /// @param part as it was raised
    public Change clear(Fact.Kind kind, String part) {
        var fewer = new HashSet<>(standing);
        return fewer.remove(new Fact.Alarm(kind, true, part))
                ? new Change(new Alarms(fewer), List.of(Note.of(new Fact.Alarm(kind, false, part))))
                : new Change(this, List.of());
    }
}
