/// The guided commissioning of a site: what is done by hand is seen on the lines, what goes wrong
/// is named by the wiring mistake that is likely behind it, and all of it goes into a report.
@NullMarked
package onecard.edge.walk;

import org.jspecify.annotations.NullMarked;
