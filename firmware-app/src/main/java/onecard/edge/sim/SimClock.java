package onecard.edge.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import onecard.edge.clock.Clocks;
import org.tinylog.Logger;

/// A wall clock that whoever plays steps: this machine's, and so many milliseconds later as
/// `DIR/clock` says, or earlier. Without that file it is this machine's; what makes no sense there
/// is said in the log, once, and steps nothing. Any thread.
public final class SimClock implements Supplier<Instant> {

    /// So long the file is not looked at again: a tap reads the clock several times.
    private static final long KEPT_NANOS = Duration.ofMillis(20).toNanos();

    /// Three centuries either way.
    private static final Pattern OFFSET = Pattern.compile("-?[0-9]{1,13}");

    private final Path file;
    private final Clocks machine;
    private long offsetMillis; // these guarded by this
    private long readNanos;
    private String passedOver = "";

    private SimClock(Path file, Clocks machine) {
        this.file = file;
        this.machine = machine;
        readNanos = machine.nanos().getAsLong() - KEPT_NANOS;
    }

    /// The clocks of that machine with the wall stepped.
    ///
    /// @param directory of the file
    public static Clocks over(Clocks machine, Path directory) {
        return new Clocks(machine.nanos(), new SimClock(directory.resolve("clock"), machine));
    }

    @Override
    public Instant get() {
        long offset = offsetMillis();
        return machine.wall().get().plusMillis(offset);
    }

    private synchronized long offsetMillis() {
        long now = machine.nanos().getAsLong();
        if (now - readNanos >= KEPT_NANOS) {
            readNanos = now;
            read();
        }
        return offsetMillis;
    }

    /// Nothing but blanks is a file that is being written.
    private void read() {
        try {
            var text = Files.readString(file).strip();
            if (OFFSET.matcher(text).matches()) {
                offsetMillis = Long.parseLong(text);
            } else if (!text.isEmpty() && !text.equals(passedOver)) {
                passedOver = text;
                Logger.warn("{} is not a number of milliseconds", file);
            }
        } catch (NoSuchFileException _) {
            offsetMillis = 0;
        } catch (IOException failed) {
            if (!passedOver.equals(failed.toString())) {
                passedOver = failed.toString();
                Logger.warn("{} cannot be read: {}", file, failed.toString());
            }
        }
    }
}
