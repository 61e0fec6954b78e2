package onecard.edge.match.finger;

import com.machinezoo.sourceafis.FingerprintMatcher;
import com.machinezoo.sourceafis.FingerprintTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;
import onecard.edge.match.Engine;
import onecard.edge.match.Template;
import onecard.hal.bio.Modality;

/// Fingers by their minutiae, whoever found those. Compares templates of one maker by SourceAFIS,
/// and remembers the references that it has taken apart: that costs twice as much as a comparison.
/// Forgotten is a reference with its template, so that nothing is kept here of whoever was erased.
///
/// A score is 0 or more. A payload that cannot be read is like nobody: 0.
abstract sealed class MinutiaeEngine implements Engine permits FingerEngine, RecordEngine {

    /// A reference takes 10 KB once taken apart.
    static final int REMEMBERED_MAX = 2_000;

    /// Over ten times the longest that either extractor makes: what is longer costs time by the
    /// square of it.
    static final int PAYLOAD_MAX = 8_192;

    private final Template.Made made;
    private final Function<byte[], FingerprintTemplate> reader;

    /// By the payload itself and not its content, and no longer than somebody else holds it.
    private final Map<byte[], Known> remembered = new WeakHashMap<>();

    /// @param content of the payload that it was made of, since templates are wiped in place
    private record Known(int content, Optional<FingerprintTemplate> template) {}

    /// @param reader of payloads; throws any runtime exception at what is none
    MinutiaeEngine(Template.Made made, Function<byte[], FingerprintTemplate> reader) {
        this.made = made;
        this.reader = reader;
    }

    @Override
    public final Modality modality() {
        return Modality.FINGER;
    }

    @Override
    public final Template.Made made() {
        return made;
    }

    @Override
    public final double[] compare(Template probe, List<Template> references) {
        checkMade(probe);
        references.forEach(this::checkMade);
        var scores = new double[references.size()];
        var looked = read(probe.payload());
        if (looked.isEmpty()) {
            return scores;
        }
        var matcher = new FingerprintMatcher(looked.get());
        for (int i = 0; i < scores.length; i++) {
            scores[i] = known(references.get(i).payload()).map(matcher::match).orElse(0.0);
            // Neither below its scale nor a NaN, whatever directions a payload says.
            scores[i] = scores[i] > 0 ? scores[i] : 0;
        }
        return scores;
    }

    @Override
    public final void close() {
        remembered.clear();
    }

    private Optional<FingerprintTemplate> known(byte[] payload) {
        int content = Arrays.hashCode(payload);
        var known = remembered.get(payload);
        if (known == null || known.content() != content) {
            if (remembered.size() >= REMEMBERED_MAX) {
                remembered.clear();
            }
            known = new Known(content, read(payload));
            remembered.put(payload, known);
        }
        return known.template();
    }

    private Optional<FingerprintTemplate> read(byte[] payload) {
        if (payload.length > PAYLOAD_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(payload));
        } catch (RuntimeException _) {
            // Wiped, or damaged where it was kept: the library says so in many ways.
            return Optional.empty();
        }
    }

    private void checkMade(Template template) {
        if (!template.made().equals(made)) {
            throw new IllegalArgumentException(template.made() + " compared as " + made);
        }
    }
}
