/// The command line.
@NullMarked
package onecard.edge.cli;

import org.jspecify.annotations.NullMarked;
