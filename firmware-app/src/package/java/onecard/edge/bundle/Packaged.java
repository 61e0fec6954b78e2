package onecard.edge.bundle;

import java.util.List;
import java.util.Map;

/// A library as it is in the package.
///
/// @param licences SPDX identifiers, any of which will do
/// @param sha256 of the file in the package
/// @param original of the jar it was made of
/// @param left what of it was left behind, as words; empty for a jar that is as its maker made it
/// @param beside machine code that was taken out of it: the SHA-256 of each, by its file's name
record Packaged(
        Library library,
        List<String> licences,
        String sha256,
        String original,
        String left,
        Map<String, String> beside) {}
