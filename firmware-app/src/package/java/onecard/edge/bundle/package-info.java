/// What of the class path goes into a package: run by `scripts/package` from its sources, and held
/// to the compiler's rules with the tests. Nothing of it is in the daemon.
@NullMarked
package onecard.edge.bundle;

import org.jspecify.annotations.NullMarked;
