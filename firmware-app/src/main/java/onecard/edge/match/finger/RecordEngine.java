package onecard.edge.match.finger;

import com.machinezoo.noexception.Exceptions;
import com.machinezoo.sourceafis.FingerprintCompatibility;
import com.machinezoo.sourceafis.FingerprintTemplate;
import java.time.Instant;
import java.util.OptionalInt;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;

/// Fingerprints from minutiae that others found: records of one [RecordFormat] and one extractor,
/// compared by SourceAFIS. Not comparable with what [FingerEngine] makes of pictures: mixed ones
/// are wrong about every tenth time (FVC2002 DB1_B and DB2_B).
///
/// Of what it takes nothing is changed: the payload is the record. Has no line of scores: what
/// they mean depends on who found the minutiae, so a calibration record must say.
public final class RecordEngine extends MinutiaeEngine {

    /// Far above a record of one view: 255 minutiae of 6 bytes, and what else it may say.
    static final int RECORD_MAX = PAYLOAD_MAX;

    /// As [FingerEngine#DPI_MIN] and [FingerEngine#DPI_MAX].
    private static final int PER_CENTIMETRE_MIN = 118;

    private static final int PER_CENTIMETRE_MAX = 788;

    private final RecordFormat format;

    /// @param extractor who finds the minutiae: the sensor's maker, model and firmware
    public RecordEngine(RecordFormat format, String extractor) {
        super(new Template.Made(format.id(), extractor, 1, ""), RecordEngine::imported);
        this.format = format;
    }

    /// Of what compares; finding minutiae is not its work.
    @Override
    public void warmUp() throws EngineFailed {
        try (var same = new FingerEngine()) {
            same.warmUp();
        }
    }

    @Override
    public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
        return switch (sample) {
            case Sample.Template(var named, var record) ->
                    named.equals(format.id())
                            ? extract(record, position, sensor, captured)
                            : new Extraction.Unreadable(
                                    "a template of " + format.id() + " is wanted, not " + named);
            case Sample.Picture _ ->
                    new Extraction.Unreadable(
                            "a template of " + format.id() + " is wanted, and no picture");
            case Sample.Embedding _ ->
                    new Extraction.Unreadable(
                            "a template of " + format.id() + " is wanted, and no embedding");
        };
    }

    private Extraction extract(byte[] record, int position, String sensor, Instant captured) {
        if (record.length > RECORD_MAX) {
            return new Extraction.Unreadable(
                    "a record of %d bytes, above %d".formatted(record.length, RECORD_MAX));
        }
        RecordFormat.Content content;
        try {
            if (!format.accepts(record)) {
                return new Extraction.Unreadable("not " + format.called());
            }
            content = format.content(record);
        } catch (RuntimeException _) {
            // The library says what is wrong in a hundred ways, and falls over some of it.
            return new Extraction.Unreadable(
                    format.called() + " that ends early or contradicts itself");
        }
        if (content.views().size() != 1) {
            return new Extraction.Unreadable(
                    "a record of %d views, not one".formatted(content.views().size()));
        }
        int across = content.acrossPerCentimetre();
        int down = content.downPerCentimetre();
        if (Math.min(across, down) < PER_CENTIMETRE_MIN
                || Math.max(across, down) > PER_CENTIMETRE_MAX) {
            return new Extraction.Unreadable(
                    "%d x %d pixels a centimetre, not %d to %d"
                            .formatted(across, down, PER_CENTIMETRE_MIN, PER_CENTIMETRE_MAX));
        }
        var view = content.views().getFirst();
        if (view.minutiae() < FingerEngine.MINUTIAE_MIN) {
            return FingerEngine.poor(view.minutiae());
        }
        try {
            imported(record);
        } catch (RuntimeException _) {
            return new Extraction.Unreadable(format.called() + " that cannot be compared");
        }
        return new Extraction.Made(
                new Template(
                        Modality.FINGER,
                        position == 0 ? view.position() : position,
                        made(),
                        sensor,
                        OptionalInt.of((int) Math.round(across * 2.54)),
                        view.quality() == 0
                                ? FingerEngine.quality(view.minutiae())
                                : view.quality(),
                        captured,
                        record.clone()));
    }

    private static FingerprintTemplate imported(byte[] record) {
        var views = FingerprintCompatibility.importTemplates(record, Exceptions.propagate());
        if (views.size() != 1) {
            throw new IllegalArgumentException("a record of " + views.size() + " views");
        }
        return views.getFirst();
    }
}
