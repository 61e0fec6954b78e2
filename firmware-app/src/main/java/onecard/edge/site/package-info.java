/// Reading the site file: YAML with line numbers, bound to a profile or to all its problems at
/// once.
@NullMarked
package onecard.edge.site;

import org.jspecify.annotations.NullMarked;
