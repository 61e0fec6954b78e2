package onecard.edge.walk;

import java.util.Locale;
import onecard.edge.words.Message;
import onecard.words.Words;

/// The blocks of a commissioning, in the order in which they are walked.
public enum Block {
    IDENTITY(Message.WALK_BLOCK_IDENTITY),
    WIRING(Message.WALK_BLOCK_WIRING),
    READERS(Message.WALK_BLOCK_READERS),
    POINTS(Message.WALK_BLOCK_POINTS),
    SAFETY(Message.WALK_BLOCK_SAFETY),
    DATA(Message.WALK_BLOCK_DATA),
    OFFLINE(Message.WALK_BLOCK_OFFLINE),
    MONEY(Message.WALK_BLOCK_MONEY),
    LOAD(Message.WALK_BLOCK_LOAD),
    HANDOVER(Message.WALK_BLOCK_HANDOVER);

    private final Message title;

    Block(Message title) {
        this.title = title;
    }

    /// Its number and name.
    public Words title() {
        var name = title.with();
        int number = ordinal() + 1;
        return new Words(number + ". " + name.zh(), number + ". " + name.en());
    }

    /// In reports.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
