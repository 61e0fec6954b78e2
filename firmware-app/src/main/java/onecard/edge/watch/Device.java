package onecard.edge.watch;

import java.time.Duration;
import java.util.Locale;

/// One device of the board, as supervision knows it.
public record Device(Kind kind, String name) {

    /// What it is, and its liveness bound: not observed for so long, nobody knows how it is.
    public enum Kind {
        /// A card reader or a scanner: past what any honest card, or a service that is asked about
        /// a code, takes; before the watchdog takes its thread for stuck.
        READER(Duration.ofSeconds(7)),
        /// An input: as long as a hold lives that nobody renews.
        CONTACT(Duration.ofSeconds(3)),
        /// An output.
        RELAY(Duration.ofSeconds(3)),
        /// Light and beep of a reader: past its longest pattern.
        PANEL(Duration.ofSeconds(7)),
        /// A security module: past its slowest signature.
        MODULE(Duration.ofSeconds(10)),
        /// What faces a customer: looked at each second, past what a line takes.
        DISPLAY(Duration.ofSeconds(7)),
        /// It says each second that it still speaks.
        VOICE(Duration.ofSeconds(7)),
        /// A receipt printer: looked at each second, and while it prints.
        PRINTER(Duration.ofSeconds(7)),
        /// An antenna under a tray: it looks ten times a second, past what a module takes that
        /// does not answer.
        TRAY(Duration.ofSeconds(7)),
        /// A scale: it is heard or asked several times a second.
        SCALE(Duration.ofSeconds(7));

        private final Duration bound;

        Kind(Duration bound) {
            this.bound = bound;
        }

        public Duration bound() {
            return bound;
        }

        /// The name in metrics and alarms.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is known of it.
    public enum Standing {
        /// Nothing, or no more: what it told last is not current.
        UNKNOWN,
        UP,
        /// It is gone, or does not answer.
        LOST;

        static final String FAMILY = "onecard_device_state";

        /// The name of the metric that says whether a device stands so.
        public String metric(Device device) {
            return FAMILY
                    + "{device=\""
                    + device.name()
                    + "\",kind=\""
                    + device.kind().wire()
                    + "\",state=\""
                    + name().toLowerCase(Locale.ROOT)
                    + "\"}";
        }
    }
}
