/// CBOR (RFC 8949) in its one deterministic form, as far as tokens and templates use it, read
/// from strangers without an exception.
@NullMarked
package onecard.edge.cbor;

import org.jspecify.annotations.NullMarked;
