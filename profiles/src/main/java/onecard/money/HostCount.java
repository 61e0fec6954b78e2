package onecard.money;

import java.util.Map;

/// What the host counted of one batch, whose records it has.
///
/// @param batch number of the terminal's batch
/// @param sales how many, those among them that were taken back
/// @param netFen sales less what went back
/// @param wallets the same of each wallet; empty: it does not say
public record HostCount(long batch, long sales, long netFen, Map<String, Long> wallets) {

    public HostCount {
        wallets = Map.copyOf(wallets);
    }
}
