package onecard.edge.match.finger;

import com.machinezoo.fingerprintio.TemplateFormat;
import com.machinezoo.fingerprintio.ansi378v2004.Ansi378v2004Template;
import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005Fingerprint;
import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005Minutia;
import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005MinutiaType;
import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005Position;
import com.machinezoo.fingerprintio.iso19794p2v2005.Iso19794p2v2005Template;
import com.machinezoo.sourceafis.FingerprintCompatibility;
import com.machinezoo.sourceafis.FingerprintTemplate;
import java.time.Instant;
import java.util.function.Consumer;
import onecard.edge.match.Engine.Extraction;

/// Records of generated fingers, as a sensor would hand them out.
final class MadeRecord {

    private MadeRecord() {}

    /// @param change of what the record says, before it is written
    static byte[] of(
            RecordFormat format,
            long finger,
            int impression,
            Consumer<Iso19794p2v2005Template> change) {
        var ansi = new Ansi378v2004Template(ansi(finger, impression));
        return switch (format) {
            case ANSI_378_2004 -> ansi.toByteArray();
            case ISO_19794_2_2005 -> {
                var iso = iso(ansi);
                change.accept(iso);
                yield iso.toByteArray();
            }
        };
    }

    static byte[] of(RecordFormat format, long finger, int impression) {
        return of(format, finger, impression, _ -> {});
    }

    private static byte[] ansi(long finger, int impression) {
        try (var engine = new FingerEngine()) {
            var sample = new MadeFinger(finger).impression(impression);
            var made = (Extraction.Made) engine.extract(sample, 0, "", Instant.EPOCH);
            return FingerprintCompatibility.exportTemplates(
                    TemplateFormat.ANSI_378_2004,
                    new FingerprintTemplate(made.template().payload()));
        }
    }

    private static Iso19794p2v2005Template iso(Ansi378v2004Template ansi) {
        var iso = new Iso19794p2v2005Template();
        iso.width = ansi.width;
        iso.height = ansi.height;
        iso.resolutionX = 197;
        iso.resolutionY = 197;
        var view = new Iso19794p2v2005Fingerprint();
        view.position = Iso19794p2v2005Position.LEFT_INDEX;
        view.quality = 80;
        for (var one : ansi.fingerprints.getFirst().minutiae) {
            var minutia = new Iso19794p2v2005Minutia();
            minutia.type = Iso19794p2v2005MinutiaType.ENDING;
            minutia.positionX = one.positionX;
            minutia.positionY = one.positionY;
            // 2 degrees a step in one, 360/256 in the other.
            minutia.angle = one.angle * 2 * 256 / 360;
            view.minutiae.add(minutia);
        }
        iso.fingerprints.add(view);
        return iso;
    }
}
