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

    /// What both came to, of one person who is known by two tokens: of either something is enough.
    default VaultChange and(VaultChange other) {
        return switch (this) {
            case Not _ -> other;
            case Made(int templates, int slots) ->
                    switch (other) {
                        case Not _ -> this;
                        case Made more ->
                                new Made(templates + more.templates(), slots + more.slots());
                    };
        };
    }
}
