package onecard.edge.store;

import java.io.IOException;
import java.sql.SQLException;

/// A database did not do what was asked: full, damaged, locked or gone. The only way in which
/// SQLite's own exception leaves this package.
public final class StoreFailed extends IOException {
    private static final long serialVersionUID = 1L;

    public StoreFailed(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /// Work on a database.
    public interface Work<T> {
        T run() throws SQLException;
    }

    /// Work on a database and the files around it.
    public interface FileWork<T> {
        T run() throws SQLException, IOException;
    }

    public static <T> T of(FileWork<T> work) throws IOException {
        try {
            return work.run();
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
        }
    }

    public static <T> T unless(Work<T> work) throws StoreFailed {
        try {
            return work.run();
        } catch (SQLException failed) {
            throw new StoreFailed(failed);
        }
    }
}
