package onecard.edge.pass;

import onecard.access.Assurance;
import onecard.access.Pass;
import onecard.access.Reason;
import onecard.access.Renamed;

/// What became of a token.
public sealed interface PassResult {

    /// @param claims as the token says them; what it is addressed to is in `pass`, by this site's
    ///     names
    /// @param renamed what pass and code were known by before
    record Verified(PassClaims claims, Pass pass, Assurance assurance, Renamed renamed)
            implements PassResult {}

    record Refused(Reason why) implements PassResult {}
}
