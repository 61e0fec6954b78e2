/// What every file of SQLite here has in common: how it is opened, its layout and the way from one
/// layout to the next, and what it means that it failed.
@NullMarked
package onecard.edge.store;

import org.jspecify.annotations.NullMarked;
