package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Task;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// By what a fingerprint module is told from every other, and that another one is not taken for it.
class FingerMarkTest extends OnFinger {

    private static final int EMPTY = 0x0D;
    private static final int WRITE = 0x18;
    private static final int READ = 0x19;
    private static final int PAGE = 14;

    private static final String MARK = "0123456789abcdef";
    private static final String OTHER = "fedcba9876543210";

    private FingerDialogue begin(SerialPort port) throws Exception {
        return dialogue(port, NOTHING, PATIENT);
    }

    private SerialPort open() throws DeviceException {
        return SerialPort.open(pty.tty(), 57_600);
    }

    private void marked(String identity) {
        script.notes(Map.of(PAGE, FingerMark.page(identity)));
    }

    @Test
    void aMarkIsWrittenDownInTheModule() throws Exception {
        try (var port = open()) {
            var dialogue = begin(port);
            assertEquals(Optional.empty(), dialogue.identity());
            assertTrue(dialogue.abilities().contains(new Ability.BearsMark()));
            assertEquals(new Answer.Done(), perform(dialogue, new Task.Mark(MARK, false)));
            assertEquals(Optional.of(MARK), dialogue.identity());
            assertEquals(Optional.of(MARK), begin(port).identity());
            var page = new String(script.notes().get(PAGE), StandardCharsets.US_ASCII);
            assertEquals("onecard:" + MARK + "4636f1ae", page);
            // The slots of before are nobody's now: they are emptied, or it stays what it is.
            script.slot(3, ALICE);
            assertEquals(new Answer.Not(Why.HOLDS), perform(dialogue, new Task.Mark(OTHER, false)));
            assertEquals(Optional.of(MARK), dialogue.identity());
            assertEquals(Map.of(3, ALICE), script.slots());
            assertEquals(new Answer.Done(), perform(dialogue, new Task.Mark(OTHER, true)));
            assertEquals(Optional.of(OTHER), dialogue.identity());
            assertEquals(Map.of(), script.slots());
        }
    }

    /// What others have written there, and what was half written, is none.
    @Test
    void anythingElseInTheNotepadIsNoMark() throws Exception {
        try (var port = open()) {
            for (int at = 0; at < 32; at++) {
                var page = FingerMark.page(MARK);
                page[at] ^= 1;
                script.notes(Map.of(PAGE, page));
                assertEquals(Optional.empty(), begin(port).identity(), "byte " + at);
            }
            marked(MARK);
            assertEquals(Optional.of(MARK), begin(port).identity());
        }
    }

    @Test
    void oneWithoutNotepadBearsNone() throws Exception {
        script.notepad(false);
        script.slot(3, ALICE);
        script.lay(ALICE);
        try (var port = open()) {
            var dialogue = begin(port);
            assertEquals(Optional.empty(), dialogue.identity());
            assertFalse(dialogue.abilities().contains(new Ability.BearsMark()));
            assertEquals(new Answer.Not(Why.UNABLE), perform(dialogue, new Task.Mark(MARK, true)));
            assertEquals(Map.of(3, ALICE), script.slots());
            assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Verify(3)));
            assertTrue(dialogue.check());
        }
    }

    /// A line that lost the answer would make it another module, or one without a mark.
    @Test
    void oneThatDoesNotAnswerIsNotThere() throws Exception {
        marked(MARK);
        var times = new FingerLine.Times(Duration.ofMillis(300), PATIENT.gap(), PATIENT.look());
        try (var port = open()) {
            script.spoil(READ, _ -> new byte[0]);
            assertThrows(DeviceException.class, () -> dialogue(port, NOTHING, times));
            script.spoil(READ, _ -> script.answer(1)); // the question came damaged
            var line = new FingerLine(port, FingerModule.ADDRESS, times, unreadable);
            while (!line.check()) {
                assertTrue(port.device().toFile().exists());
            }
            assertThrows(DeviceException.class, () -> dialogue(port, NOTHING, times));
            assertEquals(Optional.of(MARK), begin(port).identity());
        }
    }

    @Test
    void oneThatStopsTellingItIsLost() throws Exception {
        marked(MARK);
        try (var port = open()) {
            var dialogue = begin(port);
            for (int i = 0; i < 2; i++) {
                script.spoil(READ, _ -> script.answer(0x18));
                assertFalse(dialogue.check());
            }
            assertTrue(dialogue.check());
            for (int i = 0; i < 2; i++) {
                script.spoil(READ, _ -> script.answer(0x18));
                assertFalse(dialogue.check());
            }
            script.spoil(READ, _ -> script.answer(0x18));
            var lost = assertThrows(DeviceException.class, dialogue::check);
            assertEquals(pty.tty() + ": the module does not tell its mark", lost.getMessage());
        }
    }

    /// Only the module behind the line is another one: the line itself stays.
    @Test
    void anotherModuleAtTheSameLineIsNotAskedForTheFormersSlots() throws Exception {
        script.lay(BOB);
        try (var port = open()) {
            for (var task :
                    new Task[] {
                        new Task.Verify(3),
                        new Task.Identify(),
                        new Task.Enrol(5),
                        new Task.Delete(3),
                        new Task.Mark(MARK, true)
                    }) {
                marked(MARK);
                var dialogue = begin(port);
                script.slots(Map.of(3, BOB));
                marked(OTHER);
                assertNotTheFormer(() -> perform(dialogue, task));
                assertEquals(Map.of(3, BOB), script.slots());
                assertNotTheFormer(dialogue::check);
            }
        }
    }

    /// While it waited for a finger.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatIsExchangedWhileSomebodyComesProvesNothing(boolean verifies) throws Exception {
        script.slot(3, BOB);
        script.lay(BOB);
        marked(MARK);
        var task = verifies ? new Task.Verify(3) : new Task.Identify();
        try (var port = open()) {
            var dialogue = begin(port);
            script.spoil(
                    0x02,
                    said -> {
                        marked(OTHER);
                        return said;
                    });
            assertNotTheFormer(() -> perform(dialogue, task));
            marked(MARK);
            assertEquals(new Answer.Same(3, PAD), perform(begin(port), task));
        }
    }

    private void assertNotTheFormer(Executable what) {
        var lost = assertThrows(DeviceException.class, what);
        assertEquals(pty.tty() + ": the module is not the one that it was", lost.getMessage());
    }

    /// The power goes behind each command, done or not: no slot of before is left under the mark of
    /// now, and none is gone under the one of before.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whateverStopsInBetweenNoSlotIsAnothers(int step) throws Exception {
        var times = new FingerLine.Times(Duration.ofMillis(300), PATIENT.gap(), PATIENT.look());
        script.slot(3, ALICE);
        marked(MARK);
        try (var port = open()) {
            var dialogue = dialogue(port, NOTHING, times);
            if (step == 2) {
                script.spoil(EMPTY, _ -> silence());
            } else {
                script.spoil(WRITE, said -> step == 1 ? silence() : again(said));
            }
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Mark(OTHER, true)));
            script.fallDeaf(false);
            var left = begin(port).identity();
            assertEquals(step == 3 ? Optional.of(OTHER) : Optional.empty(), left);
            assertEquals(step == 1 ? Map.of(3, ALICE) : Map.of(), script.slots());
        }
    }

    /// The answer to the first is heard, and that to the second lost.
    private byte[] again(byte[] said) {
        script.spoil(WRITE, _ -> silence());
        return said;
    }

    private byte[] silence() {
        script.fallDeaf(true);
        return new byte[0];
    }
}
