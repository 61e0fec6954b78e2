package onecard.edge.match.eval;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.finger.FingerEngine;

/// The engines that can be evaluated, by the names that `--engine` takes.
public enum EvalEngine {
    FINGERPRINT,
    VEIN,
    FACE;

    /// @param name as calibration records have it
    /// @param line what scores mean where nothing was measured, if anybody has said
    public record Opened(
            Engine engine, String name, String version, Optional<CalibrationRecord> line) {}

    public static Optional<EvalEngine> ofName(String name) {
        return Arrays.stream(values()).filter(one -> one.toString().equals(name)).findFirst();
    }

    /// Of pictures whose files do not say it; without it there is no scale.
    public OptionalInt usualDpi() {
        return switch (this) {
            case FINGERPRINT -> OptionalInt.of(500);
            case VEIN, FACE -> OptionalInt.empty();
        };
    }

    /// Empty where there is no such engine here. It is warm.
    ///
    /// @param model file of an engine that wants one
    public Optional<Opened> open(Optional<Path> model) throws EngineFailed {
        return switch (this) {
            case FINGERPRINT -> {
                if (model.isPresent()) {
                    throw new EngineFailed("fingerprint takes no model");
                }
                var engine = new FingerEngine();
                engine.warmUp();
                yield Optional.of(
                        new Opened(
                                engine,
                                FingerEngine.NAME,
                                FingerEngine.version(),
                                Optional.of(FingerEngine.LINE)));
            }
            case VEIN, FACE -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
