/// A board made of files and memory: the same ports, and faults on demand.
@NullMarked
package onecard.hal.sim;

import org.jspecify.annotations.NullMarked;
