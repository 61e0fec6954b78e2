package onecard.edge.walk;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import onecard.edge.crypto.Json;

/// The daemon on duty, in this process, as the walk tries it. Used by one thread.
public interface Duty extends AutoCloseable {

    /// Lets so much time pass.
    void pass(Duration time);

    /// What was recorded since the last call, or since before the start, in order, as events of
    /// the contract.
    List<Json.Obj> events();

    /// What the journal calls this start of it.
    String start();

    /// Where the journal stands, as far as it was read.
    long place();

    /// Relays that were energised since the last call and have dropped again, by name. One that is
    /// held on, by a schedule or a fire, is none of them.
    Set<String> pulsed();

    /// Records that no broker has acknowledged yet.
    long unsent();

    /// Whether its broker is there.
    boolean online();

    /// Takes the link to the broker away, or gives it back.
    void cut(boolean away);

    /// How long each tap since the last call took, from the card to the decision, oldest first; of
    /// more than a few hundred the last.
    List<Duration> taps();

    @Override
    void close();
}
