package onecard.money;

import java.util.Optional;

/// An amount of money in whole fen, a hundredth of a yuan; never negative, never a fraction. What
/// goes beyond 64 bits or below zero is refused and not wrapped.
public record Fen(long fen) implements Comparable<Fen> {

    public static final Fen ZERO = new Fen(0);

    private static final int FEN_A_YUAN = 100;

    /// @throws IllegalArgumentException if negative
    public Fen {
        if (fen < 0) {
            throw new IllegalArgumentException("an amount is not negative, but was " + fen);
        }
    }

    /// Yuan with at most two digits behind the point, as people key them in: `12`, `12.5`,
    /// `12.50`. Empty for anything else, a sign, a blank or another alphabet's digits among it, and
    /// for more than fits.
    public static Optional<Fen> parse(String yuan) {
        if (!yuan.matches("[0-9]{1,18}(\\.[0-9]{1,2})?")) {
            return Optional.empty();
        }
        int point = yuan.indexOf('.');
        var whole = point < 0 ? yuan : yuan.substring(0, point);
        var cents = (point < 0 ? "" : yuan.substring(point + 1)) + "00";
        try {
            long units = Math.multiplyExact(Long.parseLong(whole), FEN_A_YUAN);
            return Optional.of(
                    new Fen(Math.addExact(units, Long.parseLong(cents.substring(0, 2)))));
        } catch (ArithmeticException _) {
            return Optional.empty();
        }
    }

    /// Yuan with two digits behind the point; [#parse] reads it back.
    public String yuan() {
        long cents = fen % FEN_A_YUAN;
        return fen / FEN_A_YUAN + (cents < 10 ? ".0" : ".") + cents;
    }

    /// @throws ArithmeticException if the sum does not fit
    public Fen plus(Fen more) {
        return new Fen(Math.addExact(fen, more.fen));
    }

    /// @throws IllegalArgumentException if `less` is more than this
    public Fen minus(Fen less) {
        return new Fen(fen - less.fen);
    }

    /// So many hundredths of it, rounded down to whole fen.
    ///
    /// @param percent 0..100
    public Fen percent(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("0 to 100 percent, but was " + percent);
        }
        return new Fen(fen / 100 * percent + fen % 100 * percent / 100);
    }

    public boolean isZero() {
        return fen == 0;
    }

    public static Fen least(Fen one, Fen other) {
        return one.fen <= other.fen ? one : other;
    }

    public static Fen most(Fen one, Fen other) {
        return one.fen >= other.fen ? one : other;
    }

    @Override
    public int compareTo(Fen other) {
        return Long.compare(fen, other.fen);
    }

    @Override
    public String toString() {
        return yuan();
    }
}
