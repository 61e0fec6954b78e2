package onecard.edge.state;

import onecard.access.Reason;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.VaultChange;

/// Sensors of a daemon that runs, for whoever enrols people at one, or empties it.
public interface AtSensor {

    /// No daemon runs.
    AtSensor NONE =
            new AtSensor() {
                @Override
                public VaultChange enrol(String sensor, Enrolled who, int finger, String by) {
                    return new VaultChange.Not(Reason.DEVICE_FAULT);
                }

                @Override
                public VaultChange empty(String sensor, String by) {
                    return new VaultChange.Not(Reason.DEVICE_FAULT);
                }
            };

    /// Keeps whoever stands at that sensor as somebody who agreed: in a slot of its own, or as
    /// views of what it sees. Blocks until that is done, two minutes at most.
    ///
    /// @param sensor its name
    /// @param finger as in [onecard.edge.match.Template]; 0 for what is no finger
    /// @param by who does it
    VaultChange enrol(String sensor, Enrolled who, int finger, String by) throws StoreFailed;

    /// Nobody is left in the module at that sensor, whoever put them there. Blocks until that is
    /// done, some minutes at most.
    ///
    /// @param sensor its name
    /// @param by who wants it so
    VaultChange empty(String sensor, String by) throws StoreFailed;
}
