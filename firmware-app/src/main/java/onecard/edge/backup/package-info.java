/// A board's state in one file, put into an empty one on another board, and erased before a board
/// leaves the house.
@NullMarked
package onecard.edge.backup;

import org.jspecify.annotations.NullMarked;
