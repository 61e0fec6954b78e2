/// How the running process is: counters for operations, alarms of the device itself, and the
/// supervisor that is told we live.
@NullMarked
package onecard.edge.watch;

import org.jspecify.annotations.NullMarked;
