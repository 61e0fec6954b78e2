/// Time as an argument: monotonic for durations, wall for schedules, and how far the wall may be
/// trusted.
@NullMarked
package onecard.time;

import org.jspecify.annotations.NullMarked;
