package onecard.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.hal.Sentence.Language;
import onecard.hal.VoiceEvent.Back;
import onecard.hal.VoiceEvent.Lost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What any voice must keep, whoever built it, as somebody hears it.
public abstract class VoiceContract {

    private static final long DEADLINE_SECONDS = 30;

    private final LinkedBlockingQueue<VoiceEvent> events = new LinkedBlockingQueue<>();
    private Voice voice = new Unopened();

    protected VoiceContract() {}

    /// One that can speak.
    protected abstract Voice voice() throws Exception;

    /// What was begun to be said, prompts joined by `，` in Chinese and `, ` in English.
    protected abstract List<String> heard() throws Exception;

    /// A sentence takes until [#goOn].
    protected abstract void hold() throws Exception;

    protected abstract void goOn() throws Exception;

    protected abstract void lose() throws Exception;

    protected abstract void giveBack() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        voice = voice();
        voice.open(events::add);
        next(Back.class);
    }

    @AfterEach
    final void close() throws Exception {
        goOn();
        voice.close();
    }

    @Test
    void aSentenceIsItsPromptsInOneBreath() throws Exception {
        voice.say(new Sentence(Language.ZH, List.of("请付款", "十二元五角")));
        hears("请付款，十二元五角");
        voice.say(new Sentence(Language.EN, List.of("total", "twelve yuan fifty")));
        hears("请付款，十二元五角", "total, twelve yuan fifty");
        assertEquals(0, events.size(), events::toString);
    }

    @Test
    void whatABreathBeganIsSaidToItsEndAndThenTheNewest() throws Exception {
        hold();
        say("one");
        hears("one");
        say("two");
        say("three");
        say("four");
        goOn();
        hears("one", "four");
    }

    @Test
    void nothingIsSaidLater() throws Exception {
        lose();
        next(Lost.class);
        say("to somebody who leaves");
        giveBack();
        next(Back.class);
        say("to somebody who came");
        hears("to somebody who came");
    }

    @Test
    void itFallsSilentWithinASecondThoughASentenceHasBegun() throws Exception {
        hold();
        say("one");
        hears("one");
        say("two");
        long before = System.nanoTime();
        voice.close();
        voice.close();
        assertTrue(System.nanoTime() - before < 5_000_000_000L);
        goOn();
        say("three");
        assertEquals(List.of("one"), heard());
        assertEquals(0, events.size(), events::toString);
    }

    private void say(String text) {
        voice.say(new Sentence(Language.EN, List.of(text)));
    }

    private void hears(String... sentences) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!heard().equals(List.of(sentences))) {
            assertTrue(System.nanoTime() < deadline, () -> "not said: " + List.of(sentences));
            Thread.onSpinWait();
        }
    }

    private <T extends VoiceEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }

    private record Unopened() implements Voice {
        @Override
        public String name() {
            return "";
        }

        @Override
        public void open(Consumer<VoiceEvent> listener) {}

        @Override
        public void say(Sentence sentence) {}

        @Override
        public long progressNanos() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
