package onecard.edge.uplink;

import java.util.Optional;
import onecard.edge.crypto.Json;

/// Says whether some bytes are an object signed by a host key the site trusts.
@FunctionalInterface
public interface AckVerifier {

    /// The object if it parses and `sig` is good by a trusted `key`; absent otherwise, whatever
    /// the bytes.
    Optional<Json.Obj> verified(byte[] payload);
}
