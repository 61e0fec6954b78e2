/// SQLite: the journal that must not lose, and the registry of lists that can be fetched again.
@NullMarked
package onecard.edge.store;

import org.jspecify.annotations.NullMarked;
