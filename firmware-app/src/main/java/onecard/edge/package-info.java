/// The daemon: one loop, its effects, and the wiring of everything else around it.
@NullMarked
package onecard.edge;

import org.jspecify.annotations.NullMarked;
