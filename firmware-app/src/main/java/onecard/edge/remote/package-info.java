/// What a broker brings for others than the uplink itself. Nothing in it is believed but what a
/// trusted key signed, and no longer, no oftener and nowhere else than it says.
@NullMarked
package onecard.edge.remote;

import org.jspecify.annotations.NullMarked;
