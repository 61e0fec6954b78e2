/// What a site file asks of its sensors held against what is known of their scores, before anybody
/// stands there: for `check`, `doctor` and enrolment.
@NullMarked
package onecard.edge.bio.fit;

import org.jspecify.annotations.NullMarked;
