package onecard.money;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.time.Moment;

/// What a signed list says of one person's wallets.
///
/// @param list that it stands in; as old as the list is, the balances may have changed since
/// @param balances by wallet
public record Statement(ListVersion list, Map<String, Balance> balances) {

    public Statement {
        balances = Map.copyOf(balances);
    }

    /// How long ago the host said so; a list from the future is as new as can be.
    Duration age(Moment now) {
        var age = Duration.between(list.asOf(), now.wall());
        return age.isNegative() ? Duration.ZERO : age;
    }

    Balance of(Wallet wallet) {
        return Optional.ofNullable(balances.get(wallet.id()))
                .orElseGet(() -> Balance.none(list.asOf()));
    }
}
