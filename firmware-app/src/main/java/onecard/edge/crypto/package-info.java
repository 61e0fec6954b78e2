/// Tokens, chain hashes, signatures and canonical JSON, and where the secrets for them lie.
@NullMarked
package onecard.edge.crypto;

import org.jspecify.annotations.NullMarked;
