package onecard.edge.update;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;

/// What a key of `keys.updates` has signed of a package: which bytes are which version. With the
/// package in a file it may be for any device; the one that a broker retains names the device, and
/// where the package is.
///
/// @param site whose devices it is for; absent: anybody's
/// @param device the one that it is for; absent: any of them
/// @param sha256 of the package, 64 hex digits
/// @param bytes of the package, 1 to [#BYTES_MAX]; absent: as many at most
/// @param url where to get it, over HTTP; absent: it lies beside
/// @param issued when it was signed; [Instant#EPOCH] where it does not say
/// @param sig by which one notice is told from another
public record Notice(
        Optional<String> site,
        Optional<String> device,
        Version version,
        String sha256,
        Optional<Long> bytes,
        Optional<URI> url,
        Instant issued,
        String sig) {

    /// Three times what a package with a Java runtime has.
    public static final long BYTES_MAX = 256L << 20;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    /// Of an object whose signature was found good; empty if a member is missing or not as it must
    /// be.
    public static Optional<Notice> of(Json.Obj signed) {
        var version = signed.text("version").flatMap(Version::of);
        var sha256 = signed.text("sha256").filter(it -> SHA256.matcher(it).matches());
        var bytes = signed.number("bytes").filter(it -> it > 0 && it <= BYTES_MAX);
        var url = signed.text("url").flatMap(Notice::url);
        var issued = signed.text("issued").flatMap(Notice::instant);
        boolean whole =
                version.isPresent()
                        && sha256.isPresent()
                        && bytes.isPresent() == signed.get("bytes").isPresent()
                        && url.isPresent() == signed.get("url").isPresent()
                        && issued.isPresent() == signed.get("issued").isPresent()
                        && isName(signed, "site")
                        && isName(signed, "device");
        return whole
                ? Optional.of(
                        new Notice(
                                signed.text("site"),
                                signed.text("device"),
                                version.get(),
                                sha256.get(),
                                bytes,
                                url,
                                issued.orElse(Instant.EPOCH),
                                signed.text("sig").orElse("")))
                : Optional.empty();
    }

    private static boolean isName(Json.Obj signed, String member) {
        return signed.get(member).isEmpty()
                || signed.text(member).filter(it -> NAME.matcher(it).matches()).isPresent();
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// Empty if it is none of a server over HTTP, or names a user, whom nobody would ask for.
    public static Optional<URI> url(String text) {
        try {
            var url = new URI(text);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            return Optional.of(url)
                    .filter(_ -> scheme.equals("http") || scheme.equals("https"))
                    .filter(it -> it.getHost() != null && it.getUserInfo() == null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// The most that its package may have.
    long bytesMax() {
        return bytes.orElse(BYTES_MAX);
    }

    /// Whether that device may take it.
    boolean isFor(String itsSite, String itsDevice) {
        return site.orElse(itsSite).equals(itsSite) && device.orElse(itsDevice).equals(itsDevice);
    }

    /// Of a package, 64 hex digits.
    public static String sha256(Path file) throws IOException {
        return Durable.sha256(file);
    }

    /// Signed, as it stands in a file or is retained.
    ///
    /// @param unsigned a notice with an empty `sig`
    public static Json.Obj signed(Notice unsigned, SigningKey key) {
        var body =
                Json.Obj.EMPTY
                        .with("version", unsigned.version().text())
                        .with("sha256", unsigned.sha256())
                        .with("issued", unsigned.issued().toString())
                        .with("key", key.publicText());
        if (unsigned.bytes().isPresent()) {
            body = body.with("bytes", unsigned.bytes().get());
        }
        body = with(body, "site", unsigned.site());
        body = with(body, "device", unsigned.device());
        body = with(body, "url", unsigned.url().map(URI::toString));
        return body.with("sig", key.sign(body));
    }

    private static Json.Obj with(Json.Obj body, String name, Optional<String> text) {
        return text.isPresent() ? body.with(name, text.get()) : body;
    }
}
