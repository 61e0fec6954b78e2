package onecard.edge.store.registry;

import onecard.access.Token;

/// One wallet of one person, as a published list tells of it.
///
/// @param fen what stands in it; may be below zero
record WalletEntry(Token person, String wallet, long fen, Standing standing) {

    /// What wallets that were settled together share.
    ///
    /// @param asOfMillis since the epoch: when it stood so
    /// @param included `device:epoch:seq` one after the other, with `;` between: of each device the
    ///     place up to which its records are counted; empty: none are
    record Standing(long asOfMillis, String included) {}
}
