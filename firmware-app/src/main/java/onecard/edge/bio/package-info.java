/// Whether whoever stands at a sensor is who they say they are, or who they are: looks at people,
/// planned from what a sensor can do, and compared with what is kept of them. What comes out is a
/// class of outcome or a person, never a score or a template.
@NullMarked
package onecard.edge.bio;

import org.jspecify.annotations.NullMarked;
