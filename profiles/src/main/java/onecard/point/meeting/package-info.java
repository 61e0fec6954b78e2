/// A desk at which people show that they are there: at a meeting, a clock, a reserved seat.
@NullMarked
package onecard.point.meeting;

import org.jspecify.annotations.NullMarked;
