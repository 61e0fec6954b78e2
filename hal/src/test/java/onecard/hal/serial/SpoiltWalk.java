package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;

/// Whatever becomes of any byte of any answer of a module that holds two people, no stranger is
/// taken for somebody, nobody for somebody else, and the next task is done as ever.
///
/// @param nothing answers that may come of a spoilt one besides the right one
record SpoiltWalk(Walked module, Set<Answer> nothing) {

    /// The slot of the person 1, and of the person 2; 3 is a stranger.
    static final int ALICES = 3;

    static final int BOBS = 5;

    /// One of a module's answers.
    ///
    /// @param task that the command is of
    record Step(int command, int bytes, Tasks task) {}

    /// What is asked while an answer is spoilt.
    enum Tasks {
        VERIFY,
        IDENTIFY,
        EITHER
    }

    /// The module, and whoever talks with it.
    interface Walked {

        /// That person is before it from now on.
        void comes(int person);

        /// What becomes of what it says next in answer to that command.
        void spoil(int command, UnaryOperator<byte[]> how);

        /// By whoever begins anew, and waits no longer than good answers take.
        Answer hastily(Task task) throws Exception;

        /// Nothing is on its way any more: what came too late for whoever was in a hurry is not an
        /// answer to the next.
        void settles() throws Exception;

        /// By whoever waits for as long as a busy machine needs, and goes on with that.
        Answer patiently(Task task) throws Exception;
    }

    /// @param apart from one byte of an answer that is spoilt to the next
    void over(List<Step> steps, Spoilt how, int seed, int apart) throws Exception {
        var random = new Random(seed);
        for (var step : steps) {
            for (int at = random.nextInt(apart); at < step.bytes(); at += apart) {
                int who = random.nextInt(3) + 1;
                module.comes(who);
                var task = task(step.task(), random);
                var right = right(task, who);
                int place = at;
                int bit = random.nextInt(8);
                // Where nobody is named an answer may be shorter.
                module.spoil(step.command(), said -> how.of(said, place % said.length, bit));
                var what = how + " at " + at + " of " + step.command() + ", seed " + seed;
                var answer = module.hastily(task);
                assertTrue(
                        answer.equals(right) || nothing.contains(answer),
                        () -> what + ": " + answer);
                module.spoil(step.command(), said -> said); // it was perhaps never asked
                module.settles();
                assertEquals(right, module.patiently(task), what);
            }
        }
    }

    private static Task task(Tasks tasks, Random random) {
        boolean verifies =
                switch (tasks) {
                    case VERIFY -> true;
                    case IDENTIFY -> false;
                    case EITHER -> random.nextBoolean();
                };
        return verifies ? new Task.Verify(ALICES) : new Task.Identify();
    }

    private static Answer right(Task task, int who) {
        int slot = who == 1 ? ALICES : who == 2 ? BOBS : -1;
        boolean same = task instanceof Task.Verify ? slot == ALICES : slot >= 0;
        return same
                ? new Answer.Same(slot, Pad.NOT_PERFORMED)
                : new Answer.Different(Pad.NOT_PERFORMED);
    }
}
