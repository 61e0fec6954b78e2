package onecard.site;

/// What a point makes of plates that cameras read.
///
/// @param confidencePercent a reading of which the camera is less sure is none, 0 to 100
/// @param tolerance which wrong character is tolerated
public record PlateTerms(int confidencePercent, PlateTolerance tolerance) {
    public PlateTerms {
        if (confidencePercent < 0 || confidencePercent > 100) {
            throw new IllegalArgumentException(
                    "a confidence must be 0..100, but was " + confidencePercent);
        }
    }
}
