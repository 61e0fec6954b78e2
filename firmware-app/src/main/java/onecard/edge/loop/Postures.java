package onecard.edge.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.Posture;
import onecard.edge.record.Orders;
import onecard.edge.record.Owed;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.point.Order;
import onecard.point.PostureRules;
import onecard.point.PostureRules.Decided;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// What each point is ordered to be, kept true as time passes: its machine hears of it at the very
/// edge of a schedule or an order. Owned by the edge loop.
final class Postures {

    private final Supplier<TapId> names;
    private final Mover mover;
    private final Owed owed;
    private final Map<PointSlot<?>, Standing> standing = new LinkedHashMap<>();
    private List<PointSlot<?>> slots = List.of();
    private Optional<Mono> wake = Optional.empty();

    /// Steps a point's machine.
    interface Mover {
        void step(PointSlot<?> slot, Input input, Cause cause, Moment now);
    }

    private record Standing(Optional<Orders.Given> given, Decided decided) {}

    /// @param names for orders that no command gives
    /// @param owed hears of each order that ends, or a clock set back would give it again after a
    ///     restart
    Postures(Supplier<TapId> names, Mover mover, Owed owed) {
        this.names = names;
        this.mover = mover;
        this.owed = owed;
    }

    /// What is ordered at power-up, before anything else is heard.
    ///
    /// @param orders of before this start
    void start(List<PointSlot<?>> points, Orders orders, Moment now) {
        slots = points;
        for (var slot : slots) {
            var given = Optional.ofNullable(orders.standing().get(slot.parts.id()));
            var order = names.get();
            given.map(Orders.Given::by)
                    .filter(by -> !by.isEmpty())
                    .ifPresent(by -> slot.asked(order, by));
            decide(slot, given, order, now);
            ended(slot, given, now);
        }
        look(now);
    }

    /// A command was given, and stands from now on.
    void given(PointSlot<?> slot, Orders.Given given, TapId order, Moment now) {
        decide(slot, Optional.of(given), order, now);
        look(now);
    }

    /// What is ordered of it by people; empty if nothing is.
    Optional<Orders.Given> given(PointSlot<?> slot) {
        return Optional.ofNullable(standing.get(slot)).flatMap(Standing::given);
    }

    void due(Moment now) {
        for (var slot : slots) {
            var known = Objects.requireNonNull(standing.get(slot));
            if (known.decided().stale(now)) {
                decide(slot, known.given(), names.get(), now);
                ended(slot, known.given(), now);
            }
        }
        look(now);
    }

    private void ended(PointSlot<?> slot, Optional<Orders.Given> before, Moment now) {
        if (before.isPresent() && given(slot).isEmpty()) {
            owed.offer(
                    new Owed.Line.Ordered(slot.parts.id()),
                    Events.ordered(
                            names.get(), slot, Optional.empty(), Events.Ordered.NOTHING, now));
        }
    }

    Optional<Mono> nextWake() {
        return wake;
    }

    private Order ordered(PointSlot<?> slot) {
        var known = standing.get(slot);
        return known == null ? new Order(Posture.NORMAL, Cause.SCHEDULE) : known.decided().order();
    }

    private void decide(PointSlot<?> slot, Optional<Orders.Given> given, TapId order, Moment now) {
        var before = ordered(slot);
        var decided =
                PostureRules.decide(
                        slot.parts.hours(),
                        given.map(Orders.Given::commanded),
                        Optional.ofNullable(standing.get(slot))
                                .flatMap(known -> known.decided().scheduled()),
                        now);
        var left = given.filter(some -> !some.commanded().over(now));
        standing.put(slot, new Standing(left, decided));
        if (!decided.sameAs(before)) {
            var ordered = decided.order();
            mover.step(slot, ordered.input(order), ordered.cause(), now);
        }
    }

    /// The wall clock may be slewed: how far its next edge is away is looked at anew each turn.
    private void look(Moment now) {
        wake = Optional.empty();
        for (var each : standing.values()) {
            wake = Mono.sooner(wake, each.decided().due(now));
        }
    }
}
