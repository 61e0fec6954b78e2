package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final int ATTEMPTS = 1_000;

    private static Duration longest(Backoff backoff, Trouble trouble) {
        var longest = Duration.ZERO;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var delay = backoff.delay(trouble, attempt);
            assertTrue(delay.compareTo(Duration.ofMillis(50)) >= 0, delay::toString);
            longest = longest.compareTo(delay) < 0 ? delay : longest;
        }
        return longest;
    }

    private static void near(Duration most, Duration longest) {
        assertTrue(longest.compareTo(most) <= 0, longest::toString);
        assertTrue(longest.compareTo(most.multipliedBy(9).dividedBy(10)) > 0, longest::toString);
    }

    @Test
    void aFleetComesBackWithinAMinuteAndAGateWithinSeconds() {
        var fleet = Backoff.jittered(new SplittableRandom(7));
        var gate = Backoff.prompt(new SplittableRandom(7));
        near(Backoff.LONGEST, longest(fleet, Trouble.NETWORK));
        near(Backoff.LONGEST, longest(fleet, Trouble.BUSY));
        near(Backoff.PROMPT, longest(gate, Trouble.NETWORK));
    }

    /// A broker that has too much to do is not asked by gates more often than by others.
    @Test
    void whatIsNoTroubleOfTheNetworkIsWaitedForAsByAnybody() {
        var gate = Backoff.prompt(new SplittableRandom(7));
        near(Backoff.LONGEST, longest(gate, Trouble.BUSY));
        near(Duration.ofSeconds(900), longest(gate, Trouble.REFUSED));
        near(Duration.ofSeconds(900), longest(gate, Trouble.TAKEN_OVER));
        near(Duration.ofSeconds(60), longest(gate, Trouble.CLOCK));
    }
}
