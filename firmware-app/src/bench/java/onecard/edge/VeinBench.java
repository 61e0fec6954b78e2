package onecard.edge;

import java.time.Instant;
import java.util.List;
import onecard.edge.Series.Figures;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.vein.VeinEngine;
import onecard.hal.bio.Sample.Picture;

/// Finger veins found, beside one comparison, in time of the processor; nobody else's work is their
/// limit.
final class VeinBench implements Bench.Work {

    private final VeinEngine engine = new VeinEngine();

    @Override
    public void run(Bench.Setting setting) throws Exception {
        for (var set : PictureSets.veins()) {
            var pictures = set.pictures();
            System.out.println("  " + set.name() + ": " + pictures.size() + " pictures");
            var templates = pictures.stream().map(this::template).toList();
            var one = List.of(templates.getFirst());
            var both =
                    Pairs.run(
                            setting.rounds(),
                            _ -> Cpu.each(pictures, this::template),
                            _ -> Cpu.each(templates, probe -> engine.compare(probe, one)));
            both.print("vein extract p50, CPU ms", Figures::p50, 1e6, "<= 30, a match <= 2");
            both.print("vein extract p95, CPU ms", Figures::extra, 1e6, "(none)");
        }
    }

    private Template template(Picture picture) {
        return ((Extraction.Made) engine.extract(picture, 1, "bench", Instant.EPOCH)).template();
    }
}
