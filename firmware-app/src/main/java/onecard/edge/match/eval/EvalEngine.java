package onecard.edge.match.eval;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.face.BareNet;
import onecard.edge.match.face.FaceEngine;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.vein.VeinEngine;
import onecard.site.FaceModels;

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
    /// @param faces by which nets faces are compared at a site
    public Optional<Opened> open(Optional<Path> model, Optional<FaceModels> faces)
            throws EngineFailed {
        return switch (this) {
            case FINGERPRINT ->
                    withoutModel(
                            model,
                            new Opened(
                                    new FingerEngine(),
                                    FingerEngine.NAME,
                                    FingerEngine.version(),
                                    Optional.of(FingerEngine.LINE)));
            case VEIN ->
                    withoutModel(
                            model,
                            new Opened(
                                    new VeinEngine(),
                                    VeinEngine.NAME,
                                    VeinEngine.VERSION,
                                    Optional.empty()));
            case FACE -> {
                var nets = model.isPresent() ? Optional.of(BareNet.of(model.get())) : faces;
                yield nets.isPresent() ? Optional.of(face(nets.get())) : Optional.empty();
            }
        };
    }

    private static Opened face(FaceModels nets) throws EngineFailed {
        var engine = FaceEngine.open(nets);
        try {
            engine.warmUp();
        } catch (EngineFailed failed) {
            engine.close();
            throw failed;
        }
        return new Opened(engine, FaceEngine.NAME, FaceEngine.VERSION, Optional.empty());
    }

    private Optional<Opened> withoutModel(Optional<Path> model, Opened opened) throws EngineFailed {
        if (model.isPresent()) {
            throw new EngineFailed(this + " takes no model");
        }
        opened.engine().warmUp();
        return Optional.of(opened);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
