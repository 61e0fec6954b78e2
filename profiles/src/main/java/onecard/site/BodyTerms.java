package onecard.site;

import java.time.Duration;

/// Why a site keeps data of people's bodies, and for how long.
///
/// @param purpose a label; a consent for another is none here
/// @param assessment reference of the impact assessment
/// @param retention nothing is kept for longer, whatever somebody agreed to
public record BodyTerms(String purpose, String assessment, Duration retention) {
    public BodyTerms {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("kept for " + retention);
        }
    }
}
