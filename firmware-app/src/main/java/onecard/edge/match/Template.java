package onecard.edge.match;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalInt;
import onecard.hal.bio.Modality;

/// What is kept of one look at a person, to compare later ones with. It is of that person's body:
/// it is stored sealed, and never sent or logged.
///
/// @param position which finger, by the codes of ISO/IEC 19794-2 (1 right thumb to 10 left little
///     finger; 0 unknown); 0 for a face
/// @param made by what; templates of two makers say nothing of each other
/// @param sensor the model of the sensor
/// @param dpi dots an inch; absent where there is no scale
/// @param quality 0 to 100, by the engine that made it
/// @param payload owned by the template
public record Template(
        Modality modality,
        int position,
        Made made,
        String sensor,
        OptionalInt dpi,
        int quality,
        Instant captured,
        byte[] payload) {

    /// The highest position.
    public static final int FINGERS = 10;

    /// What made a template. Equal ones may be compared.
    ///
    /// @param format of the payload, such as `sourceafis-cbor` or `vein-mc-256x112`
    /// @param extractor its id, with everything that changes what comes out (framing, scale)
    /// @param version its major version
    /// @param model sha256 of the model file, in hex; empty where there is none
    public record Made(String format, String extractor, int version, String model) {}

    /// Overwrites the payload with zeros.
    public void wipe() {
        Arrays.fill(payload, (byte) 0);
    }

    /// Without the payload.
    @Override
    public String toString() {
        return "Template[%s %d, %s, %d bytes]".formatted(modality, position, made, payload.length);
    }
}
