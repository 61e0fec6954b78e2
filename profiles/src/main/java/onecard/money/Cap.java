package onecard.money;

/// So many sales, and so much together, at most; zero sets no limit.
public record Cap(int count, Fen amount) {

    public static final Cap NONE = new Cap(0, Fen.ZERO);

    /// @throws IllegalArgumentException if the count is negative
    public Cap {
        if (count < 0) {
            throw new IllegalArgumentException("a count is not negative, but was " + count);
        }
    }

    /// Whether one more, of that amount, is within it.
    boolean allows(Tab.Sum before, Fen more) {
        return (count == 0 || before.count() < count)
                && (amount.isZero() || before.amount().plus(more).compareTo(amount) <= 0);
    }

    /// So many hundredths of it: what is left of a limit is never none.
    Cap percent(int percent) {
        return new Cap(
                count == 0 ? 0 : (int) Math.max(1, (long) count * percent / 100),
                amount.isZero() ? Fen.ZERO : Fen.most(new Fen(1), amount.percent(percent)));
    }
}
