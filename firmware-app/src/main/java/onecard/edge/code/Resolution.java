package onecard.edge.code;

import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Renamed;
import onecard.access.Token;

/// What came back for a code.
public sealed interface Resolution {

    /// @param token of the identity named; the number itself went no further
    /// @param region of a social security card's issuer, 6 digits
    /// @param renamed what the token was before
    record Named(CredentialKind kind, Token token, Optional<String> region, Renamed renamed)
            implements Resolution {
        /// Where no key is rolled.
        public Named(CredentialKind kind, Token token, Optional<String> region) {
            this(kind, token, region, Renamed.NOTHING);
        }
    }

    /// The service knows the code for false, used or too old.
    record Refused() implements Resolution {}

    /// No answer in time, or none that can be understood.
    record Unreachable(String why) implements Resolution {}
}
