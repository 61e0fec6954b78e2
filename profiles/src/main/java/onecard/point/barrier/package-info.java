/// The barrier: an arm across a lane, raised for one vehicle at a time.
@NullMarked
package onecard.point.barrier;

import org.jspecify.annotations.NullMarked;
