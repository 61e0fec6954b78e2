package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.TrayEvent;
import onecard.hal.TrayEvent.Back;
import onecard.hal.TrayEvent.Inventory;
import onecard.hal.TrayEvent.Lost;
import onecard.hal.linux.DeviceException;
import onecard.hal.serial.ScriptedTags.Line;
import onecard.hal.serial.TrayModule.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The dialogue with a module on a real tty, over a line that garbles rounds by seed.
class TrayModuleTest {

    /// A good answer may take as long as a busy machine needs.
    static final Times PATIENT =
            new Times(Duration.ofSeconds(30), Duration.ofMillis(40), Duration.ofSeconds(30));

    /// A bad answer never becomes a good one, so nothing is lost by not waiting for it.
    private static final Times SHORT =
            new Times(Duration.ofMillis(8), Duration.ofMillis(8), Duration.ofSeconds(1));

    /// Half a minute of inventories.
    private static final int ROUNDS_MAX = 300;

    private final AtomicLong unreadable = new AtomicLong();
    private Pty pty;

    @BeforeEach
    void plug() throws Exception {
        pty = new Pty();
    }

    @AfterEach
    void unplug() {
        pty.close();
    }

    @Test
    void everyGoodRoundIsFoundAndNoBadOneTaken() throws Exception {
        rounds(60, 1);
    }

    @Test
    @Tag("long")
    void everyGoodRoundIsFoundAndNoBadOneTakenInFiveThousand() throws Exception {
        rounds(5_000, new Random().nextLong());
    }

    private void rounds(int count, long seed) throws Exception {
        var random = new Random(seed);
        // Without pauses, which a busy machine may draw out beyond the gap that ends a round.
        var lines = List.copyOf(EnumSet.complementOf(EnumSet.of(Line.SLOT_BY_SLOT)));
        try (var script = new ScriptedTags(pty, seed);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            var patient = new TrayModule(port, PATIENT, unreadable);
            var hasty = new TrayModule(port, SHORT, unreadable);
            patient.prepare();
            for (int round = 0; round < count; round++) {
                var tags = tags(random);
                var line = lines.get(random.nextInt(lines.size()));
                var what = "round " + round + " of seed " + seed + ", " + line;
                script.lay(tags);
                script.garble(line);
                if (line.arrives) {
                    assertEquals(Optional.of(tags), patient.look(), what);
                } else {
                    int before = script.rounds();
                    assertEquals(Optional.empty(), hasty.look(), what);
                    script.awaitRounds(before + 1); // or the next would get its answer, too
                }
            }
        }
    }

    private static Set<String> tags(Random random) {
        var tags = new HashSet<String>();
        for (int i = random.nextInt(9); i > 0; i--) {
            var tag = new byte[4 + 2 * random.nextInt(5)];
            random.nextBytes(tag);
            tags.add(HexFormat.of().withUpperCase().formatHex(tag));
        }
        return tags;
    }

    @Test
    void aModuleThatIsNotThereDoesNotAnswer() throws Exception {
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            var module = new TrayModule(port, SHORT, unreadable);
            var silent = assertThrows(DeviceException.class, module::prepare);
            assertEquals(pty.tty() + ": the module is silent at 28", silent.getMessage());
        }
    }

    /// So a round ends, whatever the line says, and what it said well counts.
    @Test
    void noiseWithoutEndEndsARound() throws Exception {
        var calm = new AtomicBoolean();
        var noise = Thread.ofPlatform().daemon().unstarted(() -> babble(calm));
        try (var port = SerialPort.open(pty.tty(), 115_200)) {
            noise.start();
            var brief = new Times(PATIENT.answer(), PATIENT.gap(), Duration.ofMillis(200));
            assertEquals(Optional.of(Set.of()), new TrayModule(port, brief, unreadable).look());
            assertTrue(noise.isAlive(), "the round outlasted the noise");
        } finally {
            calm.set(true);
            noise.join();
        }
    }

    /// For some seconds: no tag, and the beginning of a frame, again and again.
    private void babble(AtomicBoolean calm) {
        for (int i = 0; i < 3_000 && !calm.get(); i++) {
            pty.write(HexFormat.of().parseHex("BB01FF000115167EBB0222001155"));
            pty.read(64, Duration.ofMillis(1));
        }
    }

    /// `15` may say that a slot was garbled: only silence ends a round.
    @Test
    void aRoundGoesOnUntilTheLineIsSilent() throws Exception {
        var gap = Duration.ofMillis(500);
        try (var script = new ScriptedTags(pty, 1);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            script.lay(Set.of("0BB07E15", "E2806894000050245895B5EB", "30751FEB705C5904E3D50D70"));
            script.garble(Line.SLOT_BY_SLOT);
            var module =
                    new TrayModule(
                            port, new Times(PATIENT.answer(), gap, PATIENT.longest()), unreadable);
            assertEquals(3, module.look().orElseThrow().size());
        }
    }

    /// As another program, or this one when its power failed, may have left it.
    @Test
    void aModuleThatGoesRoundByItselfIsStopped() throws Exception {
        try (var script = new ScriptedTags(pty, 1);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            script.lay(Set.of("0BB07E15"));
            script.pollByItself();
            var module = new TrayModule(port, PATIENT, unreadable);
            module.prepare();
            script.lay(Set.of());
            assertEquals(Optional.of(Set.of()), module.look());
        }
    }

    @Test
    void moreTagsThanATrayHoldsArePassedOver() throws Exception {
        var many = new HashSet<String>();
        for (int i = 0; i < TrayModule.TAGS_MAX + 10; i++) {
            many.add("%024X".formatted(i));
        }
        try (var script = new ScriptedTags(pty, 1);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            script.lay(many);
            var found = new TrayModule(port, PATIENT, unreadable).look().orElseThrow();
            assertEquals(TrayModule.TAGS_MAX, found.size());
            assertTrue(many.containsAll(found));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"CUT", "FLIPPED", "SILENT", "NO_CHANNEL"})
    void aModuleThatTellsNoRoundIsLostAndThenBack(Line line) throws Exception {
        var events = new LinkedBlockingQueue<TrayEvent>();
        var hasty = new Times(Duration.ofSeconds(1), PATIENT.gap(), PATIENT.longest());
        try (var script = new ScriptedTags(pty, 1);
                var reader =
                        new SerialTrayReader("till", pty.tty(), 115_200, hasty, System::nanoTime)) {
            script.lay(Set.of("0BB07E15"));
            reader.open(events::add);
            next(events, Back.class);
            next(events, Inventory.class);
            script.garble(line);
            var lost = past(events);
            assertEquals(
                    pty.tty()
                            + ": the module "
                            + switch (line) {
                                case NO_CHANNEL -> "finds no free channel";
                                case SILENT -> "is silent";
                                case CUT, FLIPPED -> "says what makes no sense";
                                case CLEAN, NOISE, FALSE_START, CUT_THEN_WHOLE, SLOT_BY_SLOT -> "";
                            },
                    assertInstanceOf(Lost.class, lost).why());
            script.garble(Line.CLEAN);
            assertInstanceOf(Back.class, past(events));
            assertEquals(Set.of("0BB07E15"), next(events, Inventory.class).tags());
        }
    }

    @Test
    void aModuleThatDoesNotEvenHearIsLost() throws Exception {
        var events = new LinkedBlockingQueue<TrayEvent>();
        try (var script = new ScriptedTags(pty, 1);
                var reader =
                        new SerialTrayReader("till", pty.tty(), 115_200, SHORT, System::nanoTime)) {
            script.fallDeaf();
            reader.open(events::add);
            assertEquals(
                    pty.tty() + ": the module is silent at 28", next(events, Lost.class).why());
        }
    }

    @Test
    void closingEndsTheThread() throws Exception {
        var reader = new SerialTrayReader("till", pty.tty(), 115_200, PATIENT, System::nanoTime);
        reader.open(_ -> {});
        reader.close();
        reader.close();
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("tray-till")));
    }

    /// The next event that is no inventory.
    private static TrayEvent past(LinkedBlockingQueue<TrayEvent> events)
            throws InterruptedException {
        for (int i = 0; i < ROUNDS_MAX; i++) {
            var event = next(events, TrayEvent.class);
            if (!(event instanceof Inventory)) {
                return event;
            }
        }
        throw new AssertionError("nothing but inventories");
    }

    private static <T extends TrayEvent> T next(
            LinkedBlockingQueue<TrayEvent> events, Class<T> kind) throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }
}
