package onecard.edge.command;

import java.util.Optional;

/// Who vouches for a command that came over a broker.
///
/// @param key the public key its signature is good by, as in the site file
/// @param nonce drawn for this command alone
/// @param because what the operator said it was for
public record Signed(String key, String nonce, Optional<String> because) {}
