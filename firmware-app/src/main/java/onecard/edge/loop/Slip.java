package onecard.edge.loop;

import java.time.Instant;
import java.util.Optional;
import onecard.money.Fen;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Settlement;

/// What a till told on paper, and may tell once more.
public sealed interface Slip {

    /// @param left in their wallets; absent where nothing is paid, or after a start
    record Paid(Sale sale, Optional<Fen> left) implements Slip {}

    /// @param at when that was told
    record Back(Reversal reversal, Instant at) implements Slip {}

    record Settled(Settlement settlement) implements Slip {}
}
