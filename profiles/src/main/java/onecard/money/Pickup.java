package onecard.money;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Renamed;
import onecard.access.Token;

/// That a sale handed out what was ordered ahead.
///
/// @param list that the order stood in
/// @param version of that list
/// @param items what was handed out
/// @param paid online: it was not debited here
/// @param until first moment after the order's time; until then, at least, it is not forgotten
public record Pickup(
        Token order,
        String list,
        long version,
        List<String> items,
        boolean paid,
        Instant until,
        Lease lease) {

    /// Whether nobody else could hand it out.
    public enum Lease {
        /// The till held the lease: nobody else did.
        HELD,
        /// The lease was over, whoever had held it: another till may have handed it out, too.
        EXPIRED,
        /// There never was one.
        NONE;

        /// The name in events.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Lease> ofWire(String wire) {
            return Stream.of(values()).filter(lease -> lease.wire().equals(wire)).findFirst();
        }
    }

    public Pickup {
        items = List.copyOf(items);
    }

    Pickup renamed(Renamed renamed) {
        return new Pickup(renamed.of(order), list, version, items, paid, until, lease);
    }

    static Pickup of(Preorder order, Preorders held, Lease lease) {
        return new Pickup(
                order.id(),
                held.list().name(),
                held.list().version(),
                order.items(),
                order.paid(),
                order.until(),
                lease);
    }
}
