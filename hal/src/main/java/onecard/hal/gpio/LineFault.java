package onecard.hal.gpio;

import java.util.List;
import java.util.stream.Collectors;

/// Why a line cannot be had or does not answer: what, the rule, what is there instead, and what to
/// do next.
public sealed interface LineFault {

    /// In English, for logs and events.
    String text();

    /// @param chips that there are, described
    record NoChip(String chip, List<String> chips) implements LineFault {
        @Override
        public String text() {
            return chips.isEmpty()
                    ? "no GPIO chip " + chip + ", and no other either; load the chip's driver"
                    : "no GPIO chip " + chip + "; there are: " + String.join(", ", chips);
        }
    }

    /// @param chips that match, described
    record SeveralChips(String chip, List<String> chips) implements LineFault {
        @Override
        public String text() {
            return "%d GPIO chips are called %s: %s; name one by its device"
                    .formatted(chips.size(), chip, String.join(", ", chips));
        }
    }

    /// @param lines of the chip; numbered from 0
    /// @param names that its lines have
    record NoLine(String chip, String line, int lines, List<String> names) implements LineFault {
        @Override
        public String text() {
            return "%s has no line %s; its lines are 0..%d%s"
                    .formatted(
                            chip,
                            line,
                            lines - 1,
                            names.isEmpty()
                                    ? ", none with a name"
                                    : ", by name " + String.join(", ", names));
        }
    }

    /// @param offsets of the lines with that name
    record SeveralLines(String chip, String line, List<Integer> offsets) implements LineFault {
        @Override
        public String text() {
            return "%d lines of %s are called %s: %s; name one by its number"
                    .formatted(
                            offsets.size(),
                            chip,
                            line,
                            offsets.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /// @param consumer who holds it, as the kernel says; empty if it does not
    record InUse(String chip, String line, String consumer) implements LineFault {

        /// Held by a daemon like this one.
        public boolean ours() {
            return consumer.startsWith(Line.OURS);
        }

        /// Held by a daemon like this one, for a relay or contact of that name.
        public boolean by(String name) {
            return consumer.equals(Uapi.kept(Line.OURS + name));
        }

        /// Exported by the old interface under /sys.
        public boolean sysfs() {
            return consumer.equals("sysfs");
        }

        @Override
        public String text() {
            var advice =
                    ours()
                            ? "stop the other onecard"
                            : sysfs()
                                    ? "unexport it under /sys/class/gpio"
                                    : "free it (its device tree overlay or program), or wire to"
                                            + " another line";
            return "line %s of %s is in use by %s; %s"
                    .formatted(line, chip, consumer.isEmpty() ? "the kernel" : consumer, advice);
        }
    }

    record Denied(String device) implements LineFault {
        @Override
        public String text() {
            return device
                    + " may not be opened; add the daemon's user to the device's group (gpio), or"
                    + " allow it in the unit (DeviceAllow)";
        }
    }

    /// The chip went away while the line was held.
    record Lost(String chip, String line) implements LineFault {
        @Override
        public String text() {
            return "line %s went away with its chip %s; plug it in again, it is looked for"
                    .formatted(line, chip);
        }
    }

    /// This machine cannot do it at all.
    record Unsupported(String why) implements LineFault {
        @Override
        public String text() {
            return why;
        }
    }

    /// @param what was tried, of which line
    /// @param error as the C library words it
    record Failed(String what, String error) implements LineFault {
        @Override
        public String text() {
            return what + ": " + error;
        }
    }
}
