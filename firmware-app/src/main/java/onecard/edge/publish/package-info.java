/// What an operator brings to a broker and keeps there: lists. Nothing on a device's way.
@NullMarked
package onecard.edge.publish;

import org.jspecify.annotations.NullMarked;
