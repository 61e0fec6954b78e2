package onecard.money;

import java.time.Duration;

/// What is risked on balances that nobody can be asked about at the tap.
///
/// @param diner of one person, as long as the host has not counted it
/// @param terminal of all of a terminal's, as long as the host does not hold it; zero: no limit
/// @param reducedAfter balances older than this are trusted with less
/// @param reducedPercent so much of `diner` and `terminal`
/// @param floor most of one sale on such balances; zero: as any other
/// @param refusedAfter on balances older than this nothing is sold; sooner than sales are forgotten
public record Credit(
        Cap diner,
        Fen terminal,
        Duration reducedAfter,
        int reducedPercent,
        Fen floor,
        Duration refusedAfter) {

    /// @throws IllegalArgumentException if the steps are not in order, or reduce to nothing
    public Credit {
        if (reducedAfter.isNegative() || refusedAfter.compareTo(reducedAfter) < 0) {
            throw new IllegalArgumentException(
                    "reduced after " + reducedAfter + ", refused after " + refusedAfter);
        }
        if (refusedAfter.compareTo(Duration.ofDays(Ledger.DAYS_KEPT)) >= 0) {
            throw new IllegalArgumentException(
                    "sales are forgotten after " + Ledger.DAYS_KEPT + " days, but " + refusedAfter);
        }
        if (reducedPercent < 1 || reducedPercent > 100) {
            throw new IllegalArgumentException("1 to 100 percent, but was " + reducedPercent);
        }
    }

    /// @param together with what counts as the same sale
    /// @param open of the person, not counted by the host yet
    /// @param exposed of the terminal, not held by the host yet
    boolean allows(Fen amount, Fen together, Tab.Sum open, Fen exposed, boolean reduced) {
        int percent = reduced ? reducedPercent : 100;
        return diner.percent(percent).allows(open, amount)
                && new Cap(0, terminal).percent(percent).allows(new Tab.Sum(0, exposed), amount)
                && (!reduced || floor.isZero() || together.compareTo(floor) <= 0);
    }
}
