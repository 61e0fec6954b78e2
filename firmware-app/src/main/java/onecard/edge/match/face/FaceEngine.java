package onecard.edge.match.face;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import onecard.edge.match.Engine;
import onecard.edge.match.Template;
import onecard.edge.match.face.LoadedNet.Output;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Sample.Picture;
import onecard.site.FaceModels;

/// Faces from pictures, by the nets of the site file. What a sensor itself made of a face is of
/// another net, and none of this engine's.
///
/// A score is the cosine of two faces, -1 to 1, and nobody has said what one means: that is for a
/// measured calibration record of exactly these nets. A payload that cannot be read is like nobody:
/// -1. It is opened, used and closed on the match thread, and keeps nothing of a face between two
/// calls.
public final class FaceEngine implements Engine {

    /// As calibration records name it.
    public static final String NAME = "face-onnx";

    /// Of the steps: whatever changes what comes out of a picture, but for the nets.
    private static final int MAJOR = 1;

    public static final String VERSION = MAJOR + ".0";

    /// A full HD frame. What is larger costs the memory of a small board, and shows no more.
    static final int PIXELS_MAX = 1_920 * 1_080;

    /// Of the picture, between the eyes: with fewer pixels, most of what the net is shown is made
    /// up. ORL's have 11 to 35.
    static final int EYES_MIN = 10;

    /// As far apart as passports ask for: more says no more of the quality.
    private static final int EYES_GOOD = 90;

    private final FaceModels models;
    private final Template.Made made;
    private final Finder finder;
    private final LoadedNet embedder;

    /// Its nets are this engine's to close.
    FaceEngine(FaceModels models, Finder finder, LoadedNet embedder) {
        this.models = models;
        this.made = made(models);
        this.finder = finder;
        this.embedder = embedder;
    }

    /// Loads the nets, and with the first one the runtime.
    ///
    /// @throws EngineFailed if one of them is not exactly what is said of it, or the runtime cannot
    ///     be loaded; says why, and keeps none of them
    public static FaceEngine open(FaceModels models) throws EngineFailed {
        try {
            return opened(models);
        } catch (LinkageError missing) {
            throw new EngineFailed("ONNX Runtime cannot be loaded: " + missing, missing);
        }
    }

    private static FaceEngine opened(FaceModels models) throws EngineFailed {
        var finder = Finder.open(models.finding());
        try {
            var embed = models.embed();
            var output = new Output(embed.output(), 1, embed.dimension());
            return new FaceEngine(
                    models, finder, LoadedNet.open("embed", embed.net(), List.of(output)));
        } catch (EngineFailed failed) {
            finder.close();
            throw failed;
        }
    }

    /// What templates are made by: the embedder, how faces are framed, and in 12 digits all that is
    /// said of any net, since each of it changes what comes out.
    public static Template.Made made(FaceModels models) {
        var embed = models.embed();
        return new Template.Made(
                "face-f32[" + embed.dimension() + "]",
                "%s:%s:%s".formatted(NAME, Finder.framing(models), said(models)),
                MAJOR,
                embed.net().sha256());
    }

    /// Paths and licences change nothing, and neither does what an embedder is tried by.
    private static String said(FaceModels models) {
        var embed = models.embed();
        var all = new StringBuilder();
        switch (models.finding()) {
            case FaceModels.Finding.Already() -> all.append("whole");
            case FaceModels.Finding.Landmarks(
                            var detect,
                            var boxes,
                            var scores,
                            var landmark,
                            var points) ->
                    all.append(said(detect))
                            .append(List.of(boxes, scores, points))
                            .append(said(landmark));
            case FaceModels.Finding.FivePoints(var detect) -> all.append(said(detect));
        }
        all.append(said(embed.net())).append(embed.output());
        return Sha256.hex(all.toString()).substring(0, 12);
    }

    private static String said(FaceModels.Detect detect) {
        return said(detect.net()) + detect.surePercent() + "/" + detect.borderPercent();
    }

    private static String said(FaceModels.Net net) {
        return net.sha256() + net.input();
    }

    @Override
    public Modality modality() {
        return Modality.FACE;
    }

    @Override
    public Template.Made made() {
        return made;
    }

    @Override
    public void warmUp() throws EngineFailed {
        finder.warmUp();
        embedder.warmUp();
        if (models.embed().vector().isPresent()) {
            TestVector.check(models.embed().vector().get(), models.embed(), embedder);
        }
    }

    @Override
    public Extraction extract(Sample sample, int position, String sensor, Instant captured) {
        return switch (sample) {
            case Picture picture -> extract(picture, sensor, captured);
            case Sample.Template(var format, _) ->
                    new Extraction.Unreadable("a picture is wanted, and no template: " + format);
            case Sample.Embedding _ ->
                    new Extraction.Unreadable("a picture is wanted, and no embedding");
        };
    }

    private Extraction extract(Picture picture, String sensor, Instant captured) {
        if (picture.width() * picture.height() > PIXELS_MAX) {
            return new Extraction.Unreadable(
                    "%d x %d pixels are more than %d"
                            .formatted(picture.width(), picture.height(), PIXELS_MAX));
        }
        try (var levels = new Levels(picture)) {
            return switch (finder.find(picture, levels, embedder.shown())) {
                case Finder.Found.None(var why) -> new Extraction.Poor(why);
                case Finder.Found.Failed(var net) -> new Extraction.Unreadable(net + " failed");
                case Finder.Found.Face(var upright) -> embed(levels, upright, sensor, captured);
            };
        } finally {
            finder.wipe();
            embedder.wipe();
        }
    }

    private Extraction embed(Levels levels, Similarity upright, String sensor, Instant captured) {
        int eyes = (int) (upright.scale() * FivePoints.eyesOf(embedder.shown().width()));
        if (eyes < EYES_MIN) {
            return new Extraction.Poor(
                    "too small a face: %d pixels between the eyes, not %d"
                            .formatted(eyes, EYES_MIN));
        }
        var light = embedder.show(levels, upright);
        if (light.objection().isPresent()) {
            return new Extraction.Poor(light.objection().get());
        }
        if (!embedder.run()) {
            return new Extraction.Unreadable("the net for faces failed");
        }
        return Numbers.kept(embedder.output(models.embed().output()))
                .<Extraction>map(
                        numbers ->
                                made(
                                        numbers,
                                        Math.min(100, eyes * 100 / EYES_GOOD),
                                        sensor,
                                        captured))
                .orElseGet(() -> new Extraction.Unreadable("the net for faces gave no numbers"));
    }

    /// A face has no position.
    private Extraction.Made made(byte[] numbers, int quality, String sensor, Instant captured) {
        return new Extraction.Made(
                new Template(
                        Modality.FACE,
                        0,
                        made,
                        sensor,
                        OptionalInt.empty(),
                        quality,
                        captured,
                        numbers));
    }

    @Override
    public double[] compare(Template probe, List<Template> references) {
        checkMade(probe);
        references.forEach(this::checkMade);
        var scores = new double[references.size()];
        var looked = new Numbers.Probe(probe.payload(), models.embed().dimension());
        for (int i = 0; i < scores.length; i++) {
            scores[i] = looked.cosine(references.get(i).payload());
        }
        looked.wipe();
        return scores;
    }

    private void checkMade(Template template) {
        if (!template.made().equals(made)) {
            throw new IllegalArgumentException(template.made() + " compared as " + made);
        }
    }

    @Override
    public void close() {
        finder.close();
        embedder.close();
    }
}
