package onecard.edge.bio.engine;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import onecard.edge.match.face.MadeNets;
import onecard.hal.bio.Modality;
import onecard.site.FaceModels;

/// What a process does that has loaded nothing before: what is loaded, and when, is a process's
/// own, and so is what the first net that was opened has set.
final class OwnProcess {

    private OwnProcess() {}

    /// @param args a folder, to put nets into
    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("without: " + state(Optional.empty()) + ", loaded: " + isLoaded());
        var folder = Path.of(args[0]);
        var nets = MadeNets.whole(folder);
        out.println("missing: " + state(Optional.of(missing(nets))) + ", loaded: " + isLoaded());
        out.println("with: " + state(Optional.of(nets)) + ", loaded: " + isLoaded());
        out.println("denormal: " + MadeNets.denormalOf(folder));
        // As the run that comes with the next site file.
        var later = new FutureTask<>(() -> MadeNets.denormalOf(folder));
        Thread.ofPlatform().start(later);
        out.println("denormal: " + later.get());
    }

    private static FaceModels missing(FaceModels nets) {
        var embed = nets.embed();
        var net = embed.net();
        return new FaceModels(
                nets.finding(),
                new FaceModels.Embed(
                        new FaceModels.Net("/none.onnx", net.sha256(), net.input(), ""),
                        embed.output(),
                        embed.dimension(),
                        embed.vector()));
    }

    private static EngineState state(Optional<FaceModels> nets) {
        return EngineState.of(new EnginesHere(nets).maker(Modality.FACE), new Calibration.Unsaid());
    }

    private static boolean isLoaded() throws Exception {
        return Files.readString(Path.of("/proc/self/maps")).contains("libonnxruntime");
    }
}
