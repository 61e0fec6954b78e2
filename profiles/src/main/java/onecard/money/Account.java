package onecard.money;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What somebody may know of their own account.
///
/// @param left in all wallets, as far as this device knows; absent where nothing is paid, or no
///     list says
/// @param statement by which that is
/// @param last sales to them on this device of which something stands, the newest first
public record Account(Optional<Fen> left, Optional<Statement> statement, List<Bought> last) {

    /// @param paid less what was given back
    public record Bought(Instant at, Fen paid) {}

    /// As many as fit on a slip.
    static final int LAST_MAX = 5;

    public Account {
        last = List.copyOf(last);
    }

    /// What is not durable yet is nobody's to see.
    static List<Bought> last(Tab tab) {
        return tab.lines().stream()
                .filter(line -> line.sale().state() == Sale.State.DONE && !line.net().isZero())
                .map(line -> new Bought(line.sale().at(), line.net()))
                .sorted(Comparator.comparing(Bought::at).reversed())
                .limit(LAST_MAX)
                .toList();
    }
}
