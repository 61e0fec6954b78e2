/// Supervised contacts on analogue-digital converters, over the files of Linux industrial I/O.
@NullMarked
package onecard.hal.iio;

import org.jspecify.annotations.NullMarked;
