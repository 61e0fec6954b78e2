/// The door: one lock, an optional contact and exit button.
@NullMarked
package onecard.point.door;

import org.jspecify.annotations.NullMarked;
