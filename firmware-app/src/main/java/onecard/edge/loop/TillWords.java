package onecard.edge.loop;

import java.util.Optional;
import onecard.money.Account;
import onecard.money.Fen;
import onecard.money.Pickup;
import onecard.money.Sale;
import onecard.words.Words;

/// What whoever has paid reads.
public final class TillWords {

    public static final Words NOTHING_TO_SETTLE = new Words("没有可结账的销售", "Nothing to settle");

    public static final Words NOTHING_TO_REPRINT = new Words("没有可补打的小票", "Nothing to reprint");

    private TillWords() {}

    /// @param left in their wallets; absent where nothing is paid
    static Words paid(Sale sale, Optional<Fen> left) {
        if (sale.under().training()) {
            return new Words("训练 " + sale.amount(), "Training " + sale.amount());
        }
        if (sale.basis().order().isPresent()) {
            return handedOut(sale.basis().order().get(), sale, left);
        }
        if (left.isEmpty()) {
            return new Words("已计次", "Counted");
        }
        return new Words(
                "已付 " + sale.amount() + " 余 " + left.get(),
                "Paid " + sale.amount() + ", left " + left.get());
    }

    /// What lies on the counter for them comes first.
    private static Words handedOut(Pickup order, Sale sale, Optional<Fen> left) {
        var items = order.items().isEmpty() ? "" : " " + String.join(", ", order.items());
        var paid =
                left.map(
                        rest ->
                                new Words(
                                        " 已付 " + sale.amount() + " 余 " + rest,
                                        ", paid " + sale.amount() + ", left " + rest));
        return new Words(
                "取餐" + items + paid.map(Words::zh).orElse(""),
                "Pick up" + items + paid.map(Words::en).orElse(""));
    }

    /// What whoever asked reads of their own.
    static Words account(Account account) {
        return account.left()
                .map(left -> new Words("余额 " + left, "Left " + left))
                .orElseGet(() -> new Words("暂无余额信息", "Nothing known"));
    }
}
