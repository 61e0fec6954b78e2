/// Cameras that look at a person.
@NullMarked
package onecard.hal.camera;

import org.jspecify.annotations.NullMarked;
