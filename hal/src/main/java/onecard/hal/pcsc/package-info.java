/// Card readers over `javax.smartcardio`, the only package that names it.
@NullMarked
package onecard.hal.pcsc;

import org.jspecify.annotations.NullMarked;
