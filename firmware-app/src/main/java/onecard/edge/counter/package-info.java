/// What stands on the counters of tills, as the site file has it: displays, voices, printers. Each
/// says in its own way what is to be paid and what was, and none of it may hold a sale up. And
/// antennas and scales, which tell a till what lies there. [onecard.edge.counter.CounterDevices]
/// holds them; the others are what a till tells them, and what they tell it.
@NullMarked
package onecard.edge.counter;

import org.jspecify.annotations.NullMarked;
