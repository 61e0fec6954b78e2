package onecard.money;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// What a diner can pay with.
record Means(Terms terms, Diner diner, Tab tab, Moment now) {

    /// In all wallets, of what may be spent at that meal; empty where nothing is paid, or no list
    /// says.
    Optional<Fen> left(Serving serving) {
        return switch (terms.payment()) {
            case Payment.Accounts(var wallets, _) ->
                    diner.statement()
                            .map(
                                    said ->
                                            wallets.stream()
                                                    .map(it -> left(said, it, serving, true))
                                                    .reduce(Fen.ZERO, Fen::plus));
            case Payment.Counted() -> Optional.empty();
            case Payment.Purse() -> diner.purse();
        };
    }

    /// What each wallet pays; empty if they do not hold enough.
    Optional<Legs> legs(Fen amount, Serving serving) {
        return legs(amount, serving, now.trust() != ClockTrust.UNTRUSTED);
    }

    /// Why they do not.
    Reason whyNot(Fen amount, Serving serving) {
        if (terms.payment() instanceof Payment.Purse && diner.purse().isEmpty()) {
            return Reason.NO_PURSE;
        }
        boolean byClock =
                now.trust() == ClockTrust.UNTRUSTED && legs(amount, serving, true).isPresent();
        return byClock ? Reason.CLOCK_UNTRUSTED : Reason.NO_BALANCE;
    }

    /// @param dated whether what ends some day pays, too
    private Optional<Legs> legs(Fen amount, Serving serving, boolean dated) {
        return switch (terms.payment()) {
            case Payment.Counted() -> Optional.of(Legs.NONE);
            case Payment.Accounts accounts -> legs(accounts, amount, serving, dated);
            case Payment.Purse() -> diner.purse().flatMap(holds -> fromPurse(holds, amount));
        };
    }

    private static Optional<Legs> fromPurse(Fen holds, Fen amount) {
        var purse = Wallet.personal(Payment.Purse.WALLET);
        return Legs.split(amount, List.of(purse), true, _ -> holds);
    }

    private Optional<Legs> legs(
            Payment.Accounts accounts, Fen amount, Serving serving, boolean dated) {
        if (amount.isZero()) {
            return Optional.of(Legs.NONE);
        }
        return diner.statement()
                .flatMap(
                        said ->
                                Legs.split(
                                        amount,
                                        accounts.wallets(),
                                        tab.isFirst(serving),
                                        wallet -> left(said, wallet, serving, dated)));
    }

    private Fen left(Statement said, Wallet wallet, Serving serving, boolean dated) {
        var balance = said.of(wallet);
        var stated = LocalDate.ofInstant(balance.asOf(), terms.meals().zone());
        return wallet.isDated() && !dated || !wallet.term().covers(stated, serving.businessDate())
                ? Fen.ZERO
                : tab.left(wallet, balance);
    }
}
