package onecard.hal.gpio;

import java.time.Duration;
import onecard.hal.Contact;
import onecard.hal.ContactContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/// On a real line, pulled by gpio-sim.
@Tag("board")
class ContactOnLinesTest extends ContactContract {

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
    protected Contact contact(boolean closedWhenHigh, Duration debounce) throws Exception {
        return board.contact("leaf", TestLines.in(closedWhenHigh), debounce);
    }

    @Override
    protected void pull(boolean high) throws Exception {
        TestLines.pull(TestLines.in(true), high);
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
