package onecard.hal.serial;

import static onecard.hal.serial.ScriptedVein.MARK;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Task;
import onecard.hal.linux.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom a vein module holds, by its numbers and by the slots that their names say.
class VeinUsersTest extends OnVein {

    private static final String OTHER = "fedcba9876543210";

    @Test
    void aNameSaysItsSlotAndTheMarkOfTheModule() {
        var name = new VeinUsers.Name(7, OTHER).bytes();
        assertEquals(32, name.length);
        assertArrayEquals(
                "onecard-00007-fedcba9876543210".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOf(name, 30));
        assertEquals(0, name[30]);
    }

    @Test
    void theMarkIsTheModulesForAsLongAsAnybodyIsInIt() throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            var first = begin(port);
            assertEquals(Optional.empty(), first.identity());
            assertEquals(new Answer.Not(Why.UNABLE), perform(first, new Task.Enrol(4)));
            assertEquals(new Answer.Done(), perform(first, new Task.Mark(OTHER, false)));
            assertEquals(Optional.of(OTHER), first.identity());
            assertEquals(Optional.empty(), begin(port).identity());
            assertEquals(new Answer.Done(), perform(first, new Task.Enrol(4)));
            assertEquals(Optional.of(OTHER), begin(port).identity());
            assertEquals(new Answer.Not(Why.HOLDS), perform(first, new Task.Mark(MARK, false)));
            assertEquals(Optional.of(OTHER), first.identity());
            assertEquals(new Answer.Done(), perform(first, new Task.Delete(4)));
            assertTrue(first.check());
            assertEquals(Optional.of(OTHER), first.identity());
        }
    }

    /// Nobody can tell which of the two knows the module, so neither does.
    @Test
    void oneWithTwoMarksBearsNoneAndIsEmptiedOnPurpose() throws Exception {
        script.slot(3, BOB);
        script.user(9, ALICE, new VeinUsers.Name(3, OTHER).bytes());
        script.user(11, 3, Arrays.copyOf("carol".getBytes(StandardCharsets.US_ASCII), 32));
        script.hold(BOB);
        try (var port = open()) {
            var dialogue = begin(port);
            assertEquals(Optional.empty(), dialogue.identity());
            assertEquals(Set.of(4, 9, 11), script.users().keySet());
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(3)));
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Not(Why.HOLDS), perform(dialogue, new Task.Mark(MARK, false)));
            assertEquals(new Answer.Done(), perform(dialogue, new Task.Mark(MARK, true)));
            assertEquals(Set.of(), script.users().keySet());
            assertEquals(Optional.of(MARK), dialogue.identity());
            assertTrue(dialogue.check());
        }
    }

    /// Only the module behind the line is another one: the line itself stays.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherModuleAtTheSameLineIsNotTakenForTheFormer(boolean filled) throws Exception {
        script.slot(3, ALICE);
        script.hold(BOB);
        try (var port = open()) {
            for (var task :
                    new Task[] {
                        new Task.Verify(3),
                        new Task.Identify(),
                        new Task.Enrol(5),
                        new Task.Delete(3)
                    }) {
                script.users(Map.of());
                script.slot(3, ALICE);
                var dialogue = dialogue(port, PLAIN);
                var other = new ScriptedVein.User(BOB, new VeinUsers.Name(3, OTHER).bytes());
                var users = filled ? Map.of(4, other) : Map.<Integer, ScriptedVein.User>of();
                script.users(users);
                assertNotTaken(dialogue, task);
                assertEquals(users.keySet(), script.users().keySet(), task::toString);
            }
        }
    }

    private static void assertNotTaken(VeinDialogue dialogue, Task task) throws Exception {
        try {
            var answer = perform(dialogue, task);
            boolean nobody = answer instanceof Answer.Not || answer instanceof Answer.Different;
            // A slot that the former had is in this one as empty as can be.
            boolean gone = task instanceof Task.Delete && answer instanceof Answer.Done;
            assertTrue(nobody || gone, () -> task + ": " + answer);
        } catch (DeviceException lost) {
            assertTrue(String.valueOf(lost.getMessage()).endsWith("is not the one that it was"));
        }
    }

    private VeinDialogue begin(SerialPort port) throws Exception {
        return VeinDialogue.begin(new VeinLine(port, PATIENT, unreadable), PLAIN);
    }

    /// Users that others have enrolled are nobody here, and stay.
    @Test
    void aUserWhoIsNotOursIsNobody() throws Exception {
        script.user(9, ALICE, Arrays.copyOf("alice".getBytes(StandardCharsets.US_ASCII), 32));
        script.slot(3, BOB);
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Verify(3)));
            // Nor is she taken a second time.
            assertEquals(new Answer.Not(Why.UNABLE), perform(dialogue, new Task.Enrol(4)));
            script.hold(BOB);
            assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Identify()));
            assertEquals(Set.of(4, 9), script.users().keySet());
        }
    }

    @Test
    void whoIsEnrolledIsKnownAgainAfterAPowerCut() throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            assertEquals(new Answer.Done(), perform(dialogue(port, PLAIN), new Task.Enrol(12)));
            assertEquals(
                    new Answer.Same(12, PAD), perform(dialogue(port, PLAIN), new Task.Verify(12)));
        }
    }

    /// Whose the slot is nobody can tell, so it is nobody's.
    @Test
    void aSlotThatTwoStandForIsEmptied() throws Exception {
        script.user(1, ALICE, ScriptedVein.name(3));
        script.user(2, BOB, ScriptedVein.name(3));
        script.user(7, 3, ScriptedVein.name(4));
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(Set.of(7), script.users().keySet());
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(3)));
        }
    }

    /// Number and name must say the same: the check of a frame alone does not find each change.
    @Test
    void anotherNumberOrNameIsNobody() throws Exception {
        script.slot(3, ALICE);
        script.slot(5, BOB);
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            // Bob's number and Alice's name; a name and a number of nobody. Each with a good check.
            for (int at : new int[] {8, 21, 8 + 33}) {
                script.spoil(
                        0x12,
                        said -> {
                            var other = said.clone();
                            other[at] ^= 2;
                            other[other.length - 1] ^= 2;
                            return other;
                        });
                var answer = perform(dialogue, new Task.Identify());
                boolean rest = at == 8 + 33; // says nothing of who it is
                assertEquals(rest ? new Answer.Same(3, PAD) : new Answer.Not(Why.FAULT), answer);
                assertEquals(new Answer.Same(3, PAD), perform(dialogue, new Task.Identify()));
            }
        }
    }

    /// Nobody heard that it was done, so it was not: no slot holds whom no one was told of.
    @ParameterizedTest
    @EnumSource(Spoilt.class)
    void anEnrolmentWhoseReplyIsLostIsUndone(Spoilt how) throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.spoil(0x1D, said -> how.of(said, 6, 3));
            var answer = perform(dialogue, new Task.Enrol(4), Duration.ofMillis(300));
            assertTrue(
                    answer.equals(new Answer.Not(Why.FAULT))
                            || answer.equals(new Answer.Not(Why.NOBODY)),
                    answer::toString);
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
            assertEquals(Set.of(), script.users().keySet());
            assertEquals(new Answer.Done(), perform(dialogue, new Task.Enrol(4)));
        }
    }

    /// Not even that anything came is known here: the time was over, and the module said it then.
    @Test
    void anEnrolmentThatIsDoneTooLateIsUndone() throws Exception {
        script.hold(ALICE);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.spoil(0x1D, _ -> new byte[0]);
            assertEquals(
                    new Answer.Not(Why.NOBODY),
                    performUntil(dialogue, new Task.Enrol(4), () -> script.users().size()));
            assertEquals(1, script.users().size());
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
            assertEquals(0, script.users().size());
        }
    }

    /// Somebody else has emptied it, or it is another one.
    @Test
    void oneThatHoldsNobodyAnyMoreIsNotTheFormer() throws Exception {
        script.slot(4, BOB);
        script.hold(BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.users(Map.of());
            script.result(1); // so that it is asked again
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Verify(4)));
            script.result(0);
            var lost = assertThrows(DeviceException.class, dialogue::check);
            assertEquals(pty.tty() + ": the module is not the one that it was", lost.getMessage());
        }
    }
}
