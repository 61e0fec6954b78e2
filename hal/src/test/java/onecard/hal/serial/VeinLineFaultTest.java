package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A line that spoils what a vein module says makes nobody of anybody.
class VeinLineFaultTest extends OnVein {

    /// Each command that a task has, and how long its reply is at most.
    private static final List<SpoiltWalk.Step> STEPS =
            List.of(
                    new SpoiltWalk.Step(0x10, 8, SpoiltWalk.Tasks.EITHER),
                    new SpoiltWalk.Step(0x12, 44, SpoiltWalk.Tasks.EITHER),
                    new SpoiltWalk.Step(0x22, 43, SpoiltWalk.Tasks.EITHER),
                    new SpoiltWalk.Step(0x24, 13, SpoiltWalk.Tasks.EITHER));

    /// Whatever becomes of any byte of any reply, no stranger is taken for somebody, nobody for
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
        try (var port = open()) {
            var nothing = Set.<Answer>of(new Answer.Not(Why.FAULT), new Answer.Not(Why.NOBODY));
            new SpoiltWalk(new Walk(port), nothing).over(STEPS, how, seed, step);
            assertEquals(Set.of(4, 6), script.users().keySet());
        }
    }

    @Test
    void itMaySpeakByteByByte() throws Exception {
        script.chunks(1);
        script.hold(BOB);
        script.slot(4, BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Verify(4)));
        }
    }

    @Test
    void noiseBeforeAReplyMakesNobodyElse() throws Exception {
        script.hold(BOB);
        script.slot(4, BOB);
        var random = new Random(3);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            int seen = 0;
            for (int i = 0; i < 30; i++) {
                var noise = new byte[1 + random.nextInt(40)];
                random.nextBytes(noise);
                script.spoil(0x12, said -> ScriptedFinger.join(noise, said));
                var answer = perform(dialogue, new Task.Identify());
                seen += answer.equals(new Answer.Same(4, PAD)) ? 1 : 0;
                assertTrue(
                        answer.equals(new Answer.Same(4, PAD))
                                || answer.equals(new Answer.Not(Why.FAULT)),
                        answer::toString);
            }
            assertTrue(seen > 20, seen + " of 30");
        }
    }

    /// A reply that nobody waited for is not taken for that to the next command.
    @Test
    void aReplyOfBeforeIsNotThatOfNow() throws Exception {
        script.slot(4, BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            var held = new AtomicLong();
            // Bob comes as the time ends: what the module says of him is still on its way.
            script.hold(BOB);
            script.spoil(
                    0x12,
                    said -> {
                        held.set(said.length);
                        return new byte[0];
                    });
            assertEquals(
                    new Answer.Not(Why.NOBODY),
                    performUntil(dialogue, new Task.Identify(), held::get));
            assertEquals(44, held.get());
            script.hold(ALICE);
            var late = new VeinFrame(VeinFrame.REPLY, bob()).bytes();
            script.spoil(0x10, said -> ScriptedFinger.join(late, said));
            script.result(1); // so that the line is settled again
            perform(dialogue, new Task.Identify());
            script.result(0);
            assertEquals(new Answer.Different(PAD), perform(dialogue, new Task.Identify()));
        }
    }

    /// Such as that nobody was deleted, which has the code of nobody known.
    @Test
    void aReplyToSomethingElseIsNone() throws Exception {
        script.slot(4, BOB);
        script.hold(BOB);
        try (var port = open()) {
            var dialogue = dialogue(port, PLAIN);
            var other = new VeinFrame(VeinFrame.REPLY, new byte[] {0x20, 8}).bytes();
            script.spoil(0x12, _ -> other);
            assertEquals(new Answer.Not(Why.FAULT), perform(dialogue, new Task.Identify()));
            assertEquals(new Answer.Same(4, PAD), perform(dialogue, new Task.Identify()));
        }
    }

    private static byte[] bob() {
        var content = new byte[38];
        content[0] = 0x12;
        content[3] = 5;
        System.arraycopy(ScriptedVein.name(4), 0, content, 4, 32);
        return content;
    }

    /// Where the module is in the walk.
    private final class Walk implements SpoiltWalk.Walked {

        private final SerialPort port;
        private final VeinDialogue patient;

        Walk(SerialPort port) throws Exception {
            this.port = port;
            patient = dialogue(port, PLAIN);
        }

        @Override
        public void comes(int person) {
            script.hold(person);
        }

        @Override
        public void spoil(int command, UnaryOperator<byte[]> how) {
            script.spoil(command, how);
        }

        @Override
        public Answer hastily(Task task) throws Exception {
            return perform(begun(port), task, Duration.ofMillis(100));
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
