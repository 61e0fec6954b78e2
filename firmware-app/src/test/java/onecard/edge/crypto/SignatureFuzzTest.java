package onecard.edge.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Base64;

/// Keys and signatures as strangers write them: a line with a key, a line with a signature, the
/// rest is signed.
class SignatureFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Json.Obj SIGNED = Json.Obj.EMPTY.with("seq", 42);

    @FuzzTest
    void noTextIsASignatureButTheRightOne(byte[] text) {
        var lines = new String(text, UTF_8).split("\n", 3);
        var sig = lines.length > 1 ? lines[1] : "";
        var rest = Json.Obj.EMPTY.with("rest", lines.length > 2 ? lines[2] : "");

        assertTimeout(SOON, () -> Signatures.valid(lines[0], rest, sig));

        if (Signatures.valid(KEY.publicText(), SIGNED, sig)) {
            assertArrayEquals(bytes(KEY.sign(SIGNED)), bytes(sig));
        }
    }

    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }
}
