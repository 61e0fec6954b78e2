package onecard.point.barrier;

import java.time.Duration;

/// How fast the arm is, by the classes of GB/T 24973-2010, 5.6.
public enum SpeedClass {
    /// Below 1.4 s.
    F(Duration.ofMillis(1_400)),
    /// 1.4 to 4 s.
    O(Duration.ofSeconds(4)),
    /// 4 to 5 s.
    S(Duration.ofSeconds(5));

    private final Duration slowest;

    SpeedClass(Duration slowest) {
        this.slowest = slowest;
    }

    /// After so long without its limit contact, the arm has not got there.
    public Duration limit() {
        return slowest.multipliedBy(2);
    }
}
