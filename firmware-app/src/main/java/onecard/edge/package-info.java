/// The process: started by a command, wired from top to bottom in [onecard.edge.Wiring] out of what
/// the site file says. It knows every room below, and no room knows it.
@NullMarked
package onecard.edge;

import org.jspecify.annotations.NullMarked;
