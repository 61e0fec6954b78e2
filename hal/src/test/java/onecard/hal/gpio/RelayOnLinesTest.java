package onecard.hal.gpio;

import java.time.Duration;
import java.util.List;
import onecard.hal.Relay;
import onecard.hal.RelayContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/// On a real line, watched by the kernel's own record. Active when low, so that the electrical
/// level and the meant one are not the same.
@Tag("board")
class RelayOnLinesTest extends RelayContract {

    private GpioBoard board;

    @BeforeEach
    void board() throws Exception {
        board = GpioBoard.open(System::nanoTime);
        board.start(_ -> {});
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Override
    protected Relay relay(boolean energisedAtStop, Duration maxOn, boolean holdAtHang)
            throws Exception {
        TestLines.record();
        return board.relay(
                "lock", TestLines.out(false), Drive.PUSH_PULL, energisedAtStop, maxOn, holdAtHang);
    }

    @Override
    protected List<Level> levels() throws Exception {
        return Levels.changes(Levels.of(TestLines.recorded(), false));
    }

    @Override
    protected long nanos() {
        return System.nanoTime();
    }

    @Override
    protected void pass(Duration time) {
        TestLines.pass(time);
    }

    @Override
    protected Duration slack() {
        return TestLines.SLACK;
    }
}
