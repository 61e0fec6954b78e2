package onecard.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import onecard.edge.uplink.Inbound;
import org.junit.jupiter.api.Test;

class BelievedTest {

    private final List<String> taken = new ArrayList<>();
    private final AtomicBoolean believed = new AtomicBoolean(true);
    private final Inbound inbound = new Believed(new Taking(), believed::get);

    /// What waited to be looked at when the site file was given up is not taken any more, either.
    @Test
    void nothingIsTakenOnceItsKeysCountNoMore() {
        assertTrue(inbound.wants("cmd/hold"));
        assertTrue(inbound.arrived(message("cmd/hold")));

        believed.set(false);
        assertFalse(inbound.wants("cmd/release"));
        assertFalse(inbound.arrived(message("cmd/release")));
        assertEquals(List.of("cmd/hold"), taken);
    }

    @Test
    void itIsAwaitedAsWhatItCarries() {
        assertTrue(inbound.isAwaited());
        assertFalse(new Believed(new Retained(), believed::get).isAwaited());
    }

    private static Inbound.Arrived message(String topic) {
        return new Inbound.Arrived(topic, new byte[0], false);
    }

    private final class Retained extends Taking {
        @Override
        public boolean isAwaited() {
            return false;
        }
    }

    private class Taking implements Inbound {
        @Override
        public Set<String> filters() {
            return Set.of("cmd/+");
        }

        @Override
        public boolean wants(String topic) {
            return true;
        }

        @Override
        public int bytesMax() {
            return 1;
        }

        @Override
        public boolean arrived(Arrived message) {
            return taken.add(message.topic());
        }
    }
}
