package onecard.edge.match.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.edge.match.eval.Protocol.AllPairs;
import onecard.edge.match.face.FaceEngine;
import onecard.site.FaceModels;
import onecard.site.FaceModels.Channels;
import onecard.site.FaceModels.Detect;
import onecard.site.FaceModels.Embed;
import onecard.site.FaceModels.Finding;
import onecard.site.FaceModels.Input;
import onecard.site.FaceModels.Layout;
import onecard.site.FaceModels.Net;
import org.junit.jupiter.api.Test;

/// On 20 people of ORL, 10 pictures each, by nets that are measured with and never shipped: where
/// they lie, the system property `face.models` says. So few of so long ago show that it works and
/// what gets worse, and nothing of other people.
class OrlFacesTest {

    private static final Path FACES = Path.of("..", "..", "shared", "data", "faces", "orl");

    private static final Path MODELS =
            Path.of(System.getProperty("face.models", "no folder is named"));

    @Test
    void fewAreTakenForStrangersWhereOneInAThousandStrangersIsTakenForThem() throws Exception {
        assumeTrue(Files.isDirectory(FACES), () -> "no faces at " + FACES);
        assumeTrue(
                Files.isDirectory(MODELS),
                () -> "no nets to measure with: -Dface.models=" + MODELS);
        try (var engine = FaceEngine.open(models())) {
            engine.warmUp();
            var set = EvalSet.read(FACES, PictureFile.EXTENSIONS);
            var sampled =
                    Sampled.of(
                            set,
                            file -> PictureFile.read(file, OptionalInt.empty()),
                            engine,
                            _ -> {});
            assertEquals(Map.of(), sampled.failures());
            var figures = Figures.of(new AllPairs().run(sampled, engine, new Costs()));
            assertEquals(900, figures.trials().genuineCount());
            assertEquals(19_000, figures.trials().impostorCount());

            assertTrue(figures.eer() < 0.01, () -> "EER " + figures.eer());
            var oneInAThousand =
                    figures.at().stream().filter(at -> at.fmr() == 0.001).findFirst().orElseThrow();
            assertTrue(oneInAThousand.fnmr() <= 0.02, oneInAThousand::toString);
        }
    }

    /// Of the processor: how long it takes on a machine that does other things, too, is no matter
    /// of the engine.
    @Test
    void aFaceCostsLessThanFortyMilliseconds() throws Exception {
        assumeTrue(Files.isDirectory(FACES), () -> "no faces at " + FACES);
        assumeTrue(
                Files.isDirectory(MODELS),
                () -> "no nets to measure with: -Dface.models=" + MODELS);
        try (var engine = FaceEngine.open(models())) {
            engine.warmUp();
            var sampled =
                    Sampled.of(
                            EvalSet.read(FACES, PictureFile.EXTENSIONS),
                            file -> PictureFile.read(file, OptionalInt.empty()),
                            engine,
                            _ -> {});
            double millis = sampled.extraction().processorNanos(0.95) / 1e6;
            assertTrue(millis <= 40, () -> millis + " ms");
        }
    }

    private static FaceModels models() {
        var detect =
                new Net(
                        MODELS.resolve("fr_detect.onnx").toString(),
                        "6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854",
                        new Input("input", 320, 240, Layout.NCHW, Channels.RGB, 127, 1 / 128.0),
                        "measured with");
        var landmark =
                new Net(
                        MODELS.resolve("fr_landmark.onnx").toString(),
                        "f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258",
                        new Input("input", 64, 64, Layout.NCHW, Channels.GREY, 0, 1 / 256.0),
                        "measured with");
        var embed =
                new Net(
                        MODELS.resolve("fr_feature.onnx").toString(),
                        "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581",
                        new Input("input", 112, 112, Layout.NCHW, Channels.RGB, 127, 1 / 128.0),
                        "measured with");
        return new FaceModels(
                new Finding.Landmarks(
                        new Detect(detect, 65, 40), "boxes", "scores", landmark, "output"),
                new Embed(embed, "output", 512, Optional.empty()));
    }
}
