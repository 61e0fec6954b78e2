/// The simulated devices of a daemon, as files: whoever plays writes into one what people do, and
/// reads from another what the devices did. There is no other way in, and no port.
@NullMarked
package onecard.edge.sim;

import org.jspecify.annotations.NullMarked;
