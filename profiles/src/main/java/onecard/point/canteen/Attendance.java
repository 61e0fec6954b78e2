package onecard.point.canteen;

import java.time.Duration;

/// Whether operators sign in at a till.
///
/// @param required nothing is sold while nobody has
/// @param signedOutAfter so long without a key or a sale
public record Attendance(boolean required, Duration signedOutAfter) {

    /// A till that works by itself, and knows no operators.
    public static final Attendance NONE = new Attendance(false, Duration.ZERO);
}
