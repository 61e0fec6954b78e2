package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.hal.Proof;
import onecard.hal.Proof.Cause;
import onecard.time.Moment;
import org.bouncycastle.asn1.x509.KeyUsage;

/// Who may issue cards' certificates: roots that the site believes, and authorities below them.
/// Immutable.
///
/// A path is good if each certificate is signed by the one above, which may sign certificates; if
/// none is revoked by its issuer's list; and if all of it holds now.
final class CardIssuers {

    /// Certificates above a card's: a root, a province, a city, and one to spare.
    private static final int PATH_MAX = 4;

    /// Longer than a bundle of all provinces' authorities.
    private static final int FILE_BYTES_MAX = 1_048_576;

    private static final Pattern PEM =
            Pattern.compile(
                    "-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");

    private final List<Sm2Certificate> authorities;
    private final Set<Sm2Certificate> roots;

    CardIssuers(List<Sm2Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
        this.roots =
                authorities.stream()
                        .filter(Sm2Certificate::selfSigned)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// @param file PEM certificates, one after another; those that sign themselves are roots
    /// @throws IOException if it is missing, or a certificate in it is no SM2 authority's, or none
    /// is a root
    static CardIssuers read(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new Failed(Message.ISSUERS_WRONG.with(file));
        }
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        var found = new ArrayList<Sm2Certificate>();
        var blocks = PEM.matcher(text);
        while (blocks.find()) {
            found.add(
                    decoded(blocks.group(1))
                            .flatMap(Sm2Certificate::of)
                            .filter(Sm2Certificate::authority)
                            .orElseThrow(() -> new Failed(Message.ISSUERS_WRONG.with(file))));
        }
        var issuers = new CardIssuers(found);
        if (issuers.roots.isEmpty()) {
            throw new Failed(Message.ISSUERS_WRONG.with(file));
        }
        return issuers;
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getMimeDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The authority that signed this list and may; empty if none here did.
    Optional<Sm2Certificate> signerOf(RevocationList list) {
        return authorities.stream()
                .filter(authority -> authority.allows(KeyUsage.cRLSign))
                .filter(list::signedBy)
                .findFirst();
    }

    /// What a card's certificate is worth now.
    Proof judge(Sm2Certificate card, Revocations.Held lists, Moment now) {
        if (card.authority() || !card.understood() || !card.allows(KeyUsage.digitalSignature)) {
            return new Proof.Unproved(Cause.WRONG_USAGE);
        }
        return path(card, 0, lists, now);
    }

    /// Several authorities may have one name: any path that is good will do, but one revocation
    /// is enough.
    private Proof path(Sm2Certificate below, int depth, Revocations.Held lists, Moment now) {
        Proof best = new Proof.Unproved(Cause.UNKNOWN_ISSUER);
        if (depth == PATH_MAX) {
            return best;
        }
        for (var above : authorities) {
            if (!below.signedBy(above)) {
                continue;
            }
            Optional<Proof> objection = link(below, above, depth, lists, now);
            Proof found =
                    objection.orElseGet(
                            () ->
                                    roots.contains(above)
                                            ? timely(above, now)
                                                    .<Proof>map(Proof.Unproved::new)
                                                    .orElse(new Proof.Genuine(3))
                                            : path(above, depth + 1, lists, now));
            switch (found) {
                case Proof.Genuine _, Proof.Forged _ -> {
                    return found;
                }
                case Proof.Unproved _ -> best = found;
            }
        }
        return best;
    }

    /// What speaks against one certificate and the authority above it.
    private static Optional<Proof> link(
            Sm2Certificate below,
            Sm2Certificate above,
            int depth,
            Revocations.Held lists,
            Moment now) {
        boolean mayIssue =
                above.understood()
                        && above.allows(KeyUsage.keyCertSign)
                        && (above.pathLength().isEmpty() || above.pathLength().getAsInt() >= depth);
        if (!mayIssue) {
            return Optional.of(new Proof.Unproved(Cause.WRONG_USAGE));
        }
        var list = lists.of(above);
        if (list.filter(held -> held.revoked().contains(below.serial())).isPresent()) {
            return Optional.of(new Proof.Forged(Cause.REVOKED));
        }
        return timely(below, now)
                .or(() -> stale(list, lists.grace(), now))
                .map(Proof.Unproved::new);
    }

    /// Its edges give way by what the clock may be off.
    private static Optional<Cause> timely(Sm2Certificate certificate, Moment now) {
        var uncertainty = now.trust().uncertainty();
        if (uncertainty.isEmpty()) {
            return Optional.of(Cause.CLOCK_UNTRUSTED);
        }
        if (now.wall().plus(uncertainty.get()).isBefore(certificate.from())) {
            return Optional.of(Cause.NOT_YET_VALID);
        }
        return now.wall().minus(uncertainty.get()).isAfter(certificate.until())
                ? Optional.of(Cause.EXPIRED)
                : Optional.empty();
    }

    private static Optional<Cause> stale(
            Optional<RevocationList> list, Duration grace, Moment now) {
        return list.filter(held -> !now.wall().isAfter(held.next().plus(grace))).isPresent()
                ? Optional.empty()
                : Optional.of(Cause.REVOCATION_STALE);
    }
}
