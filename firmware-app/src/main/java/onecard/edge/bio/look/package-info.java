/// Whether whoever taps is who their card says: looks planned from what a sensor can do, of those
/// who agreed, compared with what is kept of them or what their card carries.
@NullMarked
package onecard.edge.bio.look;

import org.jspecify.annotations.NullMarked;
