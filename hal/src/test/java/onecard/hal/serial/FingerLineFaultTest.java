package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A line that spoils what a fingerprint module says makes nobody of anybody.
class FingerLineFaultTest extends OnFinger {

    /// Each command that a task has, and how long its answer is.
    private static final List<SpoiltWalk.Step> STEPS =
            List.of(
                    new SpoiltWalk.Step(0x01, 12, SpoiltWalk.Tasks.IDENTIFY),
                    new SpoiltWalk.Step(0x02, 12, SpoiltWalk.Tasks.IDENTIFY),
                    new SpoiltWalk.Step(0x03, 14, SpoiltWalk.Tasks.VERIFY),
                    new SpoiltWalk.Step(0x04, 16, SpoiltWalk.Tasks.IDENTIFY),
                    new SpoiltWalk.Step(0x07, 12, SpoiltWalk.Tasks.VERIFY),
                    new SpoiltWalk.Step(0x19, 44, SpoiltWalk.Tasks.EITHER));

    /// Whatever becomes of any byte of any answer, no stranger is taken for somebody, nobody for
    /// somebody else, and the next task is done as ever.
    @ParameterizedTest
    @EnumSource(Spoilt.class)
    void noSpoiltByteMakesAnybodyElse(Spoilt how) throws Exception {
        spoil(how, 1, 3);
    }

    @ParameterizedTest
    @EnumSource(Spoilt.class)
    @Tag("long")
    void noSpoiltByteMakesAnybodyElseByEverySeed(Spoilt how) throws Exception {
        for (int seed = 2; seed < 40; seed++) {
            spoil(how, seed, 1);
        }
    }

    private void spoil(Spoilt how, int seed, int step) throws Exception {
        script.slot(SpoiltWalk.ALICES, ALICE);
        script.slot(SpoiltWalk.BOBS, BOB);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            new SpoiltWalk(new Walk(port), Set.of(new Answer.Not(Why.FAULT)))
                    .over(STEPS, how, seed, step);
        }
    }

    /// A picture or a template comes whole, or not at all.
    @ParameterizedTest
    @EnumSource(Spoilt.class)
    void noSpoiltByteMakesAnotherPicture(Spoilt how) throws Exception {
        var random = new Random(1);
        script.lay(ALICE);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, TEMPLATES, PATIENT);
            var good = ScriptedFinger.template(ALICE);
            for (int i = 0; i < 12; i++) {
                int bit = random.nextInt(8);
                script.spoil(
                        0x08, // the first packet of four, so that something comes behind it
                        said -> how.of(said, 12 + random.nextInt(9 + 64), bit));
                var line = new FingerLine(port, FingerModule.ADDRESS, HASTY, unreadable);
                var answer = perform(begun(line, TEMPLATES), new Task.Capture());
                if (answer instanceof Answer.Captured(Sample.Template template, _, _)) {
                    assertArrayEquals(good, template.bytes());
                } else {
                    assertInstanceOf(Answer.Not.class, answer);
                }
                script.spoil(0x08, said -> said);
                settle(port);
                var after =
                        assertInstanceOf(
                                Answer.Captured.class, perform(dialogue, new Task.Capture()));
                assertArrayEquals(good, ((Sample.Template) after.sample()).bytes());
            }
        }
    }

    @Test
    void itMaySpeakByteByByte() throws Exception {
        script.chunks(1);
        script.lay(BOB);
        script.slot(4, BOB);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, PICTURES, PATIENT);
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            assertInstanceOf(Answer.Captured.class, perform(dialogue, new Task.Capture()));
        }
    }

    @Test
    void noiseBeforeAnAnswerCostsNothing() throws Exception {
        script.lay(BOB);
        script.slot(4, BOB);
        var random = new Random(3);
        try (var port = SerialPort.open(pty.tty(), 57_600)) {
            var dialogue = dialogue(port, NOTHING, PATIENT);
            for (int i = 0; i < 30; i++) {
                var noise = new byte[1 + random.nextInt(40)];
                random.nextBytes(noise);
                script.spoil(0x04, said -> ScriptedFinger.join(noise, said));
                assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            }
            // The beginning of a frame that is longer than all that follows, and one of another.
            script.spoil(
                    0x04,
                    said ->
                            ScriptedFinger.join(
                                    new byte[] {(byte) 0xEF, 1, -1, -1, -1, -1, 7, 1, 0}, said));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            var other = new FingerFrame(FingerFrame.ANSWER, new byte[] {0, 0, 1, 0, 90}).bytes(9);
            script.spoil(0x04, said -> ScriptedFinger.join(other, said));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
        }
    }

    /// Where the module is in the walk.
    private final class Walk implements SpoiltWalk.Walked {

        private final SerialPort port;
        private final FingerLine hasty;
        private final FingerDialogue patient;

        Walk(SerialPort port) throws Exception {
            this.port = port;
            hasty = new FingerLine(port, FingerModule.ADDRESS, HASTY, unreadable);
            patient = dialogue(port, NOTHING, PATIENT);
            script.product(""); // whose answer is of no use here
        }

        @Override
        public void comes(int person) {
            script.lay(person);
        }

        @Override
        public void spoil(int command, UnaryOperator<byte[]> how) {
            script.spoil(command, how);
        }

        @Override
        public Answer hastily(Task task) throws Exception {
            return perform(begun(hasty, NOTHING), task);
        }

        @Override
        public void settles() throws Exception {
            settle(port);
        }

        @Override
        public Answer patiently(Task task) throws Exception {
            return perform(patient, task);
        }
    }
}
