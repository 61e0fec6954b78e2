/// Another release of the daemon: believed by a signature, tried beside the one in force, and given
/// up by itself where it does not serve. What the daemon's user may not do is done by root, in a
/// process of its own; the state of the daemon is touched by none of it.
@NullMarked
package onecard.edge.update;

import org.jspecify.annotations.NullMarked;
