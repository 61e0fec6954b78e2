package onecard.edge.match.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.match.Engine;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.hal.bio.Sample;

/// A set, extracted: what is in memory of it, without names.
///
/// @param identities in the set's order; each with one entry an impression, empty where nothing
///     could be extracted
/// @param failures how many impressions, by why
/// @param extraction of each that was tried
public record Sampled(
        List<List<Optional<Template>>> identities,
        Map<String, Integer> failures,
        Costs extraction) {

    /// Makes a sample of a file.
    public interface Reader {
        /// @throws PictureFile.NoPicture if the file holds none
        Sample read(Path file) throws IOException;
    }

    /// Hears of each impression that is done with.
    public interface Watcher {
        void done(int impressions);
    }

    /// @throws IOException if a file cannot be read; one that holds no picture is a failure
    public static Sampled of(EvalSet set, Reader reader, Engine engine, Watcher watcher)
            throws IOException {
        var identities = new ArrayList<List<Optional<Template>>>();
        var failures = new TreeMap<String, Integer>();
        var costs = new Costs();
        int done = 0;
        for (var files : set.identities().values()) {
            var impressions = new ArrayList<Optional<Template>>();
            for (var file : files) {
                Extraction extraction;
                try {
                    var sample = reader.read(file);
                    costs.begin();
                    extraction = engine.extract(sample, 0, "", Instant.EPOCH);
                    costs.end(1);
                    sample.wipe();
                } catch (PictureFile.NoPicture no) {
                    extraction = new Extraction.Unreadable(String.valueOf(no.getMessage()));
                }
                impressions.add(
                        switch (extraction) {
                            case Extraction.Made(var template) -> Optional.of(template);
                            case Extraction.Poor(var why) -> failed(why, failures);
                            case Extraction.Unreadable(var why) -> failed(why, failures);
                        });
                watcher.done(++done);
            }
            identities.add(impressions);
        }
        return new Sampled(identities, failures, costs);
    }

    private static Optional<Template> failed(String why, Map<String, Integer> failures) {
        failures.merge(why, 1, Integer::sum);
        return Optional.empty();
    }

    public int impressions() {
        return identities.stream().mapToInt(List::size).sum();
    }

    public int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }
}
