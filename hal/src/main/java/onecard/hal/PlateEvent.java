package onecard.hal;

/// What a plate source tells. `nanos` is the monotonic clock when it was heard.
public sealed interface PlateEvent {

    /// A plate was read. Told for every reading: a camera may read the plate of one vehicle each
    /// second for as long as it stands there, and whoever is told judges whether it is the same.
    ///
    /// @param plate in the form of [PlateText]. It names a vehicle and so a person: never logged,
    /// never stored, and nowhere but on the source's own threads
    /// @param confidencePercent 0 to 100, how sure the camera is
    record Read(String source, String plate, int confidencePercent, long nanos)
            implements PlateEvent {

        public Read {
            if (!PlateText.isNormal(plate)) {
                throw new IllegalArgumentException(
                        "a plate must be 5 to 10 capital letters, digits and Chinese characters");
            }
            if (confidencePercent < 0 || confidencePercent > 100) {
                throw new IllegalArgumentException(
                        "a confidence must be 0..100, but was " + confidencePercent);
            }
        }

        /// Without the plate.
        @Override
        public String toString() {
            return "Read[source=%s, confidencePercent=%d, nanos=%d]"
                    .formatted(source, confidencePercent, nanos);
        }
    }

    /// Nobody reads plates there, until [Back].
    record Lost(String source, String why, long nanos) implements PlateEvent {}

    record Back(String source, long nanos) implements PlateEvent {}
}
