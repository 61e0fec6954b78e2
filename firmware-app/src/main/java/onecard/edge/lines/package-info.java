/// The board's outputs and inputs as the site file has them, on chips or simulated, and what is
/// said of lines that fail.
@NullMarked
package onecard.edge.lines;

import org.jspecify.annotations.NullMarked;
