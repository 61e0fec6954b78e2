package onecard.edge.loop;

import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Presentation;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.point.Effect.Note;

/// What is recorded at a point whose house wants to count people and not to know them: that
/// somebody was let in, by which list and rule, and which way they went.
///
/// What is not kept is lost: nobody can be told apart, so there are no wrong tries and no prompt
/// that outlives a restart; and whoever asks later who was there has no answer.
final class Anonymous {

    private Anonymous() {}

    static boolean is(PointSlot<?> slot) {
        return slot.parts.policy().safeguards().house().anonymous();
    }

    /// What was shown there, as far as its record will say what it was before.
    static Presentation shown(PointSlot<?> slot, Presentation shown) {
        return is(slot) ? shown.unnamed() : shown;
    }

    /// A tap of that point, as it is recorded there.
    static Draft tap(PointSlot<?> slot, Draft tap) {
        if (!is(slot)) {
            return tap;
        }
        var decided = tap.data().object("decided").orElse(Json.Obj.EMPTY);
        return with(
                tap,
                tap.data()
                        .without("credential")
                        .with("decided", decided.without("tries", "subject"))
                        .with("anonymous", true));
    }

    /// Which way somebody went who is to be counted; empty where nobody is, or nobody knows it.
    static Optional<Direction> counts(PointSlot<?> slot, Note note) {
        return is(slot) && EffectRunner.hasPassed(note.fact())
                ? note.cause().flatMap(slot::wayOf)
                : Optional.empty();
    }

    /// A passage that way.
    static Draft counted(Draft passage, Direction way) {
        return with(passage, passage.data().with("counted", way.wire()));
    }

    private static Draft with(Draft draft, Json.Obj data) {
        return new Draft(
                draft.tap(),
                draft.point(),
                draft.kind(),
                draft.at(),
                data,
                draft.latencyMicros(),
                draft.cause(),
                draft.asks());
    }
}
