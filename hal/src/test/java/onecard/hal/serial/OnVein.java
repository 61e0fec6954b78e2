package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.Told;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import onecard.hal.bio.driver.BioDesk;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A vein module on a real tty, and a dialogue with it: what its tests begin with.
abstract class OnVein {

    /// A good reply may take as long as a busy machine needs.
    static final VeinLine.Times PATIENT =
            new VeinLine.Times(Duration.ofSeconds(30), Duration.ofMillis(40), Duration.ofMillis(2));

    /// A bad reply never becomes a good one, so nothing is lost by not waiting for it.
    static final VeinLine.Times HASTY =
            new VeinLine.Times(Duration.ofMillis(12), Duration.ofMillis(4), Duration.ofMillis(1));

    static final VeinProfile PLAIN = new VeinProfile("palm 1.0", ScriptedVein.CAPACITY, false);

    static final Pad PAD = Pad.NOT_PERFORMED;
    static final int ALICE = 1;
    static final int BOB = 2;
    static final Duration LONG = Duration.ofSeconds(60);
    static final Duration SHORT = Duration.ofMillis(30);

    final AtomicLong unreadable = new AtomicLong();
    final Told<BioEvent> events = new Told<>();
    Pty pty;
    ScriptedVein script;

    static BioSensor module(Path path, VeinProfile profile, VeinLine.Times times) {
        return VeinModule.of("gate", path, VeinModule.BAUD, profile, times, System::nanoTime);
    }

    @BeforeEach
    void plug() throws Exception {
        pty = new Pty();
        script = new ScriptedVein(pty);
    }

    @AfterEach
    void unplug() {
        script.close();
        pty.close();
    }

    /// One that bears a mark; where nobody is in it, that of the script.
    VeinDialogue dialogue(SerialPort port, VeinProfile profile) throws Exception {
        var dialogue = VeinDialogue.begin(new VeinLine(port, PATIENT, unreadable), profile);
        if (dialogue.identity().isEmpty()) {
            assertEquals(
                    new Answer.Done(), perform(dialogue, new Task.Mark(ScriptedVein.MARK, false)));
        }
        return dialogue;
    }

    SerialPort open() throws DeviceException {
        return SerialPort.open(pty.tty(), VeinModule.BAUD);
    }

    static Answer perform(VeinDialogue dialogue, Task task, Duration time) throws Exception {
        var desk = new BioDesk("gate", System::nanoTime);
        desk.ask(1, task, System.nanoTime() + time.toNanos());
        return dialogue.perform(desk.next(Duration.ZERO).orElseThrow());
    }

    /// @param done the time is over once there is one: when it has happened, and not before
    static Answer performUntil(VeinDialogue dialogue, Task task, LongSupplier done)
            throws Exception {
        var desk = new BioDesk("gate", done);
        desk.ask(1, task, 1);
        return dialogue.perform(desk.next(Duration.ZERO).orElseThrow());
    }

    static Answer perform(VeinDialogue dialogue, Task task) throws Exception {
        return perform(dialogue, task, LONG);
    }

    /// A dialogue that begins in a hurry; again, where it was too much of one.
    VeinDialogue begun(SerialPort port) throws Exception {
        while (true) {
            try {
                return VeinDialogue.begin(new VeinLine(port, HASTY, unreadable), PLAIN);
            } catch (DeviceException _) {
                assertTrue(port.device().toFile().exists());
            }
        }
    }

    /// Nothing is on its way any more: what came too late for whoever was in a hurry is not an
    /// answer to the next.
    void settle(SerialPort port) throws DeviceException {
        script.awaitIdle();
        var late = new byte[512];
        while (port.read(late, HASTY.gap()) > 0) {
            assertTrue(port.device().toFile().exists());
        }
    }
}
