package onecard.hal.gpio;

import java.time.Duration;
import onecard.hal.Contact;
import onecard.hal.ContactContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The driver of real lines, over a kernel in made-up time.
class FakeContactContractTest extends ContactContract {

    private final FakeKernel kernel = new FakeKernel();
    private final FakeKernel.Line line = kernel.chip("pinctrl-test", 32).line(5).named("GPIO5");
    private GpioBoard board;

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
    protected Contact contact(boolean closedWhenHigh, Duration debounce) throws Exception {
        return board.contact(
                "leaf", new Wire("pinctrl-test", "GPIO5", closedWhenHigh, Bias.PULL_UP), debounce);
    }

    @Override
    protected void pull(boolean high) {
        line.pull(high);
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
