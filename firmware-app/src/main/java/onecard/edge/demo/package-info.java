/// What the demo has besides the simulator: a broker in this process, and guests. Source tree only.
@NullMarked
package onecard.edge.demo;

import org.jspecify.annotations.NullMarked;
