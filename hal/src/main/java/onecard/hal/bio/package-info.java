/// Sensors that look at a person: fingerprints, faces, finger veins. What a sensor can do it says
/// itself, and nobody asks for its maker; whom it looks at it never knows.
@NullMarked
package onecard.hal.bio;

import org.jspecify.annotations.NullMarked;
