package onecard.hal.purse;

import java.util.Optional;

/// What came of [Purse#balance].
public sealed interface Balance {

    /// @param card pseudonym of the purse, 32 hex digits
    /// @param former what that was before; empty unless the site's key is being rolled
    /// @param fen 0 to [Charge#FEN_MAX]; the card's word, which nothing proves
    record Read(String card, Optional<String> former, long fen) implements Balance {}

    /// @param status words of the card, SW1 SW2; 0 where it was not the card that said so
    record Unread(Refusal why, int status) implements Balance {}
}
