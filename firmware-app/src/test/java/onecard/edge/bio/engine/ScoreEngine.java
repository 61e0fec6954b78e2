package onecard.edge.bio.engine;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Engine;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;

/// An engine that finds templates as alike as a test says, by the number in their payload; whatever
/// is put before its sensor is somebody.
public final class ScoreEngine implements Engine {

    public static final Template.Made MADE = new Template.Made("vendor:score", "score", 1, "");

    private final Map<Byte, Double> scores = new HashMap<>();
    private Runnable comparing = () -> {};
    public Optional<Template> probe = Optional.empty();
    public int compared;

    /// From now on.
    public synchronized void finds(int number, double score) {
        scores.put((byte) number, score);
    }

    /// What happens while it compares.
    public synchronized void meanwhile(Runnable happens) {
        comparing = happens;
    }

    public static Template template(int number) {
        return new Template(
                Modality.FINGER,
                0,
                MADE,
                "hand",
                OptionalInt.empty(),
                50,
                Instant.EPOCH.minusSeconds(number).plusSeconds(1_000),
                new byte[] {(byte) number});
    }

    public static Sample.Embedding sample() {
        return new Sample.Embedding("hand", new float[] {1});
    }

    /// Ten times fewer strangers each ten points, from 0.1 at 10 down to so many decades.
    public static CalibrationRecord line(int decades) {
        return record(decades, 0, Basis.DOCUMENTED);
    }

    /// The same, measured on so many people that all of it holds.
    public static CalibrationRecord measured(int decades) {
        return record(decades, 1_000_000, Basis.MEASURED);
    }

    private static CalibrationRecord record(int decades, int people, Basis basis) {
        var table = new ArrayList<Point>();
        for (int each = 1; each <= decades; each++) {
            table.add(
                    new Point(BigDecimal.ONE.movePointLeft(each), BigDecimal.valueOf(10L * each)));
        }
        long pairs = people * (people - 1L) / 2;
        return new CalibrationRecord(
                "score", "1", MADE, "", "made", people, pairs, basis, table, Instant.EPOCH);
    }

    @Override
    public Modality modality() {
        return Modality.FINGER;
    }

    @Override
    public Template.Made made() {
        return MADE;
    }

    @Override
    public void warmUp() {}

    @Override
    public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
        var made = template(99);
        probe = Optional.of(made);
        return new Extraction.Made(made);
    }

    @Override
    public synchronized double[] compare(Template with, List<Template> references) {
        compared++;
        comparing.run();
        return references.stream()
                .mapToDouble(each -> scores.getOrDefault(each.payload()[0], 0.0))
                .toArray();
    }

    @Override
    public void close() {}
}
