/// What the drivers of sensors of persons have in common: the thread of each, and the requests on
/// their way to it. Not for anybody outside this module, who knows the port alone.
@NullMarked
package onecard.hal.bio.driver;

import org.jspecify.annotations.NullMarked;
