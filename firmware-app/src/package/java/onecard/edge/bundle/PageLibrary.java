package onecard.edge.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// A library in the scripts of the pages.
///
/// @param name as npm has it, with its scope
/// @param licence an SPDX expression
/// @param sha512 of what npm brought, in hex
record PageLibrary(String name, String version, String licence, String sha512) {

    /// @param file `libraries.json`, which the pages are built with
    static List<PageLibrary> of(Path file) throws IOException {
        var all =
                JsonReader.object(Files.readAllBytes(file))
                        .flatMap(read -> read.array("libraries"))
                        .orElseThrow(() -> new BundleFailed(file + " names no libraries"));
        return all.items().stream().map(each -> library(file, each)).toList();
    }

    private static PageLibrary library(Path file, Json said) {
        if (!(said instanceof Json.Obj one)) {
            throw new BundleFailed(file + " names something that is no library: " + said);
        }
        return new PageLibrary(
                text(file, one, "name"),
                text(file, one, "version"),
                text(file, one, "licence"),
                text(file, one, "sha512"));
    }

    private static String text(Path file, Json.Obj one, String member) {
        return one.text(member)
                .orElseThrow(() -> new BundleFailed(file + " has no " + member + " of " + one));
    }

    /// As a package URL, in which a scope begins with `%40`.
    String purl() {
        return "pkg:npm/" + name.replace("@", "%40") + "@" + version;
    }
}
