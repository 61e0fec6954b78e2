package onecard.edge.match.vein;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.Engine;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Sample.Picture;

/// Finger veins from pictures in near infrared, by our own maximum curvature. What a sensor itself
/// made of a finger is opaque, and none of this engine's.
///
/// A score is 0 to 0.5, and nobody has said what one means: who passes by it is for a measured
/// calibration record. A payload that cannot be read is like nobody: 0. It keeps nothing between
/// two calls.
public final class VeinEngine implements Engine {

    /// As calibration records name it.
    public static final String NAME = "vein-mc";

    /// Of the steps: whatever changes what comes out of a picture.
    private static final int MAJOR = 1;

    public static final String VERSION = MAJOR + ".0";

    public static final Template.Made MADE = new Template.Made("vein-mc-256x112", NAME, MAJOR, "");

    /// A full HD frame. What is larger costs the time of a small board, and shows no more: all are
    /// taken down to 320 across.
    static final int PIXELS_MAX = 1_920 * 1_080;

    /// Of a picture 320 across: the window's, and a square.
    static final int HEIGHT_MIN = Straightened.HEIGHT;

    static final int HEIGHT_MAX = AreaAverage.WIDTH;

    /// Until the first person's extraction takes as long as the next ones do.
    private static final int WARM = 5;

    @Override
    public Modality modality() {
        return Modality.VEIN;
    }

    @Override
    public Template.Made made() {
        return MADE;
    }

    @Override
    public void warmUp() throws EngineFailed {
        for (int i = 0; i < WARM; i++) {
            var seen = extract(Lines.PICTURE, 0, "", Instant.EPOCH);
            if (!(seen instanceof Extraction.Made(var template))) {
                throw new EngineFailed("the vein engine sees no finger: " + seen);
            }
            double self = compare(template, List.of(template))[0];
            if (self != ShiftSearch.SAME) {
                throw new EngineFailed("the vein engine knows no finger: " + self);
            }
        }
    }

    @Override
    public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
        return switch (sample) {
            case Picture picture -> extract(picture, position, sensor, captured);
            case Sample.Template(var format, _) ->
                    new Extraction.Unreadable("a picture is wanted, and no template: " + format);
            case Sample.Embedding _ ->
                    new Extraction.Unreadable("a picture is wanted, and no embedding");
        };
    }

    private static Extraction extract(
            Picture picture, int position, String sensor, Instant captured) {
        int height = AreaAverage.height(picture);
        if (picture.width() < AreaAverage.WIDTH
                || height < HEIGHT_MIN
                || height > HEIGHT_MAX
                || picture.width() * picture.height() > PIXELS_MAX) {
            return new Extraction.Unreadable(
                    "%d x %d pixels are no finger that lies across"
                            .formatted(picture.width(), picture.height()));
        }
        try (var planes = new Planes()) {
            var grey = AreaAverage.of(picture, planes);
            var edges = FingerEdges.of(grey, planes);
            var finger = Straightened.of(grey, edges, Curvature.MARGIN, planes);
            var linked = Links.of(Curvature.of(finger, planes), planes);
            var map = VeinMap.of(linked, planes);
            var search = new ShiftSearch(map);
            var quality = Quality.of(edges, finger, linked, search.bits());
            search.wipe();
            var extraction =
                    quality.objection()
                            .<Extraction>map(Extraction.Poor::new)
                            .orElseGet(() -> made(map, quality, position, sensor, captured));
            map.wipe();
            return extraction;
        }
    }

    private static Extraction made(
            VeinMap map, Quality quality, int position, String sensor, Instant captured) {
        return new Extraction.Made(
                new Template(
                        Modality.VEIN,
                        position,
                        MADE,
                        sensor,
                        OptionalInt.empty(),
                        quality.percent(),
                        captured,
                        map.bytes()));
    }

    @Override
    public double[] compare(Template probe, List<Template> references) {
        checkMade(probe);
        references.forEach(VeinEngine::checkMade);
        var scores = new double[references.size()];
        var looked = VeinMap.read(probe.payload());
        if (looked.isEmpty()) {
            return scores;
        }
        var search = new ShiftSearch(looked.get());
        looked.get().wipe();
        for (int i = 0; i < scores.length && search.bits() >= Quality.COMPARED_MIN; i++) {
            var reference = VeinMap.read(references.get(i).payload());
            if (reference.isPresent()) {
                scores[i] = search.score(reference.get());
                reference.get().wipe();
            }
        }
        search.wipe();
        return scores;
    }

    private static void checkMade(Template template) {
        if (!template.made().equals(MADE)) {
            throw new IllegalArgumentException(template.made() + " compared as " + MADE);
        }
    }

    /// Nothing is kept.
    @Override
    public void close() {}
}
