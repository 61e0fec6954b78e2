package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The revocation lists in files of the site's folder, which somebody renews while the daemon
/// runs. Looked at by one thread, held for all.
final class Revocations {

    /// A list of half a million cards; a name that leads to a device has no end at all.
    private static final long FILE_BYTES_MAX = 16_777_216;

    private static final byte DER_SEQUENCE = 0x30;

    /// Every list in force.
    ///
    /// @param lists by the key that signed them
    /// @param grace how long after its end a list still speaks
    record Held(Map<String, RevocationList> lists, Duration grace) {
        Held {
            lists = Map.copyOf(lists);
        }

        Optional<RevocationList> of(Sm2Certificate authority) {
            return Optional.ofNullable(lists.get(authority.key().text()));
        }
    }

    private final List<Path> files;
    private final CardIssuers issuers;
    private final Map<Path, Instant> seen = new HashMap<>(); // both of the thread that looks
    private final Set<Path> refused = new HashSet<>();
    private volatile Held held;

    Revocations(List<Path> files, Duration grace, CardIssuers issuers) {
        this.files = List.copyOf(files);
        this.issuers = issuers;
        this.held = new Held(Map.of(), grace);
    }

    Held held() {
        return held;
    }

    /// Reads what has changed since the last look. A list that is older than the one held, or that
    /// no authority of the site signed, changes nothing.
    ///
    /// @return the files that are missing or cannot be believed
    Set<Path> look() {
        var next = new HashMap<>(held.lists());
        for (var file : files) {
            try {
                var changed = Files.getLastModifiedTime(file).toInstant();
                if (!changed.equals(seen.put(file, changed)) && take(file, next)) {
                    refused.remove(file);
                }
            } catch (IOException _) {
                seen.remove(file);
                refused.add(file);
            }
        }
        held = new Held(next, held.grace());
        return Set.copyOf(refused);
    }

    private boolean take(Path file, Map<String, RevocationList> next) throws IOException {
        var list = read(file);
        var signer = list.flatMap(issuers::signerOf);
        if (list.isEmpty() || signer.isEmpty()) {
            refused.add(file);
            return false;
        }
        next.merge(
                signer.get().key().text(),
                list.get(),
                (old, read) -> read.issued().isBefore(old.issued()) ? old : read);
        return true;
    }

    /// DER, or PEM.
    private static Optional<RevocationList> read(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            return Optional.empty();
        }
        var bytes = Files.readAllBytes(file);
        if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
            return RevocationList.of(bytes);
        }
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var base64 = text.replaceAll("-----(BEGIN|END) X509 CRL-----", "");
        try {
            return RevocationList.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
