package onecard.edge.pass;

import java.util.Arrays;

/// What a token's signature is over, for whoever verifies nothing else of it.
public record SignedBytes(byte[] message, byte[] signature) {

    public static SignedBytes of(String token) {
        return switch (PassToken.parse(token).orElseThrow()) {
            case CosePass(var message, _, _, _) ->
                    new SignedBytes(message.toBeSigned(), message.signature());
            case CompactPass(var body, var signature, _) ->
                    new SignedBytes(
                            CompactPass.joined(
                                    CompactPass.PREFIX.getBytes(
                                            java.nio.charset.StandardCharsets.US_ASCII),
                                    Arrays.copyOf(body, body.length)),
                            signature);
            case RollingCode _ -> throw new IllegalArgumentException("a MAC is no signature");
        };
    }
}
