package onecard.hal.serial;

import java.time.Duration;
import onecard.hal.bio.Answer;
import onecard.hal.bio.driver.BioDesk;

/// How long a step of a task may wait. Whoever is there when the time of the task ends is seen to
/// the end of it, a little behind that.
interface Patience {

    /// Behind the end of its time nothing is waited for any more.
    Duration LATE = Duration.ofMillis(800);

    /// Of what is done while nobody asks.
    Patience OWN =
            new Patience() {
                @Override
                public long leftNanos() {
                    return Long.MAX_VALUE;
                }

                @Override
                public void refuseOver() {}
            };

    /// The same, for so long from now.
    static Patience within(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        return new Patience() {
            @Override
            public long leftNanos() {
                return end - System.nanoTime();
            }

            @Override
            public void refuseOver() {}
        };
    }

    /// Of a task.
    static Patience of(BioDesk.Call call) {
        return new Patience() {
            @Override
            public long leftNanos() {
                return call.leftNanos() + LATE.toNanos();
            }

            @Override
            public void refuseOver() throws Ended {
                call.refuseOthers();
                if (call.isCancelled()) {
                    throw new Ended(Answer.Why.CANCELLED);
                }
                if (leftNanos() <= 0) {
                    throw new Ended(Answer.Why.POOR); // somebody was there: it just took too long
                }
            }
        };
    }

    /// Until nothing is waited for; negative behind that.
    long leftNanos();

    /// Ends what was called off, or took too long; others who asked are told.
    void refuseOver() throws Ended;
}
