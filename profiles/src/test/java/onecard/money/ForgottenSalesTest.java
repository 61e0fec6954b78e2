package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Long books, and balances that have not counted all of them.
final class ForgottenSalesTest {

    @Test
    void nothingIsSoldOnBalancesOlderThanTheBooks() {
        var kept = Duration.ofDays(Ledger.DAYS_KEPT);

        assertThrows(IllegalArgumentException.class, () -> refusedAfter(kept));
        assertEquals(kept.minusHours(1), refusedAfter(kept.minusHours(1)).refusedAfter());
    }

    private static Credit refusedAfter(Duration age) {
        return new Credit(Cap.NONE, Fen.ZERO, Duration.ofHours(1), 100, Fen.ZERO, age);
    }
}
