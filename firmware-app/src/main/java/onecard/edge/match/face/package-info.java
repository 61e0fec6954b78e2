/// Faces, by nets that whoever runs the site brings: of a picture to some hundred numbers, and how
/// small the angle between two such is. No net comes with the program, and none is fetched.
///
/// A picture is shown to a detector, its face to a net that finds five points of it or the
/// detector says them, the face is set upright by those, and a third net makes numbers of it: one
/// class a step, in the order of [FaceEngine]. The nets run in ONNX Runtime, whose native library
/// is loaded once there is one to run, and not before.
@NullMarked
package onecard.edge.match.face;

import org.jspecify.annotations.NullMarked;
