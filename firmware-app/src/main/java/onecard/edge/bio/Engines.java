package onecard.edge.bio;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.match.Engine.EngineFailed;
import onecard.edge.match.finger.FingerEngine;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// The engines that compare people here, by what they compare. One that is not ready compares
/// nothing, and whoever would be looked at finds another way. Owned by the match thread; asked
/// there, or whether there is one, anywhere.
public final class Engines implements AutoCloseable {

    private static final TaggedLogger LOG = Logger.tag("bio");

    private volatile Map<Modality, Comparing> ready = Map.of();

    /// Makes them, and lets each do what comes once. On the match thread.
    public void begin() {
        var made = new EnumMap<Modality, Comparing>(Modality.class);
        var fingers = new FingerEngine();
        try {
            fingers.warmUp();
            made.put(Modality.FINGER, new Comparing(fingers, FingerEngine.LINE));
        } catch (EngineFailed failed) {
            LOG.error(failed, "fingers are not compared here: {}", failed.getMessage());
        }
        ready = Map.copyOf(made);
    }

    public Supplier<Optional<Comparing>> of(Modality modality) {
        return () -> Optional.ofNullable(ready.get(modality));
    }

    /// Once the match thread has ended.
    @Override
    public void close() {
        ready.values().forEach(it -> it.engine().close());
    }
}
