/// Fingerprints by SourceAFIS: the only room that knows the library.
@NullMarked
package onecard.edge.match.finger;

import org.jspecify.annotations.NullMarked;
