package onecard.edge.power;

/// What was done to a file, as SQLite asks the operating system for it.
sealed interface Deed {

    /// The file's name.
    String file();

    /// Opened, and made if it was not there.
    record Opened(String file) implements Deed {}

    record Written(String file, long at, byte[] bytes) implements Deed {}

    /// Cut, or stretched with zeros, to so many bytes.
    record Sized(String file, long bytes) implements Deed {}

    /// All of it so far is on the disk.
    record Synced(String file) implements Deed {}

    record Deleted(String file) implements Deed {}
}
