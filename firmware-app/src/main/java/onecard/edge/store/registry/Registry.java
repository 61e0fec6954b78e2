package onecard.edge.store.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import onecard.access.CredentialKind;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListEntry;
import onecard.edge.lists.ListType;
import onecard.edge.store.Database;
import onecard.edge.store.StoreFailed;

/// The lists that say who may pass, in two files. `registry.db` has them by the million, and each
/// tap reads its own entry there. `deny.db` holds what is denied everywhere, which is in memory,
/// too: it waits for no list, however large, and a tap sees it without a look at a disk. What is in
/// force is on the device before it is; a file that falls behind that is set aside and begun anew.
public final class Registry implements AutoCloseable {

    /// The origin of a list that nobody signed.
    static final String LOCAL = "local";

    /// No limit of validity.
    public static final long NEVER = Long.MIN_VALUE;

    /// Rights remembered of one list, some 200 bytes each, while it comes in and while it is read:
    /// more than real lists have (five groups, valid from 250 days until 12 are 15,000), and a
    /// bound on memory where every person has dates of their own. What is forgotten while it comes
    /// in is numbered twice; a list with more is larger and slower, not wrong.
    static final int RIGHTS_KEPT = 16_384;

    final RegistryFile lists;
    private final DeniedEntries denied;
    private final List<Loss> losses;

    private Registry(RegistryFile lists, DeniedEntries denied, List<Loss> losses) {
        this.lists = lists;
        this.denied = denied;
        this.losses = losses;
    }

    /// A file that could not be gone on with.
    ///
    /// @param aside where it lies now; empty if it was not there
    public record Loss(String file, String why, Optional<Path> aside) {

        public static Loss of(Path file, String why) throws IOException {
            var aside =
                    Files.exists(file)
                            ? Optional.of(Database.setAside(file))
                            : Optional.<Path>empty();
            return new Loss(file.getFileName().toString(), why, aside);
        }

        public String text() {
            return file + ": " + why + aside.map(it -> ", now " + it.getFileName()).orElse("");
        }
    }

    /// Opens or makes both, with nothing known of before.
    public static Registry open(Path file) throws IOException {
        return open(file, Map.of());
    }

    /// Opens or makes both. What cannot be used is set aside whole; and so is what was in force
    /// before something later was, which only another's file can be, or one that lost its log.
    ///
    /// @param file of the lists; what is denied lies beside it
    /// @param reached versions that were once in force, by the names of signed lists
    public static Registry open(Path file, Map<String, Long> reached) throws IOException {
        return StoreFailed.of(() -> opened(file, beside(file), reached));
    }

    /// Without what is denied, lists would let lost cards in: they go with it.
    private static Registry opened(Path lists, Path denied, Map<String, Long> reached)
            throws IOException, SQLException {
        var reachedLists = new TreeMap<>(reached);
        long reachedDenied = Optional.ofNullable(reachedLists.remove(DenyList.NAME)).orElse(0L);
        var noLists = RegistryFile.unfit(lists, reachedLists);
        long denyMin = noLists.isPresent() ? 0 : RegistryFile.denyMin(lists);
        var noDenied =
                DeniedEntries.unfit(denied, Math.max(reachedDenied, denyMin), Files.exists(lists));
        if (noDenied.isPresent() && noLists.isEmpty() && Files.exists(lists)) {
            RegistryFile.reached(lists)
                    .forEach((list, version) -> reachedLists.merge(list, version, Math::max));
            noLists = Optional.of("of no use without the other");
        }
        // The lists first: cut short between the two, the next start finds them without the other.
        var losses = new ArrayList<Loss>();
        if (noLists.isPresent()) {
            losses.add(Loss.of(lists, noLists.get()));
        }
        if (noDenied.isPresent()) {
            losses.add(Loss.of(denied, noDenied.get()));
        }
        var deny = DeniedEntries.open(denied, reachedDenied);
        return new Registry(RegistryFile.open(lists, reachedLists), deny, List.copyOf(losses));
    }

    /// What could not be gone on with at this start.
    public List<Loss> losses() {
        return losses;
    }

    /// The highest version of each signed list that was ever in force, and of what is denied.
    public Map<String, Long> reached() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var reached = new TreeMap<>(RegistryFile.reached(lists.path()));
                    if (denied.reached() > 0) {
                        reached.put(DenyList.NAME, denied.reached());
                    }
                    return reached;
                });
    }

    /// The way in for published lists.
    public PublishedLists published() {
        return new PublishedLists(lists);
    }

    /// The way in for what is denied everywhere.
    public DeniedEntries denied() {
        return denied;
    }

    /// A reader's own view, for its own thread; already warm when this returns.
    public Lists lists() throws StoreFailed {
        return StoreFailed.unless(
                () -> {
                    var view = new Both(lists.view(), denied);
                    view.find(CredentialKind.UID, new Token(0, 0));
                    return view;
                });
    }

    /// Every list in force, for whoever only looks; a daemon may run beside it.
    ///
    /// @param file of the lists, which need not be there yet
    public static List<Held> look(Path file) throws IOException {
        return StoreFailed.of(
                () -> {
                    var held = new ArrayList<Held>();
                    if (Files.exists(file)) {
                        held.addAll(RegistryFile.look(file));
                    }
                    if (Files.exists(beside(file))) {
                        held.addAll(DeniedEntries.look(beside(file)));
                    }
                    return held;
                });
    }

    private static Path beside(Path lists) {
        return lists.resolveSibling("deny.db");
    }

    /// Every list in force, read beside an import that may run.
    public List<Held> held() throws StoreFailed {
        return StoreFailed.unless(
                () ->
                        Stream.concat(denied.inForce().held().stream(), lists.held().stream())
                                .sorted(Comparator.comparing(held -> held.list().name()))
                                .toList());
    }

    /// @param origin `local`, or the key that signed it
    public record Held(ListVersion list, String origin, long entries) {}

    /// Brings in the next version of a list: everything `rows` gives, or nothing.
    ///
    /// @param rows gives each entry once
    public ListVersion replace(String name, Instant asOf, Source rows) throws IOException {
        return lists.writeThrough(
                connection -> {
                    long id = RegistryFile.listId(connection, name);
                    int bits = Bucket.bits(rows.expected());
                    RegistryFile.clear(connection, id);
                    long entries = insert(connection, id, bits, rows);
                    long next = 1 + RegistryFile.version(connection, id);
                    var version = new ListVersion(name, next, asOf, Optional.empty());
                    RegistryFile.switchTo(connection, new Held(version, LOCAL, entries), bits, 0);
                    return version;
                });
    }

    /// The same of a list that is remembered whole: it is cut as a published one is, so that what a
    /// published one has in common with it need not be fetched.
    ///
    /// @param type neither people nor wallets
    /// @param entries each once
    public ListVersion replace(String name, ListType type, Instant asOf, List<ListEntry> entries)
            throws IOException {
        var parts = ListParts.cut(entries);
        return lists.writeThrough(
                connection -> {
                    long id = RegistryFile.listId(connection, name);
                    RegistryFile.clear(connection, id);
                    int bits = ListParts.write(connection, id, parts);
                    PublishedLists.published(connection, id, type, bits);
                    long next = 1 + RegistryFile.version(connection, id);
                    var version = new ListVersion(name, next, asOf, Optional.empty());
                    var held = new Held(version, LOCAL, entries.size());
                    RegistryFile.switchTo(connection, held, bits, 0);
                    return version;
                });
    }

    /// Gives up a list that is being written, which changes nothing then, and begins none any more:
    /// to stop must not take as long as a million rows. For as long as this is open; what is denied
    /// is no such list. Idempotent; waits for a step, or for a commit that has begun.
    public void stopImports() {
        lists.stop();
    }

    /// Between two steps of what makes a list ready.
    ///
    /// @throws IOException once none is begun any more
    void goOn() throws IOException {
        lists.goOn();
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
    private record Both(RegistryView listed, DeniedEntries denied) implements Lists {

        @Override
        public Found find(CredentialKind kind, Token token) {
            var found = listed.find(kind, token);
            return denied.inForce().before(found, kind, token);
        }

        @Override
        public void close() {
            listed.close();
        }
    }

    /// What many entries share.
    ///
    /// @param groups separated by `;`
    /// @param schedule empty: none of its own
    /// @param fromMillis since the epoch; [#NEVER]: no limit
    /// @param untilMillis since the epoch; [#NEVER]: no limit
    public record Rights(
            CredentialKind kind,
            String groups,
            String schedule,
            boolean deny,
            long fromMillis,
            long untilMillis) {}

    /// One row on its way in.
    public record NewEntry(Token token, Token subject, Rights rights) {}

    /// Rows until it is empty, in the order of tokens.
    public interface Source {

        /// How many there will be, about.
        long expected();

        Optional<NewEntry> next() throws IOException;
    }
}
