package onecard.edge.config;

import java.util.Set;
import java.util.function.BooleanSupplier;
import onecard.edge.uplink.Inbound;

/// What a broker brings, for as long as the site file is believed whose keys vouch for it: those of
/// one that was given up change and purge nothing while its run waits for its end. Commands are not
/// among it: these are refused, and told so.
///
/// @param believed asked of each message, when it comes and when it is looked at
public record Believed(Inbound inbound, BooleanSupplier believed) implements Inbound {

    @Override
    public Set<String> filters() {
        return inbound.filters();
    }

    @Override
    public boolean isAwaited() {
        return inbound.isAwaited();
    }

    @Override
    public boolean wants(String topic) {
        return believed.getAsBoolean() && inbound.wants(topic);
    }

    @Override
    public int bytesMax() {
        return inbound.bytesMax();
    }

    @Override
    public boolean arrived(Arrived message) {
        return believed.getAsBoolean() && inbound.arrived(message);
    }
}
