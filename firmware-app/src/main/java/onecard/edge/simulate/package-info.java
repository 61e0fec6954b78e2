/// The simulator: the real daemon in a process of its own on a simulated board, what people do to
/// it, what comes of that, and the page that shows both, for this machine alone.
@NullMarked
package onecard.edge.simulate;

import org.jspecify.annotations.NullMarked;
