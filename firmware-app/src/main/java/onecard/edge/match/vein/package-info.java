/// The veins of a finger, by maximum curvature: of a picture in near infrared, through which the
/// finger's blood is dark, to a map of 256 x 112 bits, and how far two maps lie on each other.
/// Written from the method of Miura, Nagasaka and Miyatake ("Extraction of finger-vein patterns
/// using maximum curvature points in image profiles", 2007), with an edge finder and a quality gate
/// of our own.
///
/// One class a step, in the order of [VeinEngine]; everything is arithmetic of floats in a fixed
/// order, so a picture gives the same template on every machine.
@NullMarked
package onecard.edge.match.vein;

import org.jspecify.annotations.NullMarked;
