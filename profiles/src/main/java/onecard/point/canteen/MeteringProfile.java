package onecard.point.canteen;

import java.util.Optional;
import java.util.Set;
import onecard.money.Terms;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;
import onecard.point.Sensor;

/// How one point behaves at which people draw by a meter: a shower, or a water dispenser.
///
/// @param terms what it sells by
public record MeteringProfile(ByMeter meter, Terms terms) implements PointProfile {

    @Override
    public String scene() {
        return "canteen";
    }

    @Override
    public Point<?> machine() {
        return new Metering(meter);
    }

    @Override
    public Set<Output> outputs() {
        return Set.of(Output.VALVE);
    }

    @Override
    public Set<Role> observed() {
        return Set.of(new Role.Sensing(Sensor.METER));
    }

    @Override
    public Optional<Terms> sells() {
        return Optional.of(terms);
    }
}
