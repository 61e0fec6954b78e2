package onecard.edge.bio.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.EngineFailed;
import onecard.hal.bio.Modality;
import org.tinylog.Logger;
import org.tinylog.TaggedLogger;

/// The engines that compare people here, by what they compare. One that is not ready compares
/// nothing, and whoever would be looked at finds another way: none stands in for another. Made, and
/// owned, by the match thread; asked there, or whether there is one, anywhere. None is made of
/// which no sensor of the site gives anything.
public final class Engines implements AutoCloseable {

    private static final TaggedLogger LOG = Logger.tag("bio");

    /// The first extraction of a JVM has taken 2.6 s on a server; small boards take ten times that.
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private final EnginesHere here;
    private final Set<Modality> wanted;
    private volatile Map<Modality, Engine> ready = Map.of();

    /// @param wanted of what sensors give that is compared here
    public Engines(EnginesHere here, Set<Modality> wanted) {
        this.here = here;
        this.wanted = Set.copyOf(wanted);
    }

    /// Makes each, and lets it do what comes once: works of the match thread, one an engine, so
    /// that others have their turn in between.
    public List<MatchThread.Work> beginnings() {
        return Arrays.stream(Modality.values())
                .filter(wanted::contains)
                .flatMap(
                        modality ->
                                here.maker(modality).stream()
                                        .map(it -> new Beginning(modality, it)))
                .<MatchThread.Work>map(it -> it)
                .toList();
    }

    private final class Beginning implements MatchThread.Work {
        private final Modality modality;
        private final EnginesHere.Maker maker;

        Beginning(Modality modality, EnginesHere.Maker maker) {
            this.modality = modality;
            this.maker = maker;
        }

        @Override
        public void run() {
            try {
                var all = new EnumMap<Modality, Engine>(Modality.class);
                all.putAll(ready);
                all.put(modality, warm(maker.make()));
                ready = Map.copyOf(all);
            } catch (EngineFailed failed) {
                LOG.error("{} is not compared here: {}", modality, failed.getMessage());
            }
        }

        private static Engine warm(Engine engine) throws EngineFailed {
            try {
                engine.warmUp();
                return engine;
            } catch (EngineFailed failed) {
                engine.close();
                throw failed;
            }
        }

        @Override
        public void abandoned() {} // nothing is made yet

        @Override
        public Duration allowance() {
            return WARM_UP;
        }
    }

    /// What compares at a sensor; empty before its beginning, and where nobody knows what a score
    /// means.
    public Supplier<Optional<Comparing>> at(Modality modality, Calibration calibration) {
        return () ->
                Optional.ofNullable(ready.get(modality))
                        .flatMap(
                                engine ->
                                        EngineState.of(engine, calibration)
                                                        instanceof EngineState.Ready(var record)
                                                ? Optional.of(new Comparing(engine, record))
                                                : Optional.empty());
    }

    /// Once the match thread has ended.
    @Override
    public void close() {
        ready.values().forEach(Engine::close);
    }
}
