package onecard.edge.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.edge.lists.DenyList;
import onecard.edge.store.Registry.Held;

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

    /// Puts it in force; on the device when this returns. Entries of kinds that nothing here reads
    /// are left out.
    ///
    /// @param key that signed it
    /// @return with the number of entries that are in force; empty if a version as high is
    public Optional<Held> adopt(DenyList deny, String key) throws IOException {
        return file.write(connection -> adopted(connection, deny, key));
    }

    private static Optional<Held> adopted(Connection connection, DenyList deny, String key)
            throws SQLException {
        long list = RegistryFile.listId(connection, DenyList.NAME);
        if (RegistryFile.version(connection, list) >= deny.version()) {
            return Optional.empty();
        }
        var entries =
                deny.entries().stream().flatMap(it -> PublishedEntry.denied(it).stream()).toList();
        RegistryFile.clear(connection, list);
        int bits = Bucket.bits(entries.size());
        try (var rights = RightsNumbers.anew(connection, list);
                var writer = new BucketWriter(connection, list, bits, rights)) {
            for (var entry : entries) {
                writer.put(entry);
            }
            writer.flush();
        }
        var version =
                new ListVersion(DenyList.NAME, deny.version(), deny.issued(), deny.validUntil());
        RegistryFile.switchTo(connection, version, key, entries.size(), bits);
        return Optional.of(new Held(version, key, entries.size()));
    }
}
