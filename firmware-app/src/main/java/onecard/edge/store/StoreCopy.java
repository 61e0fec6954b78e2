package onecard.edge.store;

import java.nio.file.Files;
import java.nio.file.Path;

/// Copies of SQLite files as they are at one moment, while somebody else may write to them.
public final class StoreCopy {

    private StoreCopy() {}

    /// The whole of a database in a file of its own, without a log beside it; its free pages are
    /// left out. Whoever writes meanwhile is not held up.
    ///
    /// @param to must not be there; is on the disk only once the caller has synced it
    /// @return whether there was anything to copy
    public static boolean of(Path database, Path to) throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    if (!Files.exists(database)) {
                        return false;
                    }
                    try (var connection = Database.reader(database);
                            var copy = connection.prepareStatement("VACUUM INTO ?")) {
                        copy.setString(1, to.toString());
                        copy.execute();
                        return true;
                    }
                });
    }
}
