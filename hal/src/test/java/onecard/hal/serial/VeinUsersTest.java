package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whom a vein module holds, by its numbers and by the slots that their names say.
class VeinUsersTest extends OnVein {

    @Test
    void aNameSaysItsSlot() {
        var name = VeinUsers.name(7);
        assertEquals(32, name.length);
        assertArrayEquals(
                "onecard-00007".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(name, 13));
        assertEquals(0, name[13]);
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
        script.user(1, ALICE, VeinUsers.name(3));
        script.user(2, BOB, VeinUsers.name(3));
        script.user(7, 3, VeinUsers.name(4));
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
            assertEquals(new Answer.Not(Why.NOBODY), perform(dialogue, new Task.Enrol(4), SHORT));
            assertEquals(1, script.users().size());
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
            assertEquals(0, script.users().size());
        }
    }

    @Test
    void whomItHoldsNoMoreIsInNoSlot() throws Exception {
        script.slot(4, BOB);
        script.hold(BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            script.users(Map.of());
            script.result(1); // so that it is asked again
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Verify(4)));
            script.result(0);
            assertEquals(new Answer.Not(Why.EMPTY), perform(dialogue, new Task.Verify(4)));
        }
    }
}
