package onecard.hal.sim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import onecard.hal.Bands;
import onecard.hal.Contact;
import onecard.hal.SupervisedContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// On the simulated board, in made-up time.
class SimSupervisedContractTest extends SupervisedContract {

    @TempDir Path dir;
    private long nanos = 1_000_000_000L;
    private int millivolts;
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
    protected Contact contact(Bands bands, Duration debounce) {
        return board.supervised("leaf", bands, debounce);
    }

    @Override
    protected void measures(int next) throws Exception {
        millivolts = next;
        gone(false);
    }

    @Override
    protected void gone(boolean gone) throws Exception {
        Files.writeString(dir.resolve("leaf.pull"), gone ? "-" : String.valueOf(millivolts));
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
