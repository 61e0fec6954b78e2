/// What an operator asks of a point and what is answered, in the words of the contract, whichever
/// way it came.
@NullMarked
package onecard.edge.command;

import org.jspecify.annotations.NullMarked;
