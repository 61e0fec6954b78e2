package onecard.money;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.Token;

/// A meal that somebody ordered ahead, as a signed list says it: to be handed out once.
///
/// @param id of the order, pseudonymous
/// @param diner whose it is, whoever picks it up
/// @param items names of what to hand out
/// @param amount what it costs, whatever is taken off for a group elsewhere
/// @param paid online, before it was published: it is not debited here
/// @param from first moment of its time
/// @param until first moment after its time, and after the lease of it
/// @param lessee who alone may hand it out until then; absent: nobody holds a lease of it
public record Preorder(
        Token id,
        Token diner,
        String canteen,
        String meal,
        List<String> items,
        Fen amount,
        boolean paid,
        Instant from,
        Instant until,
        Optional<Lessee> lessee) {

    Preorder of(Token id, Token diner) {
        return new Preorder(id, diner, canteen, meal, items, amount, paid, from, until, lessee);
    }

    /// @throws IllegalArgumentException if its time ends before it begins
    public Preorder {
        items = List.copyOf(items);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("from " + from + " until " + until);
        }
    }
}
