package onecard.money;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Token;

/// What was sold and given back, summed as a settlement wants it. What was sold in training is in
/// none of it.
///
/// @param counts how many, and how much, by kind, meal and operator
/// @param wallets how much each wallet paid or got back
public record Totals(Map<Cell, Sum> counts, Map<Drawn, Sum> wallets) {

    public static final Totals NONE = new Totals(Map.of(), Map.of());

    /// What happened to money.
    public enum Kind {
        SALE,
        /// A sale was taken back whole, in its own batch.
        VOID,
        REFUND;
    }

    /// What is counted together.
    ///
    /// @param meal that was paid for
    public record Cell(Kind kind, String meal, Optional<Token> operator) {}

    /// What moves one wallet.
    public record Drawn(Kind kind, String wallet) {}

    /// So many of so much together.
    public record Sum(long count, Fen amount) {

        static final Sum NONE = new Sum(0, Fen.ZERO);

        Sum and(Sum more) {
            return new Sum(count + more.count, amount.plus(more.amount));
        }
    }

    public Totals {
        counts = Map.copyOf(counts);
        wallets = Map.copyOf(wallets);
    }

    /// One more.
    Totals with(Kind kind, String meal, Optional<Token> operator, Legs legs) {
        var nextCounts = new HashMap<>(counts);
        nextCounts.merge(new Cell(kind, meal, operator), new Sum(1, legs.total()), Sum::and);
        var nextWallets = new HashMap<>(wallets);
        for (var leg : legs.legs()) {
            nextWallets.merge(new Drawn(kind, leg.wallet()), new Sum(1, leg.amount()), Sum::and);
        }
        return new Totals(nextCounts, nextWallets);
    }

    /// All of one kind.
    public Sum of(Kind kind) {
        return counts.entrySet().stream()
                .filter(cell -> cell.getKey().kind() == kind)
                .map(Map.Entry::getValue)
                .reduce(Sum.NONE, Sum::and);
    }

    /// What is left of what that wallet paid, in fen.
    public long netFen(String wallet) {
        return fen(Kind.SALE, wallet) - fen(Kind.VOID, wallet) - fen(Kind.REFUND, wallet);
    }

    private long fen(Kind kind, String wallet) {
        return wallets.getOrDefault(new Drawn(kind, wallet), Sum.NONE).amount().fen();
    }

    /// What is left of the sales, in fen; below zero where more was given back, of earlier batches.
    public long netFen() {
        return of(Kind.SALE).amount().fen()
                - of(Kind.VOID).amount().fen()
                - of(Kind.REFUND).amount().fen();
    }
}
