/// The one collection that the rules need and the platform has not.
@NullMarked
package onecard.maps;

import org.jspecify.annotations.NullMarked;
