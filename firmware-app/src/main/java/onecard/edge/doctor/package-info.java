/// What `doctor` looks at: one check a kind of part, one finding a part.
@NullMarked
package onecard.edge.doctor;

import org.jspecify.annotations.NullMarked;
