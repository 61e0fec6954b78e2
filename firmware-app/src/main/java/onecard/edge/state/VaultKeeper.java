package onecard.edge.state;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.vault.Vault;
import onecard.edge.watch.DeviceAlarms;
import onecard.edge.watch.Ending;
import onecard.site.BodyTerms;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.tinylog.Logger;

/// Keeps a vault: tells the journal what it is owed, and ends what is over. Thread-safe; what no
/// change causes is done by the thread `vault`.
public final class VaultKeeper implements AutoCloseable {

    /// A consent ends on a day, and the journal may have room again.
    private static final Duration TURN = Duration.ofMinutes(10);

    private final Vault vault;
    private final Optional<BodyTerms> terms;
    private final Writer journal;
    private final Supplier<Moment> clock;
    private final DeviceAlarms alarms;
    private final Thread thread;
    private volatile Runnable changed = () -> {};
    private boolean nearlyFiling;

    /// Where records go.
    @FunctionalInterface
    public interface Writer {

        /// Returns once it is durable: true, or false if it was lost.
        boolean write(Draft draft) throws InterruptedException;
    }

    /// @param terms absent: the site file says nothing of purpose and time
    public VaultKeeper(
            Vault vault,
            Optional<BodyTerms> terms,
            Writer journal,
            Supplier<Moment> clock,
            DeviceAlarms alarms) {
        this.terms = terms;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
        this.alarms = alarms;
        thread = Thread.ofPlatform().name("vault").unstarted(this::run);
    }

    /// Who hears that something may have changed; must not block. Before [#start].
    public void whenChanged(Runnable hears) {
        changed = hears;
    }

    /// Once the journal writes.
    public void start() {
        thread.start();
    }

    Vault vault() {
        return vault;
    }

    Optional<BodyTerms> terms() {
        return terms;
    }

    Moment now() {
        return clock.get();
    }

    /// Writes what the journal is owed, oldest first.
    ///
    /// @return whether it has all; else the rest stays owed
    synchronized boolean tell() throws StoreFailed {
        changed.run();
        try {
            for (var owed : vault.owed()) {
                if (!journal.write(Draft.system(owed.what(), owed.data(), clock.get()))) {
                    return false;
                }
                vault.told(owed.id());
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What is over, goes; by a clock that nobody trusts nothing is.
    void turn() throws StoreFailed {
        var now = clock.get();
        if (now.trust() != ClockTrust.UNTRUSTED) {
            int over = vault.purge(now.wall());
            if (over > 0) {
                Logger.info("{} consents are over, and what was kept under them is gone", over);
            }
        }
        if (!tell()) {
            Logger.warn("the journal is owed records of the vault, which are written later");
        }
        count(vault.people());
    }

    private synchronized void count(int people) {
        boolean nearly = people >= Vault.NEARLY_FILING;
        if (nearly != nearlyFiling) {
            nearlyFiling = nearly;
            alarms.tell(
                    "vault_filing",
                    nearly,
                    "%d people; at %d the authority is told".formatted(people, Vault.FILING));
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                turn();
            } catch (StoreFailed failed) {
                Logger.error("the vault is not kept now: {}", failed.getMessage());
            }
            LockSupport.parkNanos(TURN.toNanos());
        }
    }

    /// Before the journal and the vault are closed.
    @Override
    public void close() {
        if (thread.getState() != Thread.State.NEW) {
            Ending.of(thread);
        }
    }
}
