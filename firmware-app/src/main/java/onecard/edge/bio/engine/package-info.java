/// What compares people here: the engines that a site has, what their scores mean at a sensor, and
/// the one thread that they work on. What comes out is a class of outcome or a person, never a
/// score or a template.
@NullMarked
package onecard.edge.bio.engine;

import org.jspecify.annotations.NullMarked;
