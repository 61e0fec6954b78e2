package onecard.site;

import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.Factor;

/// A sensor that looks at people.
///
/// @param factor what of them; never a PIN
/// @param calibration file that says what scores mean at this sensor; absent: what the engine's
///     author says of fingers holds, and nothing of veins and faces
public record BodySensor(Factor factor, Source source, Optional<String> calibration) {

    public BodySensor {
        if (!factor.isBiometric()) {
            throw new IllegalArgumentException("no sensor looks at a " + factor);
        }
    }

    /// One of which nobody measured what scores mean.
    public BodySensor(Factor factor, Source source) {
        this(factor, source, Optional.empty());
    }

    /// Whether it gives what is compared here. One that does not compares by itself, and how many
    /// strangers pass there is its maker's to say.
    public boolean isComparedHere() {
        return switch (source) {
            case Source.FingerModule module -> module.gives() instanceof Gives.Picture;
            case Source.Directory _ -> true;
            case Source.VeinModule _, Source.Sim() -> false;
        };
    }

    /// Whether it may tell copies of people from people; most have no word for that at all.
    public boolean mayTellCopies() {
        return switch (source) {
            case Source.FingerModule _, Source.Directory _ -> false;
            case Source.VeinModule module -> module.tellsAttacks();
            case Source.Sim() -> true;
        };
    }

    /// Where it is.
    public sealed interface Source {

        /// A fingerprint module of the R503 and AS608 family on a serial line.
        ///
        /// @param device a path that survives re-plugging
        /// @param model what it is called where it has no word for it
        /// @param level how alike two fingers must be for it, 1 to 5, at least
        record FingerModule(String device, int baud, String model, int level, Gives gives)
                implements Source {}

        /// A palm or finger vein module on a serial line, which compares by itself.
        ///
        /// @param device a path that survives re-plugging
        /// @param model what it is called, which it does not say itself
        /// @param users that it takes
        /// @param tellsAttacks whether it tells copies from people, by its maker's word
        record VeinModule(String device, int baud, String model, int users, boolean tellsAttacks)
                implements Source {}

        /// A camera whose pictures are put into a directory.
        ///
        /// @param path of the directory, absolute
        /// @param model what the camera is called
        /// @param dpi of the pictures, dots an inch: fingers have it, and nothing else does
        record Directory(String path, String model, OptionalInt dpi) implements Source {}

        /// Who comes to it, whoever plays says.
        record Sim() implements Source {}
    }

    /// What a fingerprint module gives when it looks.
    public sealed interface Gives {

        /// No more than whom its slots hold: it compares by itself.
        record Nothing() implements Gives {}

        /// Its picture, compared here.
        ///
        /// @param dpi dots an inch
        record Picture(int width, int height, int dpi) implements Gives {}
    }
}
