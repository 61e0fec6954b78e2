/// `registry.db` and `deny.db`, which can be fetched again: who may do what by which list, found by
/// token in one look.
@NullMarked
package onecard.edge.store.registry;

import org.jspecify.annotations.NullMarked;
