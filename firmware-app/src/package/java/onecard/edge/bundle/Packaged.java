package onecard.edge.bundle;

import java.util.List;

/// A library as it is in the package.
///
/// @param licences SPDX identifiers, any of which will do
/// @param sha256 of the file in the package
/// @param original of the jar it was made of
/// @param left what of it was left behind, as words; empty for a jar that is as its maker made it
record Packaged(
        Library library, List<String> licences, String sha256, String original, String left) {}
