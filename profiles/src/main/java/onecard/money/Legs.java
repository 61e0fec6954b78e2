package onecard.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What each wallet pays of one sale, in the order in which they were taken; each at most once. All
/// of them or none: a sale has one id and one record, whatever it is made of.
public record Legs(List<Leg> legs) {

    public static final Legs NONE = new Legs(List.of());

    /// @throws IllegalArgumentException if a wallet is named twice
    public Legs {
        legs = List.copyOf(legs);
        if (legs.stream().map(Leg::wallet).distinct().count() < legs.size()) {
            throw new IllegalArgumentException("a wallet pays twice: " + legs);
        }
    }

    /// Splits a sale over wallets.
    ///
    /// @param wallets in the order in which they are taken
    /// @param firstHelping whether it is the person's first sale of this meal
    /// @param left what may be spent from a wallet now: nothing of what its [Term] has ended
    /// @return empty if they do not hold enough
    public static Optional<Legs> split(
            Fen amount, List<Wallet> wallets, boolean firstHelping, Function<Wallet, Fen> left) {
        var legs = new ArrayList<Leg>();
        var open = amount;
        for (var wallet : wallets) {
            if (wallet.firstHelpingOnly() && !firstHelping) {
                continue;
            }
            var most = Fen.least(wallet.share().of(amount), left.apply(wallet));
            var paid = Fen.least(open, most);
            if (!paid.isZero()) {
                legs.add(new Leg(wallet.id(), paid));
                open = open.minus(paid);
            }
        }
        return open.isZero() ? Optional.of(new Legs(legs)) : Optional.empty();
    }

    public Fen total() {
        return legs.stream().map(Leg::amount).reduce(Fen.ZERO, Fen::plus);
    }

    /// What that wallet pays; nothing if it has no part in it.
    public Fen of(String wallet) {
        return legs.stream()
                .filter(leg -> leg.wallet().equals(wallet))
                .map(Leg::amount)
                .findFirst()
                .orElse(Fen.ZERO);
    }

    /// Splits what is given back of this sale over the wallets that paid it, the last one first: a
    /// person's own money comes back before a subsidy does. No wallet gets back more than it paid.
    ///
    /// @param before what was given back of it already
    /// @return empty if it is more than is left to give back
    public Optional<Legs> giveBack(Fen amount, Legs before) {
        var back = new ArrayList<Leg>();
        var open = amount;
        for (var leg : legs.reversed()) {
            var given = Fen.least(open, leg.amount().minus(before.of(leg.wallet())));
            if (!given.isZero()) {
                back.add(new Leg(leg.wallet(), given));
                open = open.minus(given);
            }
        }
        return open.isZero() ? Optional.of(new Legs(back)) : Optional.empty();
    }

    /// Both as one, wallet by wallet, in the order of this and then of the other's.
    public Legs and(Legs more) {
        var wallets =
                Stream.of(this, more).flatMap(it -> it.legs().stream()).map(Leg::wallet).distinct();
        return new Legs(
                wallets.map(wallet -> new Leg(wallet, of(wallet).plus(more.of(wallet)))).toList());
    }
}
