package onecard.point.meeting;

import java.util.Optional;
import java.util.Set;
import onecard.attendance.Attending;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;

/// How one desk behaves: at a meeting, as an attendance clock, or for reserved seats.
public record DeskProfile(Attending terms) implements PointProfile {

    @Override
    public String scene() {
        return "meeting";
    }

    @Override
    public Point<?> machine() {
        return new Desk();
    }

    @Override
    public Set<Output> outputs() {
        return Set.of();
    }

    @Override
    public Set<Role> observed() {
        return Set.of();
    }

    @Override
    public Optional<Attending> attends() {
        return Optional.of(terms);
    }
}
