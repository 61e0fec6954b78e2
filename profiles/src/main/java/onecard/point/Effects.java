package onecard.point;

import java.util.ArrayList;
import java.util.List;
import onecard.point.Effect.Note;
import onecard.point.Fact.Result;

/// Effects that many kinds of points want, and lists of them put together in order.
public final class Effects {

    private Effects() {}

    public static List<Effect> all(List<? extends Effect> first, Effect... then) {
        return all(first, List.of(then));
    }

    public static List<Effect> all(List<? extends Effect> first, List<? extends Effect> then) {
        if (then.isEmpty()) {
            return List.copyOf(first);
        }
        var all = new ArrayList<Effect>(first);
        all.addAll(then);
        return all;
    }

    /// What became of whoever was granted.
    public static Effect passage(TapId tap, Result result) {
        return Note.of(new Fact.Passage(result), tap);
    }
}
