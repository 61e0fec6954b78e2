package onecard.hal.gpio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import onecard.hal.RelayContract.Level;

/// Lines of a kernel's gpio-sim, which stand in for those of a board: where they are, how one is
/// pulled from outside, and the kernel's own record of what was set. System properties say which,
/// all beginning with `onecard.gpio.`:
///
/// | Property | Says |
/// |---|---|
/// | `chip` | its label; tests of lines run only where it is set |
/// | `out`, `in`, `in2` | lines by name or number; `GPIO17`, `GPIO5`, `GPIO6` |
/// | `sim` | gpio-sim's directory of the chip, with `sim_gpioN/pull`; `/run/gpio` |
/// | `tracing` | where tracefs is mounted; `/sys/kernel/tracing` |
/// | `slack_ms` | how late a busy machine may be; 1000 |
final class TestLines {

    static final String CHIP = "onecard.gpio.chip";

    private static final Pattern SET =
            Pattern.compile(".* (\\d+)\\.(\\d{6}): gpio_value: (\\d+) set ([01])");

    /// The kernel writes whole microseconds: what it calls one came before the next.
    private static final long TO_THE_NEXT_MICRO = 999;

    private TestLines() {}

    static Wire out(boolean activeHigh) {
        return wire("out", "GPIO17", activeHigh);
    }

    static Wire in(boolean activeHigh) {
        return wire("in", "GPIO5", activeHigh);
    }

    static Wire in2(boolean activeHigh) {
        return wire("in2", "GPIO6", activeHigh);
    }

    static Duration slack() {
        return Duration.ofMillis(Long.parseLong(property("slack_ms", "1000")));
    }

    /// The machine's time passes by itself.
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// From outside, at once.
    static void pull(Wire wire, boolean high) throws IOException {
        Files.writeString(pullOf(wire), high ? "pull-up" : "pull-down");
    }

    /// Where that is written to.
    static Path pullOf(Wire wire) throws IOException {
        return Path.of(property("sim", "/run/gpio"))
                .resolve("sim_gpio" + GpioBoard.look(wire).offset())
                .resolve("pull");
    }

    /// Forgets what was recorded, and records what is set from here on.
    static void record() throws IOException {
        tracing("tracing_on", "0");
        tracing("trace_clock", "mono"); // that of Java, and of edges; it empties the record
        tracing("trace", "");
        tracing("events/gpio/gpio_value/enable", "1");
        tracing("tracing_on", "1");
    }

    /// Every level a line was set to since, by whom ever; of one line only.
    static List<Level> recorded(boolean activeHigh) throws IOException {
        var levels = new ArrayList<Level>();
        var numbers = new HashSet<String>();
        for (var line : Files.readAllLines(tracing("trace"))) {
            var set = SET.matcher(line);
            if (set.matches()) {
                numbers.add(set.group(3));
                long micros = Long.parseLong(set.group(1) + set.group(2));
                levels.add(
                        new Level(
                                micros * 1_000 + TO_THE_NEXT_MICRO,
                                set.group(4).equals("1") == activeHigh));
            }
        }
        if (numbers.size() > 1) {
            throw new IllegalStateException("several lines were set: " + numbers);
        }
        return levels;
    }

    private static void tracing(String file, String text) throws IOException {
        Files.writeString(tracing(file), text);
    }

    private static Path tracing(String file) {
        return Path.of(property("tracing", "/sys/kernel/tracing")).resolve(file);
    }

    private static Wire wire(String key, String otherwise, boolean activeHigh) {
        var chip = System.getProperty(CHIP, "");
        return new Wire(chip, property(key, otherwise), activeHigh, Bias.AS_IS);
    }

    private static String property(String key, String otherwise) {
        return System.getProperty("onecard.gpio." + key, otherwise);
    }
}
