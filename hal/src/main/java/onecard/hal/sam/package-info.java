/// Security modules as several readers share them, and the one that is elsewhere.
@NullMarked
package onecard.hal.sam;

import org.jspecify.annotations.NullMarked;
