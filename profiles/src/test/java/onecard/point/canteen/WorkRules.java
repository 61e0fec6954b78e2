package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Account;
import onecard.money.Duty;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Call;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Input;
import onecard.point.Notice;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Till.State;

/// What an operator may do at a till, and what must hold of it: I13, I14, I27 and I43 as far as a
/// machine has to do with them. The page is kept by what goes in and comes out alone.
final class WorkRules {

    private static final Staff MANAGER = new Staff(1, Optional.of(new Token(9, 1)), false);
    private static final Staff SELLER = new Staff(1, Optional.of(new Token(9, 2)), false);

    /// Of a till before this one.
    private static final SaleId OTHER = TillRules.sale(99).id();

    private WorkRules() {}

    /// What is known of the operator.
    ///
    /// @param duties theirs; none while nobody has signed in
    /// @param wish what is on its way back
    /// @param last sale they may take back
    record Page(Staff staff, Set<Duty> duties, Optional<Wish> wish, Optional<SaleId> last) {

        static final Page NOBODY =
                new Page(Staff.NOBODY, Set.of(), Optional.empty(), Optional.empty());

        Page {
            duties = Set.copyOf(duties);
        }

        boolean going() {
            return wish.isPresent();
        }

        /// The sale of which it is; nobody's where nothing is.
        SaleId of() {
            return wish.map(
                            it ->
                                    switch (it) {
                                        case Wish.Void(var sale) -> sale;
                                        case Wish.Refund(var number, _) ->
                                                new SaleId(OTHER.point(), number);
                                        case Wish.Rest(var sale, _) -> sale;
                                    })
                    .orElse(OTHER);
        }

        Page goes(Optional<Wish> back) {
            return new Page(staff, duties, back, last);
        }

        Page last(Optional<SaleId> sale) {
            return new Page(staff, duties, wish, sale);
        }

        Page training() {
            var next = new Staff(staff.shift(), staff.operator(), !staff.training());
            return new Page(next, duties, wish, Optional.empty());
        }
    }

    static List<Input> inputs(Page page, TapId tap) {
        var inputs = new ArrayList<Input>();
        for (var call : Call.values()) {
            inputs.add(new Input.AtTill.Called(call));
        }
        inputs.add(new Input.AtTill.SignedIn(tap, MANAGER, EnumSet.allOf(Duty.class)));
        inputs.add(new Input.AtTill.SignedIn(tap, SELLER, Set.of(Duty.SELL)));
        inputs.add(new Input.AtTill.Queried(tap, nothing()));
        inputs.add(new Input.AtTill.NotReversed(page.of(), Reason.REFUND_LIMIT));
        inputs.add(new Input.AtTill.NotReversed(OTHER, Reason.REFUND_LIMIT));
        inputs.add(new Input.AtTill.Reversed(taken(OTHER)));
        page.last().ifPresent(sale -> inputs.add(new Input.AtTill.Reversed(taken(sale))));
        return inputs;
    }

    private static Account nothing() {
        return new Account(Optional.empty(), Optional.empty(), List.of());
    }

    private static Reversal taken(SaleId sale) {
        return new Reversal.Void(TillRules.sale(sale.number()).in(Sale.State.VOID));
    }

    /// @param paying somebody's sale is in hand
    static Page after(Page before, Optional<Input> input, Step<State> step, boolean paying) {
        var page = before;
        int reversed = 0;
        for (var effect : step.effects()) {
            switch (effect) {
                case Effect.AtTill.Reverse(var wish, var staff) -> {
                    may(before, wish);
                    unless(staff.equals(before.staff()), "whoever asks is named");
                    unless(!paying && !before.going(), "one thing at a time");
                    page = page.goes(Optional.of(wish));
                }
                case Effect.AtTill.TellReversed _ -> {
                    reversed++;
                    unless(before.going(), "what was not asked for is not told");
                    page = page.goes(Optional.empty());
                }
                case Effect.AtTill.Settle(var staff) -> {
                    unless(before.duties().contains(Duty.SETTLE), "only who may settles");
                    unless(staff.equals(before.staff()), "whoever settles is named");
                    unless(!paying && !before.going(), "I43: between two sales");
                    page = page.last(Optional.empty());
                }
                case Effect.AtTill.TellTotals() ->
                        unless(before.duties().contains(Duty.SETTLE), "only who may settles sees");
                case Effect.AtTill.Reprint() ->
                        unless(
                                before.duties().contains(Duty.SELL) && !paying && !before.going(),
                                "only who may sell prints once more, between two sales");
                case Effect.AtTill.Say.That(var notice) -> page = said(page, input, notice);
                case Effect.AtTill.Tell(_, var sale, _) -> {
                    if (page.staff().shift() > 0) {
                        page = page.last(Optional.of(sale.id()));
                    }
                }
                default -> {}
            }
        }
        if (input.isPresent() && before.going()) {
            switch (input.get()) {
                case Input.AtTill.Reversed(var what) when what.of().equals(before.of()) -> {
                    unless(reversed == 1, "whoever waits for it is told, once");
                    page = what instanceof Reversal.Void ? page.last(Optional.empty()) : page;
                }
                case Input.AtTill.NotReversed(var of, _) when of.equals(before.of()) ->
                        page = page.goes(Optional.empty());
                default -> unless(page.going(), "only the answer ends it");
            }
        }
        return page;
    }

    private static void may(Page page, Effect.AtTill.Wish wish) {
        switch (wish) {
            case Effect.AtTill.Wish.Void(var sale) -> {
                unless(page.duties().contains(Duty.VOID), "only who may takes back");
                unless(page.last().equals(Optional.of(sale)), "the last sale of their own, once");
            }
            case Effect.AtTill.Wish.Refund _ ->
                    unless(page.duties().contains(Duty.REFUND), "only who may gives back");
            case Effect.AtTill.Wish.Rest _ ->
                    throw new onecard.point.Sequences.Broken("nobody asks for the rest of a ride");
        }
    }

    private static Page said(Page page, Optional<Input> input, Notice notice) {
        if (notice == Notice.SIGNED_IN) {
            if (input.orElseThrow() instanceof Input.AtTill.SignedIn(_, var staff, var duties)) {
                unless(page.equals(Page.NOBODY), "one operator at a time");
                return new Page(staff, duties, Optional.empty(), Optional.empty());
            }
            throw new onecard.point.Sequences.Broken("nobody signs in without a card");
        }
        if (notice == Notice.SIGNED_OUT) {
            return Page.NOBODY;
        }
        if (notice == Notice.TRAINING || notice == Notice.TRAINING_OVER) {
            unless(page.duties().contains(Duty.CONFIGURE), "I27: only who may trains");
            return page.training();
        }
        return page;
    }
}
