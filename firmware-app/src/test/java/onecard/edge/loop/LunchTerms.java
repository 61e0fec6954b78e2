package onecard.edge.loop;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Schedule;
import onecard.money.Cap;
import onecard.money.Credit;
import onecard.money.Fen;
import onecard.money.Limits;
import onecard.money.Meal;
import onecard.money.Meals;
import onecard.money.Payment;
import onecard.money.Share;
import onecard.money.Term;
import onecard.money.Terms;
import onecard.money.Wallet;

/// What every terminal of a [Lunch] sells by. Its times are shorter than a real canteen's, so that
/// one lunch goes past both ages of a balance.
final class LunchTerms {

    /// Asked of everybody at a till of that mode, in fen.
    static final long PRICE = 1_200;

    /// Of one sale, in fen.
    static final long SUBSIDY_SHARE = 500;

    /// What one person may owe at one terminal, in fen and in sales.
    static final long OPEN_FEN = 4_000;

    static final int OPEN_SALES = 6;

    static final Duration REDUCED_AFTER = Duration.ofMinutes(20);
    static final int REDUCED_PERCENT = 50;
    static final Duration REFUSED_AFTER = Duration.ofMinutes(60);

    /// Whoever is of this group pays so many hundredths less.
    static final String CADRE = "cadre";

    static final int CADRE_PERCENT = 10;

    static final Duration REPEAT_WITHIN = Duration.ofMinutes(1);
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    private LunchTerms() {}

    static Terms with(LunchBug bug) {
        boolean anyHelping = bug == LunchBug.SUBSIDY_FOR_THE_SECOND_HELPING;
        return new Terms(
                new Meals(
                        List.of(meal("lunch", 11, 13), meal("supper", 22, 2)),
                        Optional.empty(),
                        Rig.ZONE),
                new Payment.Accounts(
                        List.of(
                                new Wallet(
                                        "subsidy",
                                        new Share.Fixed(new Fen(SUBSIDY_SHARE)),
                                        Term.MONTH,
                                        !anyHelping),
                                Wallet.personal("personal")),
                        credit(bug)),
                new Limits(
                        new Fen(3_000),
                        Duration.ofMinutes(5),
                        new Cap(8, Fen.ZERO),
                        new Cap(0, new Fen(20_000))),
                Map.of(CADRE, CADRE_PERCENT),
                REPEAT_WITHIN,
                ANSWER_WITHIN);
    }

    private static Credit credit(LunchBug bug) {
        boolean anything = bug == LunchBug.RISKS_ANYTHING;
        return new Credit(
                anything ? Cap.NONE : new Cap(OPEN_SALES, new Fen(OPEN_FEN)),
                new Fen(300_000),
                REDUCED_AFTER,
                REDUCED_PERCENT,
                Fen.ZERO,
                bug == LunchBug.SELLS_ON_BALANCES_THAT_ARE_TOO_OLD
                        ? Duration.ofDays(2)
                        : REFUSED_AFTER);
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
