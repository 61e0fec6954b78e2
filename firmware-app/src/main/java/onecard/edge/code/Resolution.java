package onecard.edge.code;

import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;

/// What came back for a code.
public sealed interface Resolution {

    /// @param token of the identity named; the number itself went no further
    /// @param region of a social security card's issuer, 6 digits
    record Named(CredentialKind kind, Token token, Optional<String> region) implements Resolution {}

    /// The service knows the code for false, used or too old.
    record Refused() implements Resolution {}

    /// No answer in time, or none that can be understood.
    record Unreachable(String why) implements Resolution {}
}
