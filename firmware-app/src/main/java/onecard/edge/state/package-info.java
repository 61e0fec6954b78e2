/// The state directory: held by one process at a time, its stores opened in the one right order and
/// closed in reverse, and asked for over the control socket by everybody else.
@NullMarked
package onecard.edge.state;

import org.jspecify.annotations.NullMarked;
