package onecard.edge.crypto;

import java.util.List;
import java.util.Optional;

/// The public keys that may sign one sort of message. Several at once, so that a key can be rolled.
///
/// @param keys as in the site file: `ed25519:...` or `sm2:...`
public record TrustedKeys(List<String> keys) {

    public TrustedKeys {
        keys = List.copyOf(keys);
    }

    /// The object if it parses and its `sig` is good by its `key`, which is one of these; empty
    /// otherwise, whatever the bytes.
    public Optional<Json.Obj> verified(byte[] payload) {
        return JsonReader.object(payload).filter(this::signed);
    }

    /// Whether its `sig` is good by its `key`, which is one of these.
    public boolean signed(Json.Obj object) {
        var key = object.text("key").orElse("");
        var sig = object.text("sig").orElse("");
        return keys.contains(key) && Signatures.valid(key, object.without("sig"), sig);
    }

    /// Whether a signature over bytes as they are is good by that key, which is one of these.
    public boolean signed(String key, byte[] message, byte[] signature) {
        return keys.contains(key) && Signatures.valid(key, message, signature);
    }
}
