package onecard.edge;

import com.machinezoo.sourceafis.FingerprintImage;
import com.machinezoo.sourceafis.FingerprintImageOptions;
import com.machinezoo.sourceafis.FingerprintMatcher;
import com.machinezoo.sourceafis.FingerprintTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.Series.Figures;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.hal.bio.Sample.Picture;

/// Fingers found and compared by our engine beside calls of SourceAFIS alone, in time of the
/// processor.
final class FingerBench implements Bench.Work {

    /// What one tap compares: three views of a finger.
    private static final int VIEWS = 3;

    /// Of a gallery that is remembered: as many as one look at the largest may compare.
    private static final int GALLERY = 2_000;

    private final FingerEngine engine = new FingerEngine();

    @Override
    public void run(Bench.Setting setting) throws Exception {
        for (var set : PictureSets.fingers()) {
            run(setting, set);
        }
    }

    private void run(Bench.Setting setting, PictureSets.Named set) throws Exception {
        var pictures = set.pictures();
        System.out.println("  " + set.name() + ": " + pictures.size() + " pictures");
        var found =
                Pairs.run(
                        setting.rounds(),
                        _ -> Cpu.each(pictures, this::template),
                        _ -> Cpu.each(pictures, FingerBench::raw));
        found.print("extract p50, CPU ms", Figures::p50, 1e6, "(SourceAFIS alone)");
        found.print("extract p95, CPU ms", Figures::extra, 1e6, "<= 60");

        var templates = pictures.stream().map(this::template).toList();
        var verified =
                Pairs.run(
                        setting.rounds(),
                        _ -> Cpu.each(templates, probe -> engine.compare(probe, views(probe))),
                        _ -> Cpu.each(templates, probe -> rawly(probe, views(probe))));
        verified.print("1:1 of 3 views p95, CPU ms", Figures::extra, 1e6, "<= 5");

        var gallery = gallery(templates);
        var loaded = gallery.stream().map(it -> new FingerprintTemplate(it.payload())).toList();
        var probes = templates.subList(0, 5);
        var warm =
                Pairs.run(
                        setting.rounds(),
                        _ -> Cpu.each(probes, probe -> engine.compare(probe, gallery)),
                        _ -> Cpu.each(probes, probe -> matches(probe, loaded)));
        warm.print("1:N warm, CPU us each", Figures::p50, 1e3 * GALLERY, "<= 100: 10,000 a second");
        engine.close();
    }

    private Template template(Picture picture) {
        return ((Extraction.Made) engine.extract(picture, 1, "bench", Instant.EPOCH)).template();
    }

    private static FingerprintTemplate raw(Picture picture) {
        return new FingerprintTemplate(
                new FingerprintImage(
                        picture.width(),
                        picture.height(),
                        picture.bytes(),
                        new FingerprintImageOptions().dpi(picture.dpi().orElseThrow())));
    }

    /// As a vault hands them out: bytes that nobody has seen before.
    private static List<Template> views(Template of) {
        var views = new ArrayList<Template>();
        for (int i = 0; i < VIEWS; i++) {
            views.add(copy(of));
        }
        return views;
    }

    private static List<Template> gallery(List<Template> of) {
        var gallery = new ArrayList<Template>();
        for (int i = 0; i < GALLERY; i++) {
            gallery.add(copy(of.get(i % of.size())));
        }
        return gallery;
    }

    private static Template copy(Template of) {
        return new Template(
                of.modality(),
                of.position(),
                of.made(),
                of.sensor(),
                of.dpi(),
                of.quality(),
                of.captured(),
                of.payload().clone());
    }

    private static double rawly(Template probe, List<Template> views) {
        var loaded = views.stream().map(it -> new FingerprintTemplate(it.payload())).toList();
        return matches(probe, loaded);
    }

    private static double matches(Template probe, List<FingerprintTemplate> others) {
        var matcher = new FingerprintMatcher(new FingerprintTemplate(probe.payload()));
        double best = 0;
        for (var other : others) {
            best = Math.max(best, matcher.match(other));
        }
        return best;
    }
}
