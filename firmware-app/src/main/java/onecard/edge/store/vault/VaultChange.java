package onecard.edge.store.vault;

import onecard.access.Reason;

/// What became of a change of a vault.
public sealed interface VaultChange {

    /// It is on the device, and with it the record that the journal is owed.
    ///
    /// @param templates that came, or went
    /// @param slots of devices that came, or are to be emptied
    record Made(int templates, int slots) implements VaultChange {}

    /// Nothing is changed.
    ///
    /// @param why `NO_CONSENT`; `OCCUPIED`: a slot that is not free
    record Not(Reason why) implements VaultChange {}
}
