package onecard.money;

import java.time.LocalDate;

/// What is settled together: of one terminal, one business date and one shift.
///
/// @param number of the terminal's batches, from 1; none is left out
/// @param over nothing more is sold in it
/// @param trained sales in training, which are in no total
public record Batch(
        long number,
        LocalDate businessDate,
        long shift,
        boolean over,
        Totals totals,
        long trained) {

    static Batch begun(long number, LocalDate businessDate, long shift) {
        return new Batch(number, businessDate, shift, false, Totals.NONE, 0);
    }

    boolean takes(LocalDate date, long sold) {
        return !over && businessDate.equals(date) && shift == sold;
    }

    /// Whether nothing was done in it.
    boolean isEmpty() {
        return totals.equals(Totals.NONE) && trained == 0;
    }

    Batch ended() {
        return new Batch(number, businessDate, shift, true, totals, trained);
    }

    /// One more of that kind; what is sold in training is only counted.
    Batch with(Totals.Kind kind, String meal, Under by, Legs legs) {
        return by.training()
                ? with(totals, kind == Totals.Kind.SALE ? trained + 1 : trained)
                : with(totals.with(kind, meal, by.staff().operator(), legs), trained);
    }

    private Batch with(Totals next, long training) {
        return new Batch(number, businessDate, shift, over, next, training);
    }
}
