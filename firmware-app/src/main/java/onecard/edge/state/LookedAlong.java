package onecard.edge.state;

import java.io.IOException;
import java.util.Set;
import java.util.function.LongConsumer;
import onecard.edge.uplink.Inbound.Arrived;

/// A desk whose thread looks after something else, too, each second.
///
/// @param along takes no longer than a look of the desk's own; hears the monotonic time
record LookedAlong(Intake.Desk desk, LongConsumer along) implements Intake.Desk {

    @Override
    public Set<String> topics() {
        return desk.topics();
    }

    @Override
    public boolean wants(String topic) {
        return desk.wants(topic);
    }

    @Override
    public Outcome take(Arrived message, long nowNanos) throws IOException {
        return desk.take(message, nowNanos);
    }

    @Override
    public Set<String> look(long nowNanos) throws IOException {
        along.accept(nowNanos);
        return desk.look(nowNanos);
    }
}
