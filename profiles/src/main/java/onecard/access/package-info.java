/// Who may pass, and why: credentials, list entries, schedules, calendars, lock-outs, and the one
/// decision over them.
@NullMarked
package onecard.access;

import org.jspecify.annotations.NullMarked;
