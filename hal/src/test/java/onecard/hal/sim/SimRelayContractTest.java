package onecard.hal.sim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import onecard.hal.Relay;
import onecard.hal.RelayContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// On the simulated board, in made-up time.
class SimRelayContractTest extends RelayContract {

    private static final Pattern TRACED =
            Pattern.compile("\\{\"mono_us\":(\\d+),\"line\":\"lock\",\"level\":([01]),.*");

    @TempDir Path dir;
    private long nanos = 1_000_000_000L;
    private SimBoard board;
    private int before; // entries of the trace when the relay was made

    @BeforeEach
    void board() throws Exception {
        board = new SimBoard(dir, () -> nanos);
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Override
    protected Relay relay(boolean energisedAtStop, Duration maxOn, boolean holdAtHang)
            throws Exception {
        before = trace().size();
        return board.relay("lock", energisedAtStop, maxOn, holdAtHang);
    }

    @Override
    protected List<Level> levels() throws Exception {
        var levels = new ArrayList<Level>();
        for (var line : trace().subList(before, trace().size())) {
            var entry = TRACED.matcher(line);
            if (entry.matches()) {
                levels.add(
                        new Level(
                                Long.parseLong(entry.group(1)) * 1_000,
                                entry.group(2).equals("1")));
            }
        }
        return levels;
    }

    private List<String> trace() throws Exception {
        return Files.readAllLines(dir.resolve("lines.trace"));
    }

    @Override
    protected long nanos() {
        return nanos;
    }

    @Override
    protected void pass(Duration time) {
        nanos += time.toNanos();
        board.tick();
    }

    @Override
    protected Duration slack() {
        return Duration.ZERO;
    }
}
