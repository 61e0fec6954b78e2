package onecard.edge.site;

import static onecard.edge.words.Message.ONLY_WITH;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Detect;
import onecard.site.FaceModels.Embed;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;

/// Binds `models.face`: a detector with what finds points in its boxes, one that finds them itself,
/// or neither.
final class FaceModelsBinder {

    private final Settings face;
    private final Problems problems;

    private FaceModelsBinder(Settings face, Problems problems) {
        this.face = face;
        this.problems = problems;
    }

    /// Empty where the site file names none.
    static Optional<FaceModels> bind(Settings site, Problems problems) {
        var models = site.section("models");
        return models.at("face")
                .map(_ -> new FaceModelsBinder(models.section("face"), problems).bind());
    }

    private FaceModels bind() {
        return new FaceModels(finding(), embed(face.section("embed")));
    }

    private Finding finding() {
        if (face.at("detect").isEmpty()) {
            return without("detect", new Finding.Already());
        }
        var found = face.section("detect");
        var detect =
                new Detect(
                        net(found),
                        (int) found.whole("sure_percent"),
                        (int) found.whole("border_percent"));
        if (found.is("decoding", "yunet")) {
            for (var key : List.of("boxes", "scores")) {
                if (found.at(key).isPresent()) {
                    problems.add(found, key, "without_effect", ONLY_WITH.with("decoding: boxes"));
                }
            }
            return without("detect: boxes", new Finding.FivePoints(detect));
        }
        if (face.at("landmark").isEmpty()) {
            problems.required(face, "landmark");
        }
        var landmark = face.section("landmark");
        return new Finding.Landmarks(
                detect,
                found.text("boxes"),
                found.text("scores"),
                face.at("landmark").map(_ -> net(landmark)).orElse(detect.net()),
                landmark.text("output"));
    }

    private Finding without(String needed, Finding finding) {
        if (face.at("landmark").isPresent()) {
            problems.add(face, "landmark", "without_effect", "landmark", ONLY_WITH.with(needed));
        }
        return finding;
    }

    private static Embed embed(Settings embed) {
        return new Embed(
                net(embed),
                embed.text("output"),
                (int) embed.whole("dimension"),
                embed.find("vector"));
    }

    private static Net net(Settings net) {
        return new Net(
                net.text("file"),
                net.text("sha256"),
                new Input(
                        net.text("input"),
                        (int) net.whole("width"),
                        (int) net.whole("height"),
                        Layout.valueOf(net.text("layout").toUpperCase(Locale.ROOT)),
                        Channels.valueOf(net.text("channels").toUpperCase(Locale.ROOT)),
                        Double.parseDouble(net.text("mean")),
                        scale(net.text("scale"))),
                net.text("licence"));
    }

    private static double scale(String text) {
        return text.startsWith("1/")
                ? 1 / Double.parseDouble(text.substring(2))
                : Double.parseDouble(text);
    }
}
