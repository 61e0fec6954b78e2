package onecard.edge.bio;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.vein.VeinEngine;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// The engines that compare people here, by what they compare. One that is not ready compares
/// nothing, and whoever would be looked at finds another way. Owned by the match thread; asked
/// there, or whether there is one, anywhere.
public final class Engines implements AutoCloseable {

    private static final TaggedLogger LOG = Logger.tag("bio");

    private volatile Map<Modality, Engine> ready = Map.of();

    /// Makes them, and lets each do what comes once. On the match thread.
    public void begin() {
        var made = new EnumMap<Modality, Engine>(Modality.class);
        for (var engine : List.of(new FingerEngine(), new VeinEngine())) {
            try {
                engine.warmUp();
                made.put(engine.modality(), engine);
            } catch (EngineFailed failed) {
                engine.close();
                LOG.error("{} is not compared here: {}", engine.modality(), failed.getMessage());
            }
        }
        ready = Map.copyOf(made);
    }

    /// What compares at a sensor; empty before [#begin], and where nobody knows what a score means.
    public Supplier<Optional<Comparing>> at(Modality modality, Calibration calibration) {
        return () ->
                Optional.ofNullable(ready.get(modality))
                        .flatMap(
                                engine ->
                                        record(engine, calibration)
                                                .map(known -> new Comparing(engine, known)));
    }

    private static Optional<CalibrationRecord> record(Engine engine, Calibration calibration) {
        return switch (calibration) {
            case Calibration.Said(var record) ->
                    Optional.of(record).filter(it -> it.made().equals(engine.made()));
            case Calibration.Unfit _ -> Optional.empty();
            case Calibration.Unsaid() ->
                    engine.modality() == Modality.FINGER
                            ? Optional.of(FingerEngine.LINE)
                            : Optional.empty();
        };
    }

    /// Once the match thread has ended.
    @Override
    public void close() {
        ready.values().forEach(Engine::close);
    }
}
