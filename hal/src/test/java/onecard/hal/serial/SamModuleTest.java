package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import onecard.hal.linux.DeviceException;
import onecard.hal.serial.ScriptedSam.Line;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The dialogue with a module on a real tty, over a line that garbles answers by seed.
class SamModuleTest {

    /// A good answer may take as long as a busy machine needs.
    private static final Duration PATIENT = Duration.ofSeconds(30);

    /// A bad answer never becomes a good one, so nothing is lost by not waiting for it.
    private static final Duration SHORT = Duration.ofMillis(8);

    /// At a wrong speed the module stays silent; long enough to answer at the right one.
    private static final Duration SPEED = Duration.ofSeconds(1);

    /// The one command whose answer does not arrive.
    private Optional<SamCommand> hopeless = Optional.empty();

    private Duration timeout(SamCommand command) {
        return switch (command) {
            case FIND, SELECT, READ -> hopeless.equals(Optional.of(command)) ? SHORT : PATIENT;
            case STATUS, SPEED_115200, SPEED_57600, SPEED_38400, SPEED_19200, SPEED_9600 -> SPEED;
        };
    }

    @Test
    void everyGoodAnswerIsFoundAndNoBadOneTaken() throws Exception {
        rounds(300, 1);
    }

    @Test
    @Tag("long")
    void everyGoodAnswerIsFoundAndNoBadOneTakenInTenThousandRounds() throws Exception {
        rounds(10_000, new Random().nextLong());
    }

    private void rounds(int count, long seed) throws Exception {
        var random = new Random(seed);
        int good = 0;
        int bad = 0;
        try (var pty = new Pty();
                var sam = new ScriptedSam(pty, seed);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            var module = new SamModule(port, this::timeout);
            for (int round = 0; round < count; round++) {
                var where = "round " + round + " of seed " + seed;
                var text = new byte[IdDocument.TEXT_BYTES];
                random.nextBytes(text);
                sam.lay(text);
                if (random.nextInt(150) == 0) {
                    restarted(sam, module, random, where);
                } else if (random.nextInt(10) == 0) {
                    lostBetweenSelectAndRead(sam, module, where);
                } else if (garbled(sam, module, text, random, where)) {
                    good++;
                } else {
                    bad++;
                }
            }
        }
        assertTrue(good > count / 4 && bad > count / 4, good + " good and " + bad + " bad");
    }

    /// One of the three answers is garbled; whether the dialogue gets through.
    private boolean garbled(
            ScriptedSam sam, SamModule module, byte[] text, Random random, String where)
            throws Exception {
        var commands = new SamCommand[] {SamCommand.FIND, SamCommand.SELECT, SamCommand.READ};
        var command = commands[random.nextInt(commands.length)];
        var line = Line.values()[random.nextInt(Line.values().length)];
        var what = where + ", " + command + " " + line;
        sam.garble(command, line);
        hopeless = line.arrives ? Optional.empty() : Optional.of(command);
        try {
            assertTrue(module.find(), what);
            var got = module.read();
            assertTrue(line.arrives, what);
            assertArrayEquals(text, got.orElseThrow(), what);
            return true;
        } catch (DeviceException silent) {
            assertFalse(line.arrives, what);
            assertTrue(
                    String.valueOf(silent.getMessage())
                            .endsWith("the module does not answer " + command),
                    what);
            sam.afterGarbled(); // or it would do what it is told only after the next card came
            return false;
        }
    }

    private void lostBetweenSelectAndRead(ScriptedSam sam, SamModule module, String where)
            throws DeviceException {
        hopeless = Optional.empty();
        sam.leaveAfterSelect();
        assertTrue(module.find(), where);
        assertEquals(Optional.empty(), module.read(), where);
        assertFalse(module.find(), where);
    }

    private void restarted(ScriptedSam sam, SamModule module, Random random, String where)
            throws DeviceException {
        var speeds = SamSpeed.values();
        sam.restart(speeds[random.nextInt(speeds.length)].baud());
        hopeless = Optional.of(SamCommand.FIND);
        if (sam.baud() != 115_200) {
            assertThrows(DeviceException.class, module::find, where);
        }
        hopeless = Optional.empty();
        module.attune(SamSpeed.B115200);
        assertEquals(115_200, sam.baud(), where);
        assertTrue(module.find(), where);
    }

    @Test
    void aModuleThatWillNotChangeItsSpeedIsServedAtItsOwn() throws Exception {
        try (var pty = new Pty();
                var sam = new ScriptedSam(pty, 1);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            sam.restart(9_600);
            sam.garble(SamCommand.SPEED_115200, Line.DEAF);
            var module = new SamModule(port, this::timeout);
            module.attune(SamSpeed.B115200);
            assertEquals(9_600, pty.baud());
            assertFalse(module.find());
        }
    }

    @Test
    void aModuleThatMayNotWorkSaysWhy() throws Exception {
        try (var pty = new Pty();
                var sam = new ScriptedSam(pty, 1);
                var port = SerialPort.open(pty.tty(), 115_200)) {
            var module = new SamModule(port, this::timeout);
            sam.trouble(0x66);
            var failed = assertThrows(DeviceException.class, () -> module.attune(SamSpeed.B115200));
            assertEquals(pty.tty() + ": the module is not authorised to work", failed.getMessage());
        }
    }
}
