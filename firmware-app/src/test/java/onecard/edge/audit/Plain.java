package onecard.edge.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import onecard.edge.crypto.Json;
import org.bouncycastle.crypto.digests.SM3Digest;

/// Canonical JSON (RFC 8785), SM3 and Ed25519 as an auditor has them: of another make than the
/// device's, and in no hurry.
final class Plain {

    /// What stands before the 32 bytes of a public key in X.509 (RFC 8410).
    private static final String ED25519_X509 = "302a300506032b6570032100";

    private static final String KEY_KIND = "ed25519:";

    private Plain() {}

    static String text(Json value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Obj object -> {
                out.append('{');
                object.forEach(
                        (name, member) -> {
                            quote(name, out);
                            out.append(':');
                            write(member, out);
                            out.append(',');
                        });
                end(out, '}');
            }
            case Json.Arr(var items) -> {
                out.append('[');
                for (var item : items) {
                    write(item, out);
                    out.append(',');
                }
                end(out, ']');
            }
            case Json.Str(var text) -> quote(text, out);
            case Json.Num(long number) -> out.append(number);
            case Json.Bool(boolean bool) -> out.append(bool);
        }
    }

    /// In place of the last comma.
    private static void end(StringBuilder out, char bracket) {
        int last = out.length() - 1;
        if (out.charAt(last) == ',') {
            out.setLength(last);
        }
        out.append(bracket);
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /// In hex.
    static String sm3(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        var hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }

    /// Whether that key has signed that text.
    static boolean signed(String key, String text, String signature) {
        if (!key.startsWith(KEY_KIND)) {
            throw new IllegalArgumentException("an auditor knows keys of Ed25519 only: " + key);
        }
        try {
            var point = Base64.getUrlDecoder().decode(key.substring(KEY_KIND.length()));
            var encoded = HexFormat.of().parseHex(ED25519_X509 + HexFormat.of().formatHex(point));
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false; // what is no signature, or of no length of one
        }
    }
}
