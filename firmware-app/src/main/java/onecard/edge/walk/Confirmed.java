package onecard.edge.walk;

import onecard.edge.words.Message;
import onecard.words.Words;

/// A step that only whoever walks can confirm.
final class Confirmed {

    private Confirmed() {}

    /// @param step which, for a program
    static Stepped step(Installer installer, Block block, String step, Words words) {
        return switch (installer.answer(new Ask.Confirm(step, words))) {
            case Answer.Choice(var index) when index == 0 -> Stepped.passed(block, step, words);
            case Answer.Skipped(var why) ->
                    Stepped.skipped(block, step, words, new Words(why, why));
            case Answer.Choice _, Answer.Done(), Answer.Text _ ->
                    Stepped.failed(block, step, words, Message.WALK_NO.with());
        };
    }
}
