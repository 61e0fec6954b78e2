/// `journal.db`, which must not lose: one row a record, gapless, each with the hash of the one
/// before, durable before anybody is told; and the same rows read on their way out.
@NullMarked
package onecard.edge.store.journal;

import org.jspecify.annotations.NullMarked;
