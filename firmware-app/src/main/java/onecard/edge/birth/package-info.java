/// What a device says that it is: to any host in `birth`, and to Home Assistant, so that it shows
/// the points. Made from the site file and what is held; nothing here is sent or heard.
@NullMarked
package onecard.edge.birth;

import org.jspecify.annotations.NullMarked;
