package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.Load;
import onecard.hal.ScaleEvent;
import onecard.hal.ScaleEvent.Back;
import onecard.hal.ScaleEvent.Lost;
import onecard.hal.ScaleEvent.Weight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a scale does besides weighing, on a real tty.
class SerialScaleTest {

    /// A busy machine may keep the scripted scale silent for long.
    private static final Duration PATIENT = Duration.ofMinutes(1);

    /// What never weighs is not wronged by being waited for briefly.
    private static final Duration SHORT = Duration.ofMillis(30);

    private final LinkedBlockingQueue<ScaleEvent> events = new LinkedBlockingQueue<>();
    private Pty pty;

    @BeforeEach
    void plug() throws Exception {
        pty = new Pty();
    }

    @AfterEach
    void unplug() {
        pty.close();
    }

    @ParameterizedTest
    @EnumSource(ScaleProtocol.class)
    void aScaleThatFallsSilentIsLostAndThenBackWithItsWeight(ScaleProtocol protocol)
            throws Exception {
        try (var script = new ScriptedScale(pty, protocol, new Load.Weight(70, false));
                var scale = scale(protocol, Duration.ofSeconds(1))) {
            scale.open(events::add);
            next(Back.class);
            assertEquals(70, next(Weight.class).grams());
            script.fallSilent();
            assertEquals(pty.tty() + ": the scale is silent", next(Lost.class).why());
            script.lay(new Load.Weight(70, false));
            next(Back.class);
            assertEquals(70, next(Weight.class).grams());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CONTINUOUS | ST,GS,+  1.234lb  | says what has no weight in whole g, or in kg
                    CONTINUOUS | ST,GS,+1234.5 g   | says what has no weight in whole g, or in kg
                    CONTINUOUS | S S      1.234 kg | says what is of no known kind
                    SICS       | ES                | says what refuses the question
                    SICS       | S I               | answers, but does not weigh now
                    SICS       | S S      1.234 oz | says what has no weight in whole g, or in kg
                    """)
    void aScaleThatSaysNoWeightIsLostAndItIsToldWhy(ScaleProtocol protocol, String line, String why)
            throws Exception {
        try (var script = new ScriptedScale(pty, protocol, new Load.Weight(0, true));
                var scale = scale(protocol, Duration.ofSeconds(1))) {
            script.says(line);
            scale.open(events::add);
            assertEquals(pty.tty() + ": the scale " + why, next(Lost.class).why());
            script.lay(new Load.Weight(5, false));
            next(Back.class);
            assertEquals(5, next(Weight.class).grams());
            assertTrue(line.equals("S I") == (scale.unreadable() == 0));
        }
    }

    /// Nobody is there at all, on either protocol.
    @ParameterizedTest
    @EnumSource(ScaleProtocol.class)
    void aCableWithNothingAtItsEndIsLost(ScaleProtocol protocol) throws Exception {
        try (var scale = scale(protocol, SHORT)) {
            scale.open(events::add);
            assertEquals(pty.tty() + ": the scale is silent", next(Lost.class).why());
        }
    }

    /// As at a wrong speed.
    @Test
    void aScaleThatSaysNoLineAtAllIsLost() throws Exception {
        try (var scale = scale(ScaleProtocol.CONTINUOUS, Duration.ofSeconds(1))) {
            scale.open(events::add);
            while (events.isEmpty()) {
                say("\u00f8\u0080\u00fe");
                pty.read(1, Duration.ofMillis(10));
            }
            assertEquals(
                    pty.tty() + ": the scale says no line: another speed, or no scale",
                    next(Lost.class).why());
        }
    }

    @Test
    void garbageIsCountedAndPassedOver() throws Exception {
        try (var scale = scale(ScaleProtocol.CONTINUOUS, PATIENT)) {
            scale.open(events::add);
            // Said until it was heard: what came before the port was opened is forgotten.
            while (events.isEmpty()) {
                say("US,GS,+  0.001kg\r\n");
                pty.read(1, Duration.ofMillis(10));
            }
            next(Back.class);
            assertEquals(1, next(Weight.class).grams());
            long before = scale.unreadable();
            say("garbage\r\n\u0000\u0001\u00ff\r\n" + "9".repeat(1_000) + "kg\r\nUS,GS,+");
            say("  0.002kg\r\n");
            assertEquals(2, next(Weight.class).grams());
            assertEquals(before + 3, scale.unreadable());
        }
    }

    /// A byte lost on the way makes another good line of a good one.
    @Test
    void aStableWeightSaidOnceIsNotStable() throws Exception {
        try (var scale = scale(ScaleProtocol.CONTINUOUS, PATIENT)) {
            scale.open(events::add);
            while (events.isEmpty()) {
                say("US,GS,+  0.001kg\r\n");
                pty.read(1, Duration.ofMillis(10));
            }
            next(Back.class);
            next(Weight.class);
            say("ST,GS,+  1.234kg\r\nST,GS,+  1.234kg\r\nST,GS,+  1.24kg\r\n");
            assertWeight(1_234, false);
            assertWeight(1_234, true);
            assertWeight(1_240, false);
        }
    }

    @Test
    void closingEndsTheThread() throws Exception {
        var scale = scale(ScaleProtocol.SICS, PATIENT);
        scale.open(events::add);
        scale.close();
        scale.close();
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("scale-till")));
    }

    private SerialScale scale(ScaleProtocol protocol, Duration silence) {
        return new SerialScale("till", pty.tty(), 9_600, protocol, silence, System::nanoTime);
    }

    private void say(String text) {
        pty.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void assertWeight(long grams, boolean stable) throws InterruptedException {
        var told = next(Weight.class);
        assertEquals(grams, told.grams());
        assertEquals(stable, told.stable());
    }

    private <T extends ScaleEvent> T next(Class<T> kind) throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(event, () -> "no event, but expected " + kind.getSimpleName());
        return assertInstanceOf(kind, event);
    }
}
