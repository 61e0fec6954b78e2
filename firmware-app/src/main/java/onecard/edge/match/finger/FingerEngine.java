package onecard.edge.match.finger;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.machinezoo.sourceafis.FingerprintCompatibility;
import com.machinezoo.sourceafis.FingerprintImage;
import com.machinezoo.sourceafis.FingerprintImageOptions;
import com.machinezoo.sourceafis.FingerprintTemplate;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;

/// Fingerprints from pictures, by SourceAFIS. What a sensor itself made of a finger is for
/// [RecordEngine]: minutiae of two extractors do not mix.
///
/// [#LINE] says what a score means. Thread-safe but for its memory, so one thread at a time, as
/// every engine.
public final class FingerEngine extends MinutiaeEngine {

    /// As calibration records name it.
    public static final String NAME = "sourceafis";

    public static final Template.Made MADE = new Template.Made("sourceafis-cbor", NAME, 3, "");

    /// Its author's line of scores: 30 for 1e-3 and 10 more for each tenth of that. Measured ones
    /// (FVC2002 DB1_B and DB2_B: 29.1 and 26.1 for 1e-3) are below it.
    public static final CalibrationRecord LINE =
            new CalibrationRecord(
                    NAME,
                    version(),
                    MADE,
                    "",
                    "its author's line",
                    0,
                    0,
                    Basis.DOCUMENTED,
                    IntStream.rangeClosed(1, 5)
                            .mapToObj(
                                    tens ->
                                            new Point(
                                                    BigDecimal.ONE.movePointLeft(tens),
                                                    BigDecimal.valueOf(10L * tens)))
                            .toList(),
                    Instant.EPOCH);

    /// Sensors of fingers lie between. Outside of that a site file is wrong, and what the
    /// extractor makes of the picture, scaled to its 500, is too.
    static final int DPI_MIN = 300;

    static final int DPI_MAX = 2_000;

    /// At 500 dots an inch: a third more than modules of 640 x 480 give, and twice the largest
    /// sensor of one finger (FAP 30). In mere noise the extractor finds thousands of minutiae, and
    /// what it costs grows faster than the picture: so much takes 3 s, and four times that took
    /// minutes and the memory of a small board.
    static final int PIXELS_MAX = 400_000;

    /// Before it is scaled, which takes eight bytes a pixel: an inch by one and a half at 1,400
    /// dots. A heap of 160 MB is enough for it, and was not for the largest [Sample.Picture].
    static final int PIXELS_UNSCALED_MAX = 3_000_000;

    /// With fewer, nothing that anybody may pass by comes of a comparison. The poorest picture of
    /// FVC2002 DB1_B and DB2_B has 10.
    static final int MINUTIAE_MIN = 8;

    /// As many as a good picture shows, and more say no more of its quality: median of the same.
    private static final int MINUTIAE_GOOD = 35;

    private static final CBORMapper CBOR = new CBORMapper();

    public FingerEngine() {
        super(MADE, FingerprintTemplate::new);
    }

    /// Of the library that extracts and compares.
    public static String version() {
        return FingerprintCompatibility.version();
    }

    /// The first extraction of a JVM takes a second or two, the next ones a thirtieth of that.
    @Override
    public void warmUp() throws EngineFailed {
        try {
            var first = extract(Rings.PICTURE, 0, "", Instant.EPOCH);
            if (!(first instanceof Extraction.Made(var template))) {
                throw new EngineFailed("SourceAFIS " + version() + " sees no finger: " + first);
            }
            double self = compare(template, List.of(template))[0];
            if (self < LINE.table().getLast().score().doubleValue()) {
                throw new EngineFailed("SourceAFIS " + version() + " knows no finger: " + self);
            }
        } catch (LinkageError missing) {
            throw new EngineFailed("SourceAFIS is not whole: " + missing.getMessage(), missing);
        }
    }

    @Override
    public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
        return switch (sample) {
            case Sample.Picture picture -> extract(picture, position, sensor, captured);
            case Sample.Template(var format, _) ->
                    new Extraction.Unreadable("a picture is wanted, and no template: " + format);
            case Sample.Embedding _ ->
                    new Extraction.Unreadable("a picture is wanted, and no embedding");
        };
    }

    private static Extraction extract(
            Sample.Picture picture, int position, String sensor, Instant captured) {
        if (picture.dpi().isEmpty()) {
            return new Extraction.Unreadable("a fingerprint without dpi");
        }
        int dpi = picture.dpi().getAsInt();
        if (dpi < DPI_MIN || dpi > DPI_MAX) {
            return new Extraction.Unreadable(
                    "%d dpi, not %d to %d".formatted(dpi, DPI_MIN, DPI_MAX));
        }
        double scale = 500.0 / dpi;
        int pixels = picture.width() * picture.height();
        if (pixels > PIXELS_UNSCALED_MAX || scale * scale * pixels > PIXELS_MAX) {
            return new Extraction.Unreadable(
                    "%d x %d pixels at %d dpi are no finger"
                            .formatted(picture.width(), picture.height(), dpi));
        }
        var grey = grey(picture);
        byte[] payload;
        int minutiae;
        try {
            var options = new FingerprintImageOptions().dpi(dpi);
            var image = new FingerprintImage(picture.width(), picture.height(), grey, options);
            payload = new FingerprintTemplate(image).toByteArray();
            minutiae = CBOR.readTree(payload).path("positionsX").size();
        } catch (IOException | RuntimeException _) {
            // No picture is known that it falls over; whoever is there must not be the first.
            return new Extraction.Unreadable("the extractor failed");
        }
        return minutiae < MINUTIAE_MIN
                ? poor(minutiae)
                : new Extraction.Made(
                        new Template(
                                Modality.FINGER,
                                position,
                                MADE,
                                sensor,
                                OptionalInt.of(dpi),
                                quality(minutiae),
                                captured,
                                payload));
    }

    static Extraction.Poor poor(int minutiae) {
        return new Extraction.Poor("too little of the finger: " + minutiae + " minutiae");
    }

    /// 0 to 100.
    static int quality(int minutiae) {
        return Math.min(100, minutiae * 100 / MINUTIAE_GOOD);
    }

    /// A copy where it must be one; the library keeps neither.
    private static byte[] grey(Sample.Picture picture) {
        var bytes = picture.bytes();
        return switch (picture.colour()) {
            case GREY -> bytes;
            case RGB -> {
                var grey = new byte[picture.width() * picture.height()];
                for (int i = 0; i < grey.length; i++) {
                    int red = bytes[3 * i] & 0xff;
                    int green = bytes[3 * i + 1] & 0xff;
                    int blue = bytes[3 * i + 2] & 0xff;
                    grey[i] = (byte) ((red * 299 + green * 587 + blue * 114) / 1000);
                }
                yield grey;
            }
        };
    }
}
