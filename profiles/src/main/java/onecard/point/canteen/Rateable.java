package onecard.point.canteen;

import java.time.Duration;
import onecard.money.SaleId;
import onecard.time.Moment;
import onecard.time.Mono;

/// The last sale of a till, while whoever ate may say how it was.
///
/// @param until when they are thought to have gone to their table
public record Rateable(SaleId sale, Mono until) {

    /// Time to take the tray, and to press a key.
    static final Duration WITHIN = Duration.ofSeconds(30);

    static Rateable of(SaleId sale, Moment now) {
        return new Rateable(sale, now.plus(WITHIN));
    }

    boolean isOver(Moment now) {
        return now.reached(until);
    }
}
