package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.hal.DisplayEvent.Back;
import onecard.hal.DisplayEvent.Lost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any customer display of two lines must keep, whoever built it, as a customer sees it.
public abstract class CustomerDisplayContract {

    private static final long DEADLINE_SECONDS = 30;

    private final LinkedBlockingQueue<DisplayEvent> events = new LinkedBlockingQueue<>();
    private CustomerDisplay display = new Unopened();

    protected CustomerDisplayContract() {}

    /// One whose device is there.
    protected abstract CustomerDisplay display() throws Exception;

    /// What is to be seen: the lines without blanks at their ends, and `|` between them.
    protected abstract String glass();

    protected abstract void unplug() throws Exception;

    protected abstract void plugIn() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        display = display();
        display.show(DisplayText.of("before", "it is open"));
        display.open(events::add);
        next(Back.class);
    }

    @AfterEach
    final void close() {
        display.close();
    }

    @Test
    void whatWasAskedForBeforeIsThereFromTheStart() {
        sees("before|it is open");
    }

    @Test
    void theNewestIsShown() {
        display.show(DisplayText.of("one", "two"));
        sees("one|two");
        for (int i = 0; i < 1_000; i++) {
            display.show(DisplayText.of("number", Integer.toString(i)));
        }
        sees("number|999");
        display.show(DisplayText.BLANK);
        sees("|");
        assertEquals(0, events.size(), events::toString);
    }

    @Test
    void whatCannotBeShownIsAQuestionMark() {
        display.show(DisplayText.of("余额 12.50", "a\rb\u001bc"));
        sees("?? 12.50|a?b?c");
    }

    @Test
    void whatIsShownIsShownAgainAfterTheCableWasPulled() throws Exception {
        display.show(DisplayText.of("still", "here"));
        sees("still|here");
        unplug();
        next(Lost.class);
        plugIn();
        next(Back.class);
        sees("still|here");
    }

    @Test
    void whatIsAskedForMeanwhileIsShownAfter() throws Exception {
        unplug();
        next(Lost.class);
        display.show(DisplayText.of("asked for", "meanwhile"));
        plugIn();
        next(Back.class);
        sees("asked for|meanwhile");
    }

    @Test
    void itEndsWithinASecondAndTakesNothingThen() {
        long before = System.nanoTime();
        display.close();
        display.close();
        assertTrue(System.nanoTime() - before < 2_000_000_000L);
        display.show(DisplayText.of("too", "late"));
        assertEquals(0, events.size(), events::toString);
    }

    /// This comes to be seen.
    protected final void sees(String glass) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!glass().equals(glass)) {
            assertTrue(System.nanoTime() < deadline, () -> glass + " is not seen, but " + glass());
            Thread.onSpinWait();
        }
    }

    private <T extends DisplayEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }

    private record Unopened() implements CustomerDisplay {
        @Override
        public String name() {
            return "";
        }

        @Override
        public void open(Consumer<DisplayEvent> listener) {}

        @Override
        public void show(DisplayText text) {}

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
