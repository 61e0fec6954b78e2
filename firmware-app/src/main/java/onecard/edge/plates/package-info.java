/// Plates of vehicles: how a camera pushes them, and whose they are. What a camera reads stays in
/// here: what leaves is a token, or that there is none.
@NullMarked
package onecard.edge.plates;

import org.jspecify.annotations.NullMarked;
