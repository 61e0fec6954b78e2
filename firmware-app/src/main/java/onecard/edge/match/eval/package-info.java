/// How good is an engine? Sets of samples, two protocols, error rates with what they may be taken
/// for, and the calibration record of them. What evaluates also writes the record that decides.
@NullMarked
package onecard.edge.match.eval;

import org.jspecify.annotations.NullMarked;
