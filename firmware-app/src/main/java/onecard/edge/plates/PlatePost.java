package onecard.edge.plates;

import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.hal.PlateText;

/// What a camera pushes: one JSON object, a plate or a sign of life. Whatever else stands in it is
/// passed over.
sealed interface PlatePost {

    record Plate(String text, int confidencePercent) implements PlatePost {
        /// Without the plate.
        @Override
        public String toString() {
            return "Plate[confidencePercent=" + confidencePercent + "]";
        }
    }

    record Alive() implements PlatePost {}

    /// @param status of HTTP
    /// @param why for whoever sets the camera up; repeats nothing of what it said
    record Bad(int status, String why) implements PlatePost {}

    /// Readings that are older are of a vehicle that may have gone: a camera that keeps what it
    /// could not send must not send it later.
    int AGE_MAX_MS = 1_000;

    /// By which names a camera calls things.
    record Keys(String plate, String confidence) {}

    static PlatePost of(byte[] body, Keys keys) {
        return JsonReader.object(body)
                .map(said -> of(said, keys))
                .orElseGet(
                        () -> new Bad(400, "must be one JSON object without null and fractions"));
    }

    private static PlatePost of(Json.Obj said, Keys keys) {
        if (said.get(keys.plate()).isEmpty()) {
            return said.bool("alive").equals(Optional.of(true))
                    ? new Alive()
                    : new Bad(422, keys.plate() + " must be there, or alive: true");
        }
        var plate = said.text(keys.plate()).flatMap(PlateText::normalised);
        if (plate.isEmpty()) {
            return new Bad(
                    422, keys.plate() + " must be 5 to 10 letters, digits and Chinese characters");
        }
        var confidence = said.number(keys.confidence()).filter(it -> it >= 0 && it <= 100);
        if (confidence.isEmpty()) {
            return new Bad(422, keys.confidence() + " must be a whole number 0..100");
        }
        if (said.get("age_ms").isPresent()
                && said.number("age_ms").filter(it -> it >= 0 && it <= AGE_MAX_MS).isEmpty()) {
            return new Bad(422, "age_ms must be 0.." + AGE_MAX_MS);
        }
        return new Plate(plate.get(), Math.toIntExact(confidence.get()));
    }
}
