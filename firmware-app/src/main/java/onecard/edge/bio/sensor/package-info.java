/// A sensor that looks at people, asked one thing at a time: enrolment at it, slots of its own that
/// are emptied, and whose the module is that is fitted there.
@NullMarked
package onecard.edge.bio.sensor;

import org.jspecify.annotations.NullMarked;
