package onecard.point;

import java.util.List;
import java.util.stream.Stream;

/// Lists of effects, put together in order.
public final class Effects {

    private Effects() {}

    public static List<Effect> all(List<? extends Effect> first, Effect... then) {
        return all(first, List.of(then));
    }

    public static List<Effect> all(List<? extends Effect> first, List<? extends Effect> then) {
        return Stream.<Effect>concat(first.stream(), then.stream()).toList();
    }
}
