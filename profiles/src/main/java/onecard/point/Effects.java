package onecard.point;

import java.util.ArrayList;
import java.util.List;

/// Lists of effects, put together in order.
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
}
