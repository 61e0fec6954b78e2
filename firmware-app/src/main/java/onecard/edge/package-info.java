/// The process: started by a command, wired from top to bottom in [onecard.edge.Wiring] out of
/// parts that the rooms below make of the site file. It knows every room, and no room knows it.
@NullMarked
package onecard.edge;

import org.jspecify.annotations.NullMarked;
