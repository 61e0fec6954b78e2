/// What goes where: the wiring of a site file as a table, and as a picture to print. Reads nothing
/// but the file's profile, so that the same file gives the same table and the same picture.
@NullMarked
package onecard.edge.wiring;

import org.jspecify.annotations.NullMarked;
