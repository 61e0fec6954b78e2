package onecard.edge.loop;

import onecard.hal.Panel;
import onecard.hal.Relay;

/// What nobody looks at.
final class Mute {

    private Mute() {}

    record NoPanel() implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }

    /// @param released told when it is
    record Tells(String name, Runnable released) implements Relay {
        @Override
        public void release(long untilNanos, String cause) {
            released.run();
        }

        @Override
        public void hold(String cause) {}

        @Override
        public void drop(String cause) {}

        @Override
        public boolean energised() {
            return false;
        }

        @Override
        public void close() {}
    }
}
