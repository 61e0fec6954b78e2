/// Who was where, and when they came: meetings, their rosters, and attendance as a set that desks
/// merge in any order.
@NullMarked
package onecard.attendance;

import org.jspecify.annotations.NullMarked;
