package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import onecard.point.Output;
import onecard.words.Lang;
import onecard.words.Words;
import org.junit.jupiter.api.Test;

/// What an installer types, and what the walk makes of it.
class ConsoleInstallerTest {

    private static final Ask DO = new Ask.HandsOff();
    private static final Ask CHOOSE =
            new Ask.Saw(new Move("door", Output.LOCK, "lock", Duration.ofSeconds(2)));
    private static final Ask TELL = new Ask.Tell("who", new Words("由何人调试?", "who walked?"));

    private final List<String> shown = new ArrayList<>();

    @Test
    void enterIsDoneANumberChoosesAndTextIsTaken() {
        assertEquals(new Answer.Done(), answer(DO, ""));
        assertEquals(new Answer.Choice(2), answer(CHOOSE, "3"));
        assertEquals(new Answer.Text("Wang"), answer(TELL, " Wang "));
    }

    @Test
    void aReasonLeavesItOut() {
        assertEquals(new Answer.Skipped("no ladder"), answer(DO, "s no ladder"));
        assertEquals(new Answer.Skipped("no reason given"), answer(CHOOSE, "s"));
        assertEquals(new Answer.Text("someone"), answer(TELL, "someone"));
    }

    @Test
    void whatIsNoChoiceIsAskedAgain() {
        assertEquals(new Answer.Choice(0), answer(CHOOSE, "", "9", "x", "0", "1"));
        assertEquals(4, shown.stream().filter("write a number from 1 to 8"::equals).count());
    }

    @Test
    void whereNoAnswersAreLeftTheRestIsLeftOut() {
        assertTrue(answer(DO) instanceof Answer.Skipped);
        assertTrue(answer(CHOOSE, "nonsense") instanceof Answer.Skipped);
    }

    /// An output moves once it is done: nobody who writes that it is not may set it off.
    @Test
    void whatIsWrittenWhereEnterIsAskedForIsNotTakenForDone() {
        assertEquals(new Answer.Skipped("not yet"), answer(DO, "no", "wait", "S", "s not yet"));
        assertEquals(new Answer.Done(), answer(DO, "?", " "));
        assertTrue(answer(DO, "y") instanceof Answer.Skipped);
    }

    @Test
    void aTerminalThatIsGoneHasNoAnswersLeft() {
        var installer =
                new ConsoleInstaller(
                        Lang.EN,
                        shown::add,
                        () -> {
                            throw new IOException("Input/output error");
                        });
        assertFalse(installer.isGone(), "it was asked nothing yet");
        assertEquals(new Answer.Skipped("no answers were left"), installer.answer(DO));
        assertTrue(installer.isGone());
        assertEquals(new Answer.Skipped("no answers were left"), installer.answer(CHOOSE));
    }

    @Test
    void whatCameOfAStepIsShown() {
        var installer = new ConsoleInstaller(Lang.EN, shown::add, () -> null);
        var what = new Words("门磁", "door contact");
        installer.told(Stepped.passed(Block.WIRING, "leaf", what, new Words("变化 1 次", "1 change")));
        installer.told(Stepped.failed(Block.WIRING, "exit", what, new Words("断线", "cut")));
        installer.told(Stepped.passed(Block.WIRING, "fire", what)); // nothing to tell
        assertEquals(List.of("  1 change", "  failed: cut"), shown);
    }

    @Test
    void everyChoiceIsShown() {
        var _ = answer(CHOOSE, "1");
        CHOOSE.choices()
                .forEach(
                        choice ->
                                assertTrue(
                                        shown.stream().anyMatch(line -> line.endsWith(choice.en())),
                                        shown::toString));
    }

    private Answer answer(Ask ask, String... lines) {
        var left = new ArrayDeque<>(List.of(lines));
        return new ConsoleInstaller(Lang.EN, shown::add, left::poll).answer(ask);
    }
}
