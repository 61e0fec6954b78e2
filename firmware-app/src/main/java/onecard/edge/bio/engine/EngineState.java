package onecard.edge.bio.engine;

import java.util.Optional;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.finger.FingerEngine;
import onecard.hal.bio.Modality;

/// How far an engine is that would compare what a sensor gives. Only one that is [Ready] lets
/// anybody in; at any other whoever would be looked at finds another way.
public sealed interface EngineState {

    /// The site file has nothing to compare with: no model where the engine needs one.
    record NotConfigured() implements EngineState {}

    /// @param record what a score of it means here
    record Ready(CalibrationRecord record) implements EngineState {}

    /// It works, and nobody knows what its scores mean here.
    ///
    /// @param why for people; empty where nothing was said of it
    record NotCalibrated(String why) implements EngineState {}

    /// It does not work.
    ///
    /// @param why for people
    record Down(String why) implements EngineState {}

    /// Tries it; what it takes for that it gives back.
    ///
    /// @param maker of it; empty: there is none to be made
    static EngineState of(Optional<EnginesHere.Maker> maker, Calibration calibration) {
        if (maker.isEmpty()) {
            return new NotConfigured();
        }
        try (var tried = maker.get().make()) {
            tried.warmUp();
            return of(tried, calibration);
        } catch (EngineFailed failed) {
            return new Down(String.valueOf(failed.getMessage()));
        }
    }

    /// Of one that is warm.
    static EngineState of(Engine engine, Calibration calibration) {
        return switch (calibration) {
            case Calibration.Unfit(var why) -> new NotCalibrated(why);
            case Calibration.Said(var record) when !record.made().equals(engine.made()) ->
                    new NotCalibrated("it is of " + record.made());
            case Calibration.Said(var record) -> new Ready(record);
            case Calibration.Unsaid() ->
                    authors(engine.modality())
                            .<EngineState>map(Ready::new)
                            .orElseGet(() -> new NotCalibrated(""));
        };
    }

    /// What the author of an engine says of its scores; empty where nobody does.
    static Optional<CalibrationRecord> authors(Modality modality) {
        return switch (modality) {
            case FINGER -> Optional.of(FingerEngine.LINE);
            case FACE, VEIN -> Optional.empty();
        };
    }
}
