/// What time it is: the board's clocks, how far each is believed, and the floor that the wall time
/// never falls behind.
@NullMarked
package onecard.edge.clock;

import org.jspecify.annotations.NullMarked;
