/// What every kind of point shares: inputs, effects, and the step between two states.
@NullMarked
package onecard.point;

import org.jspecify.annotations.NullMarked;
