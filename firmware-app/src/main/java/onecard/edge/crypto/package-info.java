/// Tokens, chain hashes, signatures and canonical JSON.
@NullMarked
package onecard.edge.crypto;

import org.jspecify.annotations.NullMarked;
