/// The site file that came from afar: tried, kept if the device stays well by it, and given up if
/// not.
@NullMarked
package onecard.edge.config;

import org.jspecify.annotations.NullMarked;
