package onecard.edge.store.registry;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.Token;
import onecard.money.Balance;
import onecard.money.Place;
import onecard.money.Statement;

/// What a published list says of people's wallets. One instance a reader's thread, on a connection
/// of its own, which is made at the first look-up; not thread-safe.
public final class Accounts {

    private final Supplier<WalletView> open;
    private final String list;
    private final String prefix;
    private Optional<WalletView> view = Optional.empty();

    /// @param list of type `wallets`
    /// @param device whose sales are counted in a balance up to the place that it names
    public Accounts(Supplier<WalletView> open, String list, String device) {
        this.open = open;
        this.list = list;
        this.prefix = device + ":";
    }

    /// Empty if the list is not held, or says nothing of them that can be understood. A wallet of
    /// which two balances are told counts as empty: nothing is sold on it.
    public Optional<Statement> of(Token person) {
        var held = view.orElseGet(open);
        view = Optional.of(held);
        try {
            return held.find(list, person)
                    .filter(said -> !said.wallets().isEmpty())
                    .map(said -> new Statement(said.list(), balances(said.wallets())));
        } catch (IOException failed) {
            throw new IllegalStateException("the registry cannot be read", failed);
        }
    }

    private Map<String, Balance> balances(List<WalletEntry> entries) {
        var balances = new HashMap<String, Balance>();
        var twice = new HashSet<String>(); // which of the two holds, nobody can tell
        for (var entry : entries) {
            if (balances.put(entry.wallet(), balance(entry)) != null) {
                twice.add(entry.wallet());
            }
        }
        balances.keySet().removeAll(twice);
        return balances;
    }

    private Balance balance(WalletEntry entry) {
        var standing = entry.standing();
        return new Balance(
                entry.fen(),
                Instant.ofEpochMilli(standing.asOfMillis()),
                place(standing.included()));
    }

    /// Of this device.
    private Optional<Place> place(String included) {
        for (var place : included.split(";", -1)) {
            if (place.startsWith(prefix)) {
                int seq = place.lastIndexOf(':');
                return Optional.of(
                        new Place(
                                place.substring(prefix.length(), seq),
                                Long.parseLong(place, seq + 1, place.length(), 10)));
            }
        }
        return Optional.empty();
    }
}
