/// The site file as values that are valid by construction, and the problems found on the way
/// there.
@NullMarked
package onecard.site;

import org.jspecify.annotations.NullMarked;
