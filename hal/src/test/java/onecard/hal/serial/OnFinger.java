package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
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

/// A fingerprint module on a real tty, and a dialogue with it: what its tests begin with.
abstract class OnFinger {

    /// A good answer may take as long as a busy machine needs.
    static final FingerLine.Times PATIENT =
            new FingerLine.Times(
                    Duration.ofSeconds(30), Duration.ofMillis(40), Duration.ofMillis(2));

    /// A bad answer never becomes a good one, so nothing is lost by not waiting for it.
    static final FingerLine.Times HASTY =
            new FingerLine.Times(Duration.ofMillis(12), Duration.ofMillis(4), Duration.ofMillis(1));

    static final FingerProfile PICTURES =
            new FingerProfile(
                    "AS608",
                    new FingerProfile.Gives.Picture(
                            ScriptedFinger.WIDTH, ScriptedFinger.HEIGHT, 508),
                    3);

    static final FingerProfile TEMPLATES =
            new FingerProfile(
                    "AS608",
                    new FingerProfile.Gives.Template("vendor:zfm", ScriptedFinger.TEMPLATE),
                    1);

    static final FingerProfile NOTHING =
            new FingerProfile("AS608", new FingerProfile.Gives.Nothing(), 3);

    static final Pad PAD = Pad.NOT_PERFORMED;
    static final int ALICE = 1;
    static final int BOB = 2;

    final AtomicLong unreadable = new AtomicLong();
    final Told<BioEvent> events = new Told<>();
    Pty pty;
    ScriptedFinger script;

    static BioSensor module(Path path, FingerProfile profile, FingerLine.Times times) {
        return FingerModule.of(
                "gate",
                path,
                57_600,
                FingerModule.ADDRESS,
                FingerModule.PASSWORD,
                profile,
                times,
                System::nanoTime);
    }

    @BeforeEach
    void plug() throws Exception {
        pty = new Pty();
        script = new ScriptedFinger(pty);
    }

    @AfterEach
    void unplug() {
        script.close();
        pty.close();
    }

    /// A dialogue that begins well, and goes on with that patience.
    FingerDialogue dialogue(SerialPort port, FingerProfile profile, FingerLine.Times times)
            throws Exception {
        var line = new FingerLine(port, FingerModule.ADDRESS, times, unreadable);
        return FingerGreeting.begin(line, FingerModule.PASSWORD, profile);
    }

    static Answer perform(FingerDialogue dialogue, Task task) throws Exception {
        var desk = new BioDesk("gate", System::nanoTime);
        desk.ask(1, task, System.nanoTime() + Duration.ofSeconds(60).toNanos());
        return dialogue.perform(desk.next(Duration.ZERO).orElseThrow());
    }

    /// A dialogue that begins in a hurry; again, where it was too much of one.
    static FingerDialogue begun(FingerLine line, FingerProfile profile) throws Exception {
        while (true) {
            try {
                return FingerGreeting.begin(line, FingerModule.PASSWORD, profile);
            } catch (DeviceException _) {
                line.check();
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
