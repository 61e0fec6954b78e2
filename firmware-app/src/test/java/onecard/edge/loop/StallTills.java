package onecard.edge.loop;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.access.Schedule;
import onecard.hal.Panel;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Duty;
import onecard.money.Fen;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Operators;
import onecard.money.Payment;
import onecard.money.Price;
import onecard.money.Share;
import onecard.money.Term;
import onecard.money.Terms;
import onecard.money.Wallet;
import onecard.point.PostureHours;
import onecard.point.canteen.Assortment;
import onecard.point.canteen.Attendance;
import onecard.point.canteen.Mode;
import onecard.point.canteen.TillProfile;

/// The tills of a [Stall], and what they sell by: a subsidy pays its part of a first helping, and
/// nobody is limited by more than what stands in their wallets. At two nobody works; at the third
/// somebody has to, and managers may do everything.
final class StallTills {

    static final String FIXED = "fixed";
    static final String KEYED = "keyed";
    static final String DESK = "desk";
    static final String MANAGERS = "managers";
    static final Fen PRICE = new Fen(1_200);

    private static final Fen SUBSIDY_SHARE = new Fen(500);

    private static final Policy POLICY = Policy.of(Set.of("staff"), Assurance.A0, Rig.ZONE);

    private static final Terms TERMS =
            new Terms(
                    new Meals(
                            List.of(meal("lunch", 11, 13), meal("supper", 17, 19)),
                            Optional.empty(),
                            Rig.ZONE),
                    new Payment.Accounts(
                            List.of(
                                    new Wallet(
                                            "subsidy",
                                            new Share.Fixed(SUBSIDY_SHARE),
                                            Term.MONTH,
                                            true),
                                    Wallet.personal("personal")),
                            new Credit(
                                    Cap.NONE,
                                    Fen.ZERO,
                                    Duration.ofHours(24),
                                    50,
                                    Fen.ZERO,
                                    Duration.ofHours(72))),
                    new Limits(new Fen(10_000), Duration.ZERO, Cap.NONE, Cap.NONE),
                    Map.of(),
                    Duration.ZERO,
                    Duration.ofSeconds(15));

    private StallTills() {}

    static PointSlot<?> fixed(Panel panel, Counter counter) {
        var mode = new Mode.Fixed(new Price.Amount(PRICE));
        return till(FIXED, new TillProfile(mode, TERMS), panel, counter);
    }

    static PointSlot<?> keyed(Panel panel, Counter counter) {
        return till(KEYED, new TillProfile(new Mode.Keypad(), TERMS), panel, counter);
    }

    static PointSlot<?> desk(Panel panel, Counter counter) {
        var operators = new Operators(POLICY, Map.of(MANAGERS, Set.of(Duty.values())));
        var attendance = new Attendance(true, Duration.ofHours(1));
        var profile =
                new TillProfile(
                        new Assortment.Own(new Mode.Keypad()),
                        TERMS,
                        attendance,
                        Optional.of(operators));
        return till(DESK, profile, panel, counter);
    }

    private static PointSlot<?> till(String id, TillProfile profile, Panel panel, Counter counter) {
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        id,
                        profile.scene(),
                        profile.machine(),
                        POLICY,
                        PostureHours.NONE,
                        Map.of(id + "-reader", Direction.IN),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        panel,
                        Optional.of(
                                new PointSlot.Sells(
                                        TERMS,
                                        Optional.of(id + "-keys"),
                                        counter,
                                        profile.operators()))));
    }

    private static Meal meal(String name, int from, int until) {
        var window =
                new Schedule.Window(
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.of(from, 0),
                        LocalTime.of(until, 0));
        return new Meal(name, new Schedule(name, List.of(window)));
    }
}
