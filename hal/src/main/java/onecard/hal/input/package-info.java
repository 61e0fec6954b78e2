/// Keypads that the kernel knows as input devices (evdev), through the C library with Java's own
/// foreign-function interface.
@NullMarked
package onecard.hal.input;

import org.jspecify.annotations.NullMarked;
