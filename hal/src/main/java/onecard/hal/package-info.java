/// The ports: what a board can do, whoever built it.
@NullMarked
package onecard.hal;

import org.jspecify.annotations.NullMarked;
