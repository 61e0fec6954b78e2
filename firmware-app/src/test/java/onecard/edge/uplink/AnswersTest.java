package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import onecard.edge.uplink.Answers.Answer;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final int LINK = 1;
    private static final int IN_FLIGHT = 8;

    private final Answers answers = new Answers();

    @Test
    void theCourierRestsUntilHalfIsAnswered() {
        assertTrue(answers.mayRest(IN_FLIGHT));
        assertFalse(answers.put(good(1)));
        assertFalse(answers.put(good(2)));
        assertFalse(answers.put(good(3)));
        assertTrue(answers.put(good(4)));
    }

    @Test
    void answersThatCameWhileItWorkedLetItNotRest() {
        for (int ticket = 1; ticket <= IN_FLIGHT / 2; ticket++) {
            boolean _ = answers.put(good(ticket));
        }
        assertFalse(answers.mayRest(IN_FLIGHT));
        for (int ticket = 1; ticket <= IN_FLIGHT / 2; ticket++) {
            assertEquals(ticket, answers.take().orElseThrow().ticket());
        }
        assertTrue(answers.take().isEmpty());
        assertTrue(answers.mayRest(IN_FLIGHT / 2));
    }

    @Test
    void theLastAnswerOfAllWakesIt() {
        assertTrue(answers.mayRest(1));
        assertTrue(answers.put(good(1)));
    }

    @Test
    void aRefusalAndTheAnswerToWhatIsNoEventWakeItAtOnce() {
        assertTrue(answers.mayRest(IN_FLIGHT));
        assertTrue(answers.put(new Answer(LINK, 1, 0x97)));
        assertTrue(answers.put(new Answer(LINK, -1, 0)));
        assertFalse(answers.put(good(2)));
    }

    private static Answer good(long ticket) {
        return new Answer(LINK, ticket, 0);
    }
}
