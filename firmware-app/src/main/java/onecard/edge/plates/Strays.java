package onecard.edge.plates;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Who asks one port for what they may not: without the secret, or for what is not there. Each
/// address has so many tries a minute, and is then not listened to until its minute is over, not
/// even with the secret: it might be guessed else. Told at most once a minute. For clients, which
/// come on threads of their own; so it has a lock.
final class Strays {

    /// Of one address, in a minute: more than whoever sets a camera up gets wrong.
    static final int TRIES_MAX = 10;

    /// Addresses that are told apart; of more the one that tried longest ago is forgotten.
    static final int ADDRESSES_MAX = 256;

    private static final long MINUTE = 60_000_000_000L;

    private final LongSupplier nanos;
    private final Map<InetAddress, Tally> tallies = new Newest(); // these three guarded by this
    private int untold;
    private Optional<Long> told = Optional.empty();

    private record Tally(long since, int tries) {
        boolean isOver(long now) {
            return now - since >= MINUTE;
        }
    }

    private static final class Newest extends LinkedHashMap<InetAddress, Tally> {
        private static final long serialVersionUID = 1;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Tally> eldest) {
            return size() > ADDRESSES_MAX;
        }
    }

    Strays(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Whether that address is listened to.
    synchronized boolean mayAsk(InetAddress address) {
        var tally = tallies.get(address);
        return tally == null || tally.tries() < TRIES_MAX || tally.isOver(nanos.getAsLong());
    }

    /// One of that address was refused.
    ///
    /// @return how many were since it was told last, where it is to be told now
    synchronized Optional<Integer> refused(InetAddress address) {
        long now = nanos.getAsLong();
        var before =
                Optional.ofNullable(tallies.get(address))
                        .filter(tally -> !tally.isOver(now))
                        .orElseGet(() -> new Tally(now, 0));
        tallies.put(address, new Tally(before.since(), Math.min(before.tries() + 1, TRIES_MAX)));
        untold++;
        if (told.filter(last -> now - last < MINUTE).isPresent()) {
            return Optional.empty();
        }
        int count = untold;
        told = Optional.of(now);
        untold = 0;
        return Optional.of(count);
    }
}
