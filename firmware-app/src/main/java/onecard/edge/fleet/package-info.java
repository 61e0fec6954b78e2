/// Many devices as somebody sees them who has nothing but the broker.
@NullMarked
package onecard.edge.fleet;

import org.jspecify.annotations.NullMarked;
