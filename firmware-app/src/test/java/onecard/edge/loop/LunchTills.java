package onecard.edge.loop;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.hal.Panel;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.point.PostureHours;
import onecard.point.canteen.Mode;
import onecard.point.canteen.Till;

/// The tills that stand at the terminals of a [Lunch]: each has one that is keyed, and most have
/// one more, where everybody pays the same.
final class LunchTills {

    static final String KEYED = "keyed";
    static final String FIXED = "fixed";

    /// More than anybody would want, so that few sales are enough.
    private static final int CHECK_PERCENT = 5;

    private LunchTills() {}

    static PointSlot<?> slot(String id, LunchBug bug, Counter counter) {
        var mode =
                id.equals(FIXED)
                        ? new Mode.Fixed(new Price.Amount(new Fen(LunchTerms.PRICE)))
                        : new Mode.Keypad();
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        id,
                        "canteen",
                        new Till(mode),
                        Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE),
                        PostureHours.NONE,
                        Map.of(id + "-reader", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        new Dark(),
                        Optional.of(
                                new PointSlot.Sells(
                                        LunchTerms.with(bug),
                                        Optional.of(id + "-keys"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        CHECK_PERCENT,
                                        counter,
                                        Optional.empty()))));
    }

    private static final class Dark implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}
    }
}
