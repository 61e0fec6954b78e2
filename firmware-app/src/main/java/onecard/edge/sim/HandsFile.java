package onecard.edge.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import onecard.edge.crypto.JsonReader;
import onecard.hal.sim.SimPart;
import org.tinylog.Logger;

/// What people do to simulated devices: `DIR/hands`, a JSON object a line, appended by whoever
/// plays. Each is done once, in order, from the moment this was made; what stood there before is
/// past. What makes no sense is said in the log, and passed over.
public final class HandsFile implements AutoCloseable {

    /// How soon a line is seen. One look costs a few microseconds; nobody who looks on notices so
    /// little.
    private static final Duration LOOK = Duration.ofMillis(10);

    /// Longer than any line that makes sense.
    private static final int LINE_BYTES_MAX = 64 * 1_024;

    private final List<SimPart> devices;
    private final Acts acts = new Acts(new Pocket(new SecureRandom()));
    private final Thread thread;

    // Not a channel: that closes for good when the thread that reads is interrupted.
    private final RandomAccessFile file; // these of the thread, once it runs
    private final byte[] chunk = new byte[8 * 1_024];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;
    private long read;

    /// @param directory made if need be, and the file in it
    /// @param devices those that are simulated
    public HandsFile(Path directory, Collection<SimPart> devices) throws IOException {
        this.devices = List.copyOf(devices);
        var path = Files.createDirectories(directory).resolve("hands");
        file = new RandomAccessFile(path.toFile(), "rw"); // so that there is one to append to
        if (file.length() > DeviceTrace.BYTES_MAX) {
            file.setLength(0); // all of it is past
        }
        read = file.length();
        thread = Thread.ofPlatform().name("sim-hands").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try (file) {
            while (!Thread.currentThread().isInterrupted()) {
                take();
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        } catch (IOException failed) {
            Logger.error(failed, "nothing that is done to simulated devices is noticed any more");
        }
    }

    /// Everything that was appended by now.
    void take() throws IOException {
        long length = file.length();
        if (length < read) { // begun anew by whoever plays
            read = 0;
            line.reset();
            tooLong = false;
        }
        while (read < length) {
            file.seek(read);
            int many = file.read(chunk, 0, (int) Math.min(chunk.length, length - read));
            if (many < 0) {
                return; // cut off meanwhile
            }
            read += many;
            for (int i = 0; i < many; i++) {
                next(chunk[i]);
            }
        }
    }

    private void next(byte each) {
        if (each != '\n') {
            tooLong = tooLong || line.size() == LINE_BYTES_MAX;
            if (!tooLong) {
                line.write(each);
            }
            return;
        }
        var whole = line.toByteArray();
        boolean all = !tooLong;
        line.reset();
        tooLong = false;
        try {
            if (!all) {
                throw new Senseless("it is longer than " + LINE_BYTES_MAX + " bytes");
            }
            done(whole);
        } catch (Senseless why) {
            Logger.warn("a line of hands is passed over: {}", why.getMessage());
        }
    }

    private void done(byte[] whole) throws Senseless {
        var said =
                JsonReader.object(whole)
                        .map(Members::new)
                        .orElseThrow(() -> new Senseless("it is no JSON object"));
        var name = said.text("device", "[a-z0-9-]{1,32}");
        var act = acts.read(said);
        var there = devices.stream().filter(it -> it.name().equals(name)).toList();
        if (there.isEmpty()) {
            throw new Senseless("no simulated device is called " + name);
        }
        var fitting = there.stream().filter(act::fits).toList();
        if (fitting.isEmpty()) {
            throw new Senseless("that cannot be done to " + name);
        }
        fitting.forEach(act::on);
    }

    /// Nothing that is written from here on is done.
    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
