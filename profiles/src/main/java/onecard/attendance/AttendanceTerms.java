package onecard.attendance;

import java.time.Duration;

/// How strictly a desk takes its times.
///
/// @param openBefore so long before the begin people may sign in
/// @param grace so long after it they are on time still
/// @param veryLateAfter from so long after it they are very late
/// @param veryLateRefused whether they are turned away then: the seat is given up
/// @param walkIn what becomes of whom nobody expected
/// @param signOut whether people sign again as they leave
/// @param earlyLeave whoever leaves more than so long before the end leaves early
/// @param closeAfter so long after the end people may still sign out; nobody signs in any more
public record AttendanceTerms(
        Duration openBefore,
        Duration grace,
        Duration veryLateAfter,
        boolean veryLateRefused,
        WalkIn walkIn,
        boolean signOut,
        Duration earlyLeave,
        Duration closeAfter) {

    public AttendanceTerms {
        if (veryLateAfter.compareTo(grace) < 0) {
            throw new IllegalArgumentException(
                    "very late after " + veryLateAfter + ", before late after " + grace);
        }
    }
}
