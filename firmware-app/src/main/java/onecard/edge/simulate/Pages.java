package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The built pages, as files in one folder; nothing above it, and nothing a link leads out to.
/// Thread-safe.
public final class Pages {

    /// The system property that names the folder; the launcher sets it.
    public static final String PROPERTY = "onecard.pages";

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json");

    private final Optional<Path> folder;

    /// @param folder absent: no pages were built, or came with the package
    public Pages(Optional<Path> folder) {
        this.folder = folder;
    }

    /// Those that the launcher named.
    public static Pages ofProcess() {
        return new Pages(Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of));
    }

    /// Whether there is a page to show.
    public boolean arePresent() {
        return file("/").isPresent();
    }

    /// The file of a request's path, `/assets/x.js`; of one that ends in `/` its `index.html`.
    /// Empty if there is none.
    ///
    /// @param path decoded
    Optional<Path> file(String path) {
        if (folder.isEmpty() || !path.startsWith("/") || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        var name = path.substring(1) + (path.endsWith("/") ? "index.html" : "");
        try {
            var root = folder.get().toRealPath();
            var file = root.resolve(name).toRealPath();
            return Optional.of(file)
                    .filter(found -> found.startsWith(root) && Files.isRegularFile(found))
                    .filter(found -> TYPES.containsKey(ending(found)));
        } catch (IOException _) {
            return Optional.empty(); // it is not there
        }
    }

    static String type(Path file) {
        return TYPES.getOrDefault(ending(file), "application/octet-stream");
    }

    private static String ending(Path file) {
        var name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
