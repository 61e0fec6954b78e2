package onecard.edge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Token;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// The lists that say who may pass, in two files. `registry.db` can be fetched again, so it is
/// written without waiting for the device. `deny.db` holds what is denied everywhere: no power cut
/// may bring an earlier one back, so each version is on the device before it is in force; and it
/// waits for no other list, however large. Damaged ones are set aside and begun anew.
public final class Registry implements AutoCloseable {

    /// The origin of a list that nobody signed.
    static final String LOCAL = "local";

    /// No limit of validity.
    static final long NEVER = Long.MIN_VALUE;

    /// Rights remembered of one list, some 200 bytes each, while it comes in and while it is read:
    /// more than real lists have (five groups, valid from 250 days until 12 are 15,000), and a
    /// bound on memory where every person has dates of their own. What is forgotten while it comes
    /// in is numbered twice; a list with more is larger and slower, not wrong.
    static final int RIGHTS_KEPT = 16_384;

    final RegistryFile lists;
    final RegistryFile denied;
    private final List<Path> setAside;

    private Registry(RegistryFile lists, RegistryFile denied, List<Path> setAside) {
        this.lists = lists;
        this.denied = denied;
        this.setAside = setAside;
    }

    /// Opens or makes both; damaged ones are set aside whole.
    ///
    /// @param file of the lists; what is denied lies beside it
    public static Registry open(Path file) throws IOException {
        return StoreFailed.of(() -> opened(file, beside(file)));
    }

    /// Without what is denied, lists would let lost cards in: they go with it.
    private static Registry opened(Path lists, Path denied) throws IOException, SQLException {
        boolean denies =
                RegistryFile.isFit(denied) && (Files.exists(denied) || !Files.exists(lists));
        var aside = new ArrayList<Path>();
        if (Files.exists(lists) && !(denies && RegistryFile.isFit(lists))) {
            aside.add(Database.setAside(lists));
        }
        if (Files.exists(denied) && !denies) {
            aside.add(Database.setAside(denied));
        }
        var deny = RegistryFile.open(denied, SynchronousMode.FULL);
        return new Registry(
                RegistryFile.open(lists, SynchronousMode.NORMAL), deny, List.copyOf(aside));
    }

    /// Where damaged files went.
    public List<Path> setAside() {
        return setAside;
    }

    /// The way in for published lists.
    public PublishedLists published() {
        return new PublishedLists(lists);
    }

    /// The way in for what is denied everywhere.
    public DeniedEntries denied() {
        return new DeniedEntries(denied);
    }

    /// A reader's own view, for its own thread; already warm when this returns.
    public Lists lists() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var view = new Both(lists.view(), denied.view());
                    view.find(CredentialKind.UID, new Token(0, 0));
                    return view;
                });
    }

    /// Every list in force, for whoever only looks; a daemon may run beside it.
    ///
    /// @param file of the lists, which need not be there yet
    public static List<Held> look(Path file) throws IOException {
        var held = new ArrayList<Held>();
        for (var each : List.of(file, beside(file))) {
            if (Files.exists(each)) {
                held.addAll(StoreFailed.of(() -> RegistryFile.held(each)));
            }
        }
        return held;
    }

    private static Path beside(Path lists) {
        return lists.resolveSibling("deny.db");
    }

    /// Every list in force, read beside an import that may run.
    public List<Held> held() throws StoreFailed {
        return StoreFailed.unless(
                () ->
                        Stream.concat(denied.held().stream(), lists.held().stream())
                                .sorted(Comparator.comparing(held -> held.list().name()))
                                .toList());
    }

    /// @param origin `local`, or the key that signed it
    public record Held(ListVersion list, String origin, long entries) {}

    /// Brings in the next version of a list: everything `rows` gives, or nothing.
    ///
    /// @param rows gives each entry once
    ListVersion replace(String name, Instant asOf, Source rows) throws IOException {
        return lists.write(
                connection -> {
                    long id = RegistryFile.listId(connection, name);
                    int bits = Bucket.bits(rows.expected());
                    RegistryFile.clear(connection, id);
                    long entries = insert(connection, id, bits, rows);
                    long next = 1 + RegistryFile.version(connection, id);
                    var version = new ListVersion(name, next, asOf, Optional.empty());
                    RegistryFile.switchTo(connection, version, LOCAL, entries, bits);
                    return version;
                });
    }

    /// Gives up a list that is being written, which changes nothing then, and begins none any more:
    /// to stop must not take as long as a million rows.
    public void stopImports() {
        lists.stop();
    }

    /// Monotonic time of the last step of a list that is being written; any thread.
    public long progressNanos() {
        return lists.progressNanos();
    }

    private long insert(Connection connection, long list, int bits, Source rows)
            throws SQLException, IOException {
        long count = 0;
        try (var rights = RightsNumbers.anew(connection, list);
                var writer = new BucketWriter(connection, list, bits, rights)) {
            for (var row = rows.next(); row.isPresent(); row = rows.next()) {
                lists.goOn();
                writer.put(row.get());
                count++;
            }
            writer.flush();
        }
        return count;
    }

    @Override
    public void close() throws StoreFailed {
        try {
            lists.close();
        } finally {
            denied.close();
        }
    }

    /// One reader's look at both. What is denied is looked at last, so that it is at least as new
    /// as any list found has waited for.
    private record Both(RegistryView listed, RegistryView denied) implements Lists {

        @Override
        public Found find(CredentialKind kind, Token token) {
            var allows = listed.find(kind, token);
            return denied.find(kind, token).and(allows);
        }

        @Override
        public void close() {
            listed.close();
            denied.close();
        }
    }

    /// What many entries share.
    ///
    /// @param groups separated by `;`
    /// @param schedule empty: none of its own
    /// @param fromMillis since the epoch; [#NEVER]: no limit
    /// @param untilMillis since the epoch; [#NEVER]: no limit
    record Rights(
            CredentialKind kind,
            String groups,
            String schedule,
            boolean deny,
            long fromMillis,
            long untilMillis) {}

    /// One row on its way in.
    record NewEntry(Token token, Token subject, Rights rights) {}

    /// Rows until it is empty, in the order of tokens.
    interface Source {

        /// How many there will be, about.
        long expected();

        Optional<NewEntry> next() throws IOException;
    }
}
