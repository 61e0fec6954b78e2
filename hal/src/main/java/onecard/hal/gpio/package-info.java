/// Relays and contacts on GPIO lines of the board: Pi4J's API over a provider of our own, which
/// asks the Linux GPIO character device, version 2, by system calls. The only package that names
/// Pi4J.
///
/// A chip is named by its label, its name or its device, a line by its number or its name, and
/// nothing is guessed: what matches nothing or twice is refused, with what was found.
@NullMarked
package onecard.hal.gpio;

import org.jspecify.annotations.NullMarked;
