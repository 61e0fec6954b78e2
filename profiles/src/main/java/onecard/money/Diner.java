package onecard.money;

import java.util.Optional;
import java.util.Set;
import onecard.access.Token;

/// Who is to pay, as they stand at the terminal.
///
/// @param statement absent: no list says anything of their wallets
public record Diner(Token subject, Set<String> groups, Optional<Statement> statement) {
    public Diner {
        groups = Set.copyOf(groups);
    }
}
