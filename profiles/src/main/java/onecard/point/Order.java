package onecard.point;

import onecard.access.Posture;

/// What people or a schedule want a point to be.
///
/// @param posture normal, free or lockdown
/// @param cause who ordered it
public record Order(Posture posture, Cause cause) {}
