package onecard.edge.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// How the board itself is, as the kernel tells in files: warmth, supply, and how worn its flash
/// memory is. What a board does not measure is not there. Thread-safe.
public final class BoardHealth {

    /// Where the kernel tells it.
    public static final Path SYS = Path.of("/sys");

    private static final Pattern VOLTAGE = Pattern.compile("(in[0-9]+)_input");
    private static final Pattern LOW = Pattern.compile("(in[0-9]+)_lcrit_alarm");

    /// `EXT_CSD_DEVICE_LIFE_TIME_EST_TYP_A` and `_B` of JESD84-B51: tenths of the life of the two
    /// kinds of cells, as `0x01 0x02`.
    private static final Pattern LIFE = Pattern.compile("0x([0-9a-f]{2}) 0x([0-9a-f]{2})");

    private final Path sys;

    /// @param sys [#SYS]
    public BoardHealth(Path sys) {
        this.sys = sys;
    }

    /// Every value by its metric's name; read anew.
    public Map<String, Long> samples() {
        var samples = new TreeMap<String, Long>();
        for (var zone : matching(sys.resolve("class/thermal"), "thermal_zone*")) {
            put(
                    samples,
                    "onecard_temperature_millidegrees",
                    "zone=\"" + name(zone) + "-" + label(zone.resolve("type")) + "\"",
                    number(zone.resolve("temp")));
        }
        for (var chip : matching(sys.resolve("class/hwmon"), "hwmon*")) {
            supply(samples, chip);
        }
        for (var disk : matching(sys.resolve("block"), "mmcblk[0-9]")) {
            life(samples, disk);
        }
        return samples;
    }

    private static void supply(Map<String, Long> samples, Path chip) {
        var sensor = "sensor=\"" + name(chip) + "-" + label(chip.resolve("name"));
        for (var file : matching(chip, "in*_*")) {
            var voltage = VOLTAGE.matcher(name(file));
            if (voltage.matches()) {
                put(
                        samples,
                        "onecard_supply_millivolts",
                        sensor + "-" + voltage.group(1) + "\"",
                        number(file));
            }
            var low = LOW.matcher(name(file));
            if (low.matches()) {
                put(
                        samples,
                        "onecard_supply_low",
                        sensor + "-" + low.group(1) + "\"",
                        number(file));
            }
        }
    }

    private static void life(Map<String, Long> samples, Path disk) {
        var life = LIFE.matcher(text(disk.resolve("device/life_time")));
        if (life.matches()) {
            int tenths =
                    Math.max(
                            Integer.parseInt(life.group(1), 16),
                            Integer.parseInt(life.group(2), 16));
            put(
                    samples,
                    "onecard_disk_life_used_percent",
                    "disk=\"" + name(disk) + "\"",
                    tenths == 0 ? OptionalLong.empty() : OptionalLong.of(tenths * 10L));
        }
    }

    private static void put(
            Map<String, Long> samples, String metric, String labels, OptionalLong value) {
        value.ifPresent(it -> samples.put(metric + "{" + labels + "}", it));
    }

    private static OptionalLong number(Path file) {
        var text = text(file);
        return text.matches("-?[0-9]{1,15}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /// Fit for a label, whatever a driver called it.
    private static String label(Path file) {
        return text(file).replaceAll("[^A-Za-z0-9_.-]", "_");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            // Not there, or the driver has no answer now.
            return "";
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static List<Path> matching(Path directory, String glob) {
        var found = new java.util.ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(found::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            // No such thing here.
        }
        found.sort(null);
        return found;
    }
}
