/// A first site file, made of the answers to a few questions. What an answer may be says `check`
/// alone: no rule of a site file is written down twice.
@NullMarked
package onecard.edge.init;

import org.jspecify.annotations.NullMarked;
