package onecard.money;

import java.util.Optional;
import java.util.Set;
import onecard.access.Token;

/// Who is to pay, as they stand at the terminal.
///
/// @param statement absent: no list says anything of their wallets
/// @param purse what the purse on their card holds, by its own word; absent: it was not read, or
///     there is none
public record Diner(
        Token subject, Set<String> groups, Optional<Statement> statement, Optional<Fen> purse) {
    public Diner {
        groups = Set.copyOf(groups);
    }

    /// One whose card holds no money.
    public Diner(Token subject, Set<String> groups, Optional<Statement> statement) {
        this(subject, groups, statement, Optional.empty());
    }
}
