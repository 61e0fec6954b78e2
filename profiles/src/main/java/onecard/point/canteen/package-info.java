/// A till: what is for sale, and what becomes of whoever taps to pay for it.
@NullMarked
package onecard.point.canteen;

import org.jspecify.annotations.NullMarked;
