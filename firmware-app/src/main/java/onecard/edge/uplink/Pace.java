package onecard.edge.uplink;

/// So many a second, with no more than a hundredth of that at once. Time is an argument. One
/// thread.
final class Pace {

    private final int perSecond;
    private double allowance;
    private long allowanceAt;

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /// Nothing was saved up.
    void begin(long now) {
        allowance = 0;
        allowanceAt = now;
    }

    void accrue(long now) {
        double most = Math.max(1, perSecond / 100.0);
        allowance = Math.min(most, allowance + (now - allowanceAt) / 1e9 * perSecond);
        allowanceAt = now;
    }

    boolean isOne() {
        return allowance >= 1;
    }

    void take() {
        allowance--;
    }

    /// When there is one, a millisecond from now at the earliest.
    long due(long now) {
        return now + Math.max(1_000_000, (long) ((1 - allowance) / perSecond * 1e9));
    }
}
