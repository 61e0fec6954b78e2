package onecard.money;

import java.time.Instant;
import java.time.LocalDate;
import onecard.access.Token;

/// Refunds at a desk of their own, so that no till counts them among its sales.
final class Refunds {

    private Refunds() {}

    static Refund of(long number, SaleId sale, Legs legs) {
        return new Refund(
                new SaleId("desk", number),
                sale,
                new Token(0, 1),
                legs,
                new Serving("lunch", LocalDate.of(2026, 6, 30)),
                Instant.EPOCH,
                LocalDate.of(2026, 6, 30),
                Under.NONE);
    }
}
