/// The turnstile: a lane that opens one way at a time.
@NullMarked
package onecard.point.turnstile;

import org.jspecify.annotations.NullMarked;
