package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.DisplayEvent;
import onecard.hal.DisplayEvent.Back;
import onecard.hal.DisplayEvent.Lost;
import onecard.hal.DisplayText;
import onecard.hal.DisplayText.Amount;
import onecard.hal.DisplayText.Lamp;
import org.junit.jupiter.api.Test;

/// Displays of figures, and one that takes nothing.
class SerialDisplayTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final LinkedBlockingQueue<DisplayEvent> events = new LinkedBlockingQueue<>();

    @Test
    void figuresStandBesideTheirLamp() throws Exception {
        var pty = new Pty();
        try (var device = new ScriptedDisplay(pty);
                var display = display(pty, DisplayModel.FIGURES)) {
            display.open(events::add);
            next(Back.class);
            for (var lamp : Lamp.values()) {
                display.show(
                        DisplayText.amounts(
                                "", "", "TOTAL", new Amount(lamp, "12.5" + lamp.ordinal())));
                sees(device, "12.5" + lamp.ordinal() + "||" + (lamp.ordinal() + 1));
            }
            display.show(DisplayText.of("no", "figures"));
            sees(device, "||0");
        }
    }

    /// Nobody reads the other end, so the line fills up.
    @Test
    void aDisplayThatTakesNothingIsLostAndShowsTheNewestWhenItDoesAgain() throws Exception {
        var pty = new Pty();
        try (var display = display(pty, DisplayModel.LINES)) {
            display.open(events::add);
            next(Back.class);
            int shown = 0;
            while (events.isEmpty()) {
                display.show(DisplayText.of("number", Integer.toString(shown++)));
            }
            var lost = next(Lost.class);
            assertEquals(pty.tty() + ": takes no bytes", lost.why());
            display.show(DisplayText.of("the", "newest"));
            try (var device = new ScriptedDisplay(pty)) {
                next(Back.class);
                sees(device, "the|newest|0");
            }
        }
    }

    private static SerialDisplay display(Pty pty, DisplayModel model) {
        return new SerialDisplay("pole", pty.tty(), 2_400, model, System::nanoTime);
    }

    private static void sees(ScriptedDisplay device, String glass) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!device.glass().equals(glass)) {
            assertTrue(System.nanoTime() < deadline, () -> glass + ", but " + device.glass());
            Thread.onSpinWait();
        }
    }

    private <T extends DisplayEvent> T next(Class<T> kind) throws InterruptedException {
        var event = Optional.ofNullable(events.poll(LONG.toSeconds(), TimeUnit.SECONDS));
        return assertInstanceOf(kind, event.orElseThrow());
    }
}
