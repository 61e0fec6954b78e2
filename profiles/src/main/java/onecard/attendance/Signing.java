package onecard.attendance;

import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;

/// What comes of somebody who shows themselves at a desk.
public sealed interface Signing {

    /// They are recorded, and then told.
    ///
    /// @param sitting of which
    /// @param expected their row; absent: nobody expected them, or nobody is by list
    /// @param known others have said that they are there: they are told so, and recorded here all
    ///     the same, for what others say is not signed
    record Yes(Sitting sitting, Token person, Sign sign, Optional<Expected> expected, boolean known)
            implements Signing {}

    /// They have signed before: the same friendly text, and no second attendance.
    record Already(Sitting sitting, Token person, Optional<Expected> expected) implements Signing {}

    record No(Reason why) implements Signing {}
}
