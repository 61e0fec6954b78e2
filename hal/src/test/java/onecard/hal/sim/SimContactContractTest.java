package onecard.hal.sim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import onecard.hal.Contact;
import onecard.hal.ContactContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// On the simulated board, in made-up time.
class SimContactContractTest extends ContactContract {

    @TempDir Path dir;
    private long nanos = 1_000_000_000L;
    private SimBoard board;

    @BeforeEach
    void board() throws Exception {
        board = new SimBoard(dir, () -> nanos);
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Override
    protected Contact contact(boolean closedWhenHigh, Duration debounce) {
        return board.contact("leaf", closedWhenHigh, debounce);
    }

    @Override
    protected void pull(boolean high) throws Exception {
        Files.writeString(dir.resolve("leaf.pull"), high ? "1" : "0");
        board.tick();
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
