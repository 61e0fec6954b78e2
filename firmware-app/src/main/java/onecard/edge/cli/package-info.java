/// The commands that look at a box or a file from outside, and the console on which every command
/// speaks.
@NullMarked
package onecard.edge.cli;

import org.jspecify.annotations.NullMarked;
