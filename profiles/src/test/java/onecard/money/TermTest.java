package onecard.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TermTest {

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2028-02-01, 2028-02-29",
        "MONTH, 2026-12-31, 2026-12-31",
        "QUARTER, 2026-01-01, 2026-03-31",
        "QUARTER, 2026-05-31, 2026-06-30",
        "QUARTER, 2026-11-30, 2026-12-31"
    })
    void itsLastDayCounts(Term term, LocalDate stated, LocalDate last) {
        assertTrue(term.covers(stated, stated));
        assertTrue(term.covers(stated, last));
        assertEquals(false, term.covers(stated, last.plusDays(1)));
    }

    @Test
    void whatAPersonPaidInNeverEnds() {
        assertTrue(Term.NONE.covers(LocalDate.of(1970, 1, 1), LocalDate.of(9999, 12, 31)));
    }
}
