package onecard.money;

import java.time.Instant;
import java.util.List;

/// One batch, closed.
///
/// @param unknown sales of it of which nobody knows whether a card was debited: in no total
public record Settlement(String point, Batch batch, List<SaleId> unknown, Instant at) {
    public Settlement {
        unknown = List.copyOf(unknown);
    }
}
