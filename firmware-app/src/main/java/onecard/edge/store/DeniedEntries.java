package onecard.edge.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.lists.DenyList;

/// What is denied everywhere, on its way into a file of its own. Thread-safe.
public final class DeniedEntries {

    private final RegistryFile file;

    DeniedEntries(RegistryFile file) {
        this.file = file;
    }

    /// The version in force; 0 if nothing is held.
    public long version() throws IOException {
        return file.write(
                connection ->
                        RegistryFile.version(
                                connection, RegistryFile.listId(connection, DenyList.NAME)));
    }

    /// Puts it in force; on the device when this returns.
    ///
    /// @param key that signed it
    /// @return empty if a version as high is in force
    public Optional<ListVersion> adopt(DenyList deny, String key) throws IOException {
        return file.write(
                connection -> {
                    long list = RegistryFile.listId(connection, DenyList.NAME);
                    if (RegistryFile.version(connection, list) >= deny.version()) {
                        return Optional.empty();
                    }
                    RegistryFile.clear(connection, list);
                    int bits = Bucket.bits(deny.entries().size());
                    insert(connection, list, bits, deny);
                    var version =
                            new ListVersion(
                                    DenyList.NAME,
                                    deny.version(),
                                    deny.issued(),
                                    deny.validUntil());
                    RegistryFile.switchTo(connection, version, key, deny.entries().size(), bits);
                    return Optional.of(version);
                });
    }

    private static void insert(Connection connection, long list, int bits, DenyList deny)
            throws SQLException, IOException {
        try (var rights = RightsNumbers.anew(connection, list);
                var writer = new BucketWriter(connection, list, bits, rights)) {
            for (var entry : deny.entries()) {
                writer.put(PublishedEntry.denied(entry));
            }
            writer.flush();
        }
    }
}
