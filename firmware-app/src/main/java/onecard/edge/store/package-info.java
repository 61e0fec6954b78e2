/// SQLite: the journal that must not lose, the registry of lists that can be fetched again, and the
/// vault of what is kept of people's bodies.
@NullMarked
package onecard.edge.store;

import org.jspecify.annotations.NullMarked;
