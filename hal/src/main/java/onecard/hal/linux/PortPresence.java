package onecard.hal.linux;

import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Of a device whose port has events of its own.
///
/// @param lost the port's event of a device that went
/// @param back of one that came; given the moment
public record PortPresence<E>(Consumer<? super E> events, Loss<E> lost, LongFunction<E> back)
        implements DeviceThread.Presence {

    /// What a port says of a device that went.
    public interface Loss<E> {
        E event(String why, long nanos);
    }

    @Override
    public void lost(String why, long nanos) {
        events.accept(lost.event(why, nanos));
    }

    @Override
    public void back(long nanos) {
        events.accept(back.apply(nanos));
    }
}
