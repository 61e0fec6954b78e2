package onecard.money;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What somebody may know of their own account.
///
/// @param left in all wallets, as far as this device knows; absent where nothing is paid, or no
///     list says
/// @param statement by which that is
/// @param last sales to them on this device that stand, the newest first
public record Account(Optional<Fen> left, Optional<Statement> statement, List<Sale> last) {

    /// As many as fit on a slip.
    static final int LAST_MAX = 5;

    public Account {
        last = List.copyOf(last);
    }

    static List<Sale> last(Tab tab) {
        return tab.lines().stream()
                .map(Line::sale)
                .filter(Sale::counts)
                .sorted(Comparator.comparing(Sale::at).reversed())
                .limit(LAST_MAX)
                .toList();
    }
}
