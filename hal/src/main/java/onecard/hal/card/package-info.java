/// Card applications: bytes in, facts out.
@NullMarked
package onecard.hal.card;

import org.jspecify.annotations.NullMarked;
