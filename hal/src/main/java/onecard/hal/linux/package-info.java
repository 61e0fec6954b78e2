/// The kernel and the C library, as drivers call them; not for anybody outside this module.
@NullMarked
package onecard.hal.linux;

import org.jspecify.annotations.NullMarked;
