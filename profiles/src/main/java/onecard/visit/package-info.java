/// The ledger of a visit in the end: what is missing when somebody leaves, and who has not left.
/// Pure.
@NullMarked
package onecard.visit;

import org.jspecify.annotations.NullMarked;
