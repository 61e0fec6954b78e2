package onecard.access;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A second factor that a point demands on the way in.
///
/// @param order which is asked for first, and what instead where that cannot prove it: each once,
///     and a PIN last, since whoever has the card may always enter one
/// @param of groups it is demanded of; empty: everybody. Where a card alone proves less than the
///     point's least, it is demanded in any case
/// @param when it is demanded; absent: always
/// @param within how long each is waited for
public record SecondFactor(
        List<Factor> order, Set<String> of, Optional<Schedule> when, Duration within) {

    /// So many looks at a person may fail in one presentation: more than two wrong ones would give
    /// a stranger more chances than the threshold was made for.
    public static final int TRIES_MAX = 2;

    /// So often one who is seen badly is asked to hold still in one presentation, wrong tries
    /// included.
    public static final int LOOKS_MAX = 5;

    public SecondFactor {
        order = List.copyOf(order);
        of = Set.copyOf(of);
        boolean once = order.stream().distinct().count() == order.size();
        int pin = order.indexOf(Factor.PIN);
        if (order.isEmpty() || !once || pin >= 0 && pin < order.size() - 1) {
            throw new IllegalArgumentException("each factor once and a PIN last, but " + order);
        }
    }

    /// One that has no other in its place.
    public SecondFactor(Factor only, Set<String> of, Optional<Schedule> when, Duration within) {
        this(List.of(only), of, when, within);
    }
}
