/// Sensors that look at a person: fingerprints, faces, finger veins. What a sensor can do it says
/// itself, and nobody asks for its maker; whom it looks at it never knows. One that keeps people in
/// slots of its own bears a mark, by which whoever knows them tells it from every other.
@NullMarked
package onecard.hal.bio;

import org.jspecify.annotations.NullMarked;
