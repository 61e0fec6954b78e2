package onecard.edge.walk;

import java.util.List;
import onecard.edge.words.Message;
import onecard.words.Words;

/// The tenth block: what is handed over, and to whom.
final class HandoverBlock {

    private final Installer installer;
    private final Noted steps;
    private String walkedBy = "";

    HandoverBlock(Installer installer) {
        this.installer = installer;
        steps = new Noted(installer);
    }

    List<Stepped> walk() {
        installer.begins(Block.HANDOVER);
        confirm("labels", Message.WALK_HANDOVER_LABELS.with());
        confirm("backup", Message.WALK_HANDOVER_BACKUP.with());
        var _ = tell("battery", Message.WALK_HANDOVER_BATTERY.with());
        var _ = tell("trained", Message.WALK_HANDOVER_TRAINED.with());
        walkedBy = tell("walked-by", Message.WALK_HANDOVER_WALKED_BY.with());
        return steps.all();
    }

    /// As they said it; empty if they did not.
    String walkedBy() {
        return walkedBy;
    }

    private void confirm(String step, Words words) {
        steps.add(Confirmed.step(installer, Block.HANDOVER, step, words));
    }

    private String tell(String step, Words words) {
        var answer = installer.answer(new Ask.Tell(step, words));
        var told = answer instanceof Answer.Text(var text) ? text.strip() : "";
        steps.add(
                !told.isEmpty()
                        ? Stepped.passed(Block.HANDOVER, step, words, new Words(told, told))
                        : Stepped.skipped(
                                Block.HANDOVER, step, words, Message.WALK_NOTHING_TOLD.with()));
        return told;
    }
}
