package onecard.money;

import java.util.Optional;
import onecard.access.Token;

/// Who stands at a till.
///
/// @param shift which sign-in at that till it was; 0: nobody has signed in
/// @param operator absent: nobody has
/// @param training what they sell is no sale: it moves no money and no total
public record Staff(long shift, Optional<Token> operator, boolean training) {

    /// A till that works by itself.
    public static final Staff NOBODY = new Staff(0, Optional.empty(), false);
}
