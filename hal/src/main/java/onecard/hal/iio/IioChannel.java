package onecard.hal.iio;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import onecard.hal.SupervisedLine.Measured;

/// One voltage of an analogue-digital converter, as the kernel's industrial I/O shows it: files
/// below `/sys/bus/iio/devices`. Found by the converter's label or name at each measurement that
/// follows a failed one: its number changes when it is plugged in anew. Used by one thread at a
/// time.
///
/// Source: Linux, Documentation/ABI/testing/sysfs-bus-iio: a voltage in millivolts is raw plus
/// offset, times scale.
final class IioChannel {

    private final Path devices;
    private final String device;
    private final int channel;
    private Optional<Found> found = Optional.empty();

    /// Where it is, and what makes millivolts of it.
    private record Found(Path raw, double offset, double scale) {}

    /// @param devices the folder of all devices
    /// @param device label or name of one
    IioChannel(Path devices, String device, int channel) {
        this.devices = devices;
        this.device = device;
        this.channel = channel;
    }

    Measured measure() {
        try {
            var here = found.isPresent() ? found.get() : find();
            found = Optional.of(here);
            long raw = Long.parseLong(text(here.raw()));
            return new Measured.Millivolts((int) Math.round((raw + here.offset()) * here.scale()));
        } catch (FileSystemException failed) {
            return unread("cannot read " + failed.getFile());
        } catch (IOException failed) {
            return unread(String.valueOf(failed.getMessage()));
        } catch (NumberFormatException _) {
            return unread("no number is in " + device + " in_voltage" + channel);
        }
    }

    private Measured unread(String why) {
        found = Optional.empty();
        return new Measured.Unread(why);
    }

    private Found find() throws IOException {
        var matching = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(devices, "iio:device*")) {
            for (var each : all) {
                if (isNamed(each, "label") || isNamed(each, "name")) {
                    matching.add(each);
                }
            }
        }
        if (matching.size() != 1) {
            throw new IOException(
                    (matching.isEmpty()
                                    ? "no converter is called "
                                    : "several converters are called ")
                            + device);
        }
        var folder = matching.getFirst();
        var voltage = "in_voltage" + channel;
        return new Found(
                folder.resolve(voltage + "_raw"),
                number(folder, voltage, "offset").orElse(0.0),
                number(folder, voltage, "scale").orElse(1.0));
    }

    private boolean isNamed(Path folder, String by) {
        try {
            return text(folder.resolve(by)).equals(device);
        } catch (IOException _) {
            return false; // it has none, or goes just now
        }
    }

    /// Of this channel, or else of all its converter's.
    private static Optional<Double> number(Path folder, String voltage, String what)
            throws IOException {
        for (var name : new String[] {voltage + "_" + what, "in_voltage_" + what}) {
            var file = folder.resolve(name);
            if (Files.exists(file)) {
                return Optional.of(Double.parseDouble(text(file)));
            }
        }
        return Optional.empty();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
