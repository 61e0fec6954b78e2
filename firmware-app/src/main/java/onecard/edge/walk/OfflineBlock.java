package onecard.edge.walk;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import onecard.edge.words.Message;
import onecard.words.Words;

/// The seventh block: the link to the broker is taken away, people tap, the link is given back, and
/// what was recorded meanwhile is counted against what the broker has acknowledged.
final class OfflineBlock {

    private static final Duration LOOK = Duration.ofMillis(100);

    /// A link is found gone, or back, and a few records are on their way by then.
    private static final Duration SOON = Duration.ofSeconds(90);

    /// A broker that is there at all is connected to by then: the daemon started long ago.
    private static final Duration THERE = Duration.ofSeconds(15);

    private static final String PART = "uplink";

    private final Duty duty;
    private final Installer installer;
    private final Noted steps;

    OfflineBlock(Duty duty, Installer installer, Noted steps) {
        this.duty = duty;
        this.installer = installer;
        this.steps = steps;
    }

    void walk() {
        var what = Message.WALK_OFFLINE.with();
        if (!until(THERE, duty::online)) {
            steps.add(Stepped.failed(Block.OFFLINE, PART, what, Message.WALK_NO_BROKER.with()));
            return;
        }
        until(SOON, () -> duty.unsent() == 0);
        duty.cut(true);
        try {
            until(SOON, () -> !duty.online());
            cut(what);
        } finally {
            duty.cut(false);
        }
    }

    private void cut(Words what) {
        var _ = duty.events();
        if (installer.answer(new Ask.Act("offline", Message.WALK_TRY_OFFLINE.with()))
                instanceof Answer.Skipped(var why)) {
            steps.add(Stepped.skipped(Block.OFFLINE, PART, what, new Words(why, why)));
            return;
        }
        duty.pass(WiringBlock.SETTLE);
        int recorded = duty.events().size();
        long waiting = duty.unsent();
        boolean kept = recorded > 0 && waiting >= recorded;
        duty.cut(false);
        boolean back = until(SOON, () -> duty.online() && duty.unsent() == 0);
        var counted = Message.WALK_MEASURED_OFFLINE.with(recorded, waiting, duty.unsent());
        steps.add(
                kept && back
                        ? Stepped.passed(Block.OFFLINE, PART, what, counted)
                        : Stepped.failed(
                                Block.OFFLINE,
                                PART,
                                what,
                                kept ? Message.WALK_NOT_SENT.with() : Message.WALK_NOT_KEPT.with(),
                                counted));
    }

    private boolean until(Duration limit, BooleanSupplier so) {
        for (var left = limit; !left.isNegative(); left = left.minus(LOOK)) {
            if (so.getAsBoolean()) {
                return true;
            }
            duty.pass(LOOK);
        }
        return so.getAsBoolean();
    }
}
