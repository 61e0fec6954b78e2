package onecard.point.canteen;

import java.util.Optional;
import java.util.Set;
import onecard.money.Terms;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;

/// How one till behaves that sells by weight.
///
/// @param terms what it sells by
public record WeighingProfile(ByWeight weight, Terms terms) implements PointProfile {

    @Override
    public String scene() {
        return "canteen";
    }

    @Override
    public Point<?> machine() {
        return new Weighing(weight);
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
    public Optional<Terms> sells() {
        return Optional.of(terms);
    }
}
