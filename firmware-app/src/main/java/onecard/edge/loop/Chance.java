package onecard.edge.loop;

import java.util.random.RandomGenerator;

/// Which sales the host is asked to look at. Whoever cheats must not be able to tell, and a
/// simulated day must come out the same: so the source is given. Owned by the edge loop.
public interface Chance {

    /// Nobody is asked.
    Chance NEVER = _ -> false;

    /// @param random nobody else's
    static Chance of(RandomGenerator random) {
        return percent -> random.nextInt(100) < percent;
    }

    /// Whether it is this one.
    ///
    /// @param percent so many of a hundred, 0 to 100
    boolean hits(int percent);
}
