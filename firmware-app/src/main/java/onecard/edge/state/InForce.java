package onecard.edge.state;

import onecard.access.ListVersion;

/// A published list that is in force from now on.
///
/// @param key that signed it
/// @param sha256 of what was signed
record InForce(ListVersion list, long entries, String key, String sha256) {}
