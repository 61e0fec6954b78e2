package onecard.hal.gpio;

import java.time.Duration;
import java.util.List;
import onecard.hal.Relay;
import onecard.hal.RelayContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The driver of real lines, over a kernel in made-up time.
class FakeRelayContractTest extends RelayContract {

    private static final int LOCK = 17;

    private final FakeKernel kernel = new FakeKernel();
    private final FakeKernel.Line line = kernel.chip("pinctrl-test", 32).line(LOCK);
    private GpioBoard board;
    private int before; // levels of the line when the relay was made

    @BeforeEach
    void board() throws Exception {
        board = new GpioBoard(kernel, kernel::nanos);
        kernel.awaitsPolls();
        board.start(_ -> {});
    }

    @AfterEach
    void close() {
        kernel.awaitsNobody();
        board.close();
    }

    @Override
    protected Relay relay(boolean energisedAtStop, Duration maxOn, boolean holdAtHang)
            throws Exception {
        before = line.levels().size();
        return board.relay(
                "lock",
                new Wire("pinctrl-test", "17", false, Bias.AS_IS),
                Drive.PUSH_PULL,
                energisedAtStop,
                maxOn,
                holdAtHang);
    }

    @Override
    protected List<Level> levels() {
        var levels = line.levels();
        return Levels.changes(
                levels.subList(before, levels.size()).stream()
                        .map(level -> new Level(level.nanos(), !level.high()))
                        .toList());
    }

    @Override
    protected long nanos() {
        return kernel.nanos();
    }

    @Override
    protected void pass(Duration time) {
        kernel.pass(time);
    }

    @Override
    protected Duration slack() {
        return Duration.ZERO;
    }
}
