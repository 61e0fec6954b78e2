/// The demo: the real daemon on a simulated board beside an embedded broker. Source tree only.
@NullMarked
package onecard.edge.demo;

import org.jspecify.annotations.NullMarked;
