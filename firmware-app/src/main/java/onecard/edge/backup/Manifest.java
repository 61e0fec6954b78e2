package onecard.edge.backup;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Signatures;
import onecard.edge.crypto.SigningKey;

/// What a backup is of and what is in it, signed by the device that made it.
///
/// @param made when, by that device's clock
/// @param software version that made it
/// @param head of the journal in it; the device's signature over it covers every record
/// @param siteKey what one fixed id becomes under the site key: whether another board has the same
///     key is seen by it, and nothing else; absent: there was no key to be had
/// @param parts every file in it but this one
/// @param key the device's public text
record Manifest(
        String site,
        String device,
        String made,
        String software,
        Head head,
        Optional<String> siteKey,
        List<Part> parts,
        String key) {

    static final String NAME = "manifest.json";

    /// Far above what eight parts take.
    static final int BYTES_MAX = 16_384;

    private static final long FORM = 1;

    Manifest {
        parts = List.copyOf(parts);
    }

    /// Where a journal ends.
    record Head(String epoch, long seq, String hash) {

        /// Empty if it is no event of a journal.
        static Optional<Head> of(Json.Obj event) {
            return event.object("data").flatMap(Head::read);
        }

        private static Optional<Head> read(Json.Obj json) {
            var epoch = json.text("epoch");
            var seq = json.number("seq");
            var hash = json.text("hash");
            return epoch.isPresent() && seq.isPresent() && hash.isPresent()
                    ? Optional.of(new Head(epoch.get(), seq.get(), hash.get()))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return epoch + ":" + seq;
        }

        private Json.Obj json() {
            return Json.Obj.EMPTY.with("epoch", epoch).with("seq", seq).with("hash", hash);
        }
    }

    /// @param sha256 64 hex digits
    record Part(String name, long bytes, String sha256) {

        private Json.Obj json() {
            return Json.Obj.EMPTY.with("name", name).with("bytes", bytes).with("sha256", sha256);
        }

        private static Optional<Part> read(Json json) {
            return json instanceof Json.Obj object
                            && object.text("name").filter(BackupFile.PARTS::contains).isPresent()
                            && object.number("bytes").filter(bytes -> bytes >= 0).isPresent()
                            && object.text("sha256").isPresent()
                    ? Optional.of(
                            new Part(
                                    object.text("name").get(),
                                    object.number("bytes").get(),
                                    object.text("sha256").get()))
                    : Optional.empty();
        }
    }

    Json.Obj signedBy(SigningKey device) {
        var json =
                Json.Obj.EMPTY
                        .with("v", FORM)
                        .with("site", site)
                        .with("device", this.device)
                        .with("made", made)
                        .with("software", software)
                        .with("head", head.json())
                        .with("parts", new Json.Arr(parts.stream().<Json>map(Part::json).toList()))
                        .with("key", key);
        var whole = siteKey.map(check -> json.with("site_key", check)).orElse(json);
        return whole.with("sig", device.sign(whole));
    }

    /// Empty if it is none, or its signature is not good by its own key: whose key that is others
    /// must say.
    static Optional<Manifest> read(Json.Obj json) {
        var key = json.text("key").orElse("");
        var sig = json.text("sig").orElse("");
        var head = json.object("head").flatMap(Head::read);
        var parts = json.array("parts").flatMap(Manifest::parts);
        var made = json.text("made").filter(Manifest::isTime);
        boolean good =
                json.number("v").filter(form -> form == FORM).isPresent()
                        && Signatures.valid(key, json.without("sig"), sig)
                        && head.isPresent()
                        && parts.isPresent()
                        && made.isPresent();
        return good
                ? Optional.of(
                        new Manifest(
                                json.text("site").orElse(""),
                                json.text("device").orElse(""),
                                made.get(),
                                json.text("software").orElse(""),
                                head.get(),
                                json.text("site_key"),
                                parts.get(),
                                key))
                : Optional.empty();
    }

    /// Empty if one is no part, or is there twice.
    private static Optional<List<Part>> parts(Json.Arr said) {
        var parts = new ArrayList<Part>();
        for (var json : said.items()) {
            var part = Part.read(json);
            if (part.isEmpty()
                    || parts.stream().anyMatch(it -> it.name().equals(part.get().name()))) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return Optional.of(parts);
    }

    private static boolean isTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
