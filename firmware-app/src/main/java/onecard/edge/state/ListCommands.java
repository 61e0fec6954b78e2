package onecard.edge.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.BadRow;
import onecard.edge.loop.Events;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.ListImport.Result;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.WholeImport;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import onecard.time.Moment;
import onecard.words.Lang;
import onecard.words.Words;
import org.tinylog.Logger;

/// Bringing lists in: from files, asked over the control socket or by the command itself when no
/// daemon runs, and from the broker.
/// Each import is a journal record.
public final class ListCommands {

    private final SiteProfile site;
    private final StateDir state;
    private final Registry registry;
    private final Tokens tokens;
    private final BoardClock clock;
    private final Journal journal;
    private final BooleanSupplier believed;
    private volatile Consumer<String> announce = _ -> {};
    private boolean ended; // under its lock

    /// @param believed whether the keys of the site file count: once they do not, nothing is taken
    ///     that they vouch for
    public ListCommands(
            SiteProfile site,
            StateDir state,
            Registry registry,
            Tokens tokens,
            BoardClock clock,
            Journal journal,
            BooleanSupplier believed) {
        this.site = site;
        this.state = state;
        this.registry = registry;
        this.tokens = tokens;
        this.clock = clock;
        this.journal = journal;
        this.believed = believed;
    }

    /// @param told by its name of each list that has changed, on the thread that changed it
    public void announceBy(Consumer<String> told) {
        announce = told;
    }

    /// A request in words for any reader of it.
    ///
    /// @param lang in which the answer speaks
    public static Json.Obj request(Path csv, String list, boolean skipBad, Lang lang) {
        return Json.Obj.EMPTY
                .with("do", "list-import")
                .with("src", csv.toAbsolutePath().toString())
                .with("list", list)
                .with("skip_bad", skipBad)
                .with("lang", lang.tag());
    }

    /// A request for the signed lists in a directory.
    public static Json.Obj request(Path directory, Lang lang) {
        return Json.Obj.EMPTY
                .with("do", "list-import")
                .with("src", directory.toAbsolutePath().toString())
                .with("lang", lang.tag());
    }

    /// Does what is asked, which may take minutes, and says what came of it; one at a time.
    public synchronized Json.Obj answer(Json.Obj request) {
        var lang = request.text("lang").flatMap(Lang::ofTag).orElse(Lang.EN);
        if (!request.text("do").orElse("").equals("list-import")) {
            return refused(Message.REQUEST_UNKNOWN.with(), List.of(), lang);
        }
        if (ended) {
            return refused(Message.LIST_RUN_ENDS.with(), List.of(), lang);
        }
        var list = request.text("list");
        var source = source(request.text("src").orElse(""));
        if (list.isEmpty()) {
            return source.filter(Files::isDirectory)
                    .map(directory -> published(directory, lang))
                    .orElseGet(() -> refused(Message.REQUEST_DIRECTORY.with(), List.of(), lang));
        }
        return source.filter(Files::isRegularFile)
                .map(csv -> imported(csv, list.get(), request.bool("skip_bad").orElse(false), lang))
                .orElseGet(() -> refused(Message.REQUEST_SRC.with(), List.of(), lang));
    }

    /// Brings none in any more, and returns once the one that is being brought in has its record: a
    /// list must not be in force without. To be called after `Registry.stopImports`, which makes
    /// that short, and before the journal closes.
    public synchronized void end() {
        ended = true;
    }

    /// Only a regular file has an end: a pipe or a device would hold this thread for ever.
    private static Optional<Path> source(String src) {
        try {
            return Optional.of(Path.of(src));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private Json.Obj published(Path directory, Lang lang) {
        if (!believed.getAsBoolean()) {
            return refused(Message.LIST_GIVEN_UP.with(), List.of(), lang);
        }
        var came = ListDirectory.into(directory, site.lists().keySet(), denies(), feed());
        boolean ok = came.stream().allMatch(ListDirectory.Came::good);
        var lines = came.stream().map(one -> one.words().in(lang)).toList();
        return came.isEmpty()
                ? refused(Message.LIST_NONE_THERE.with(), List.of(), lang)
                : Json.Obj.EMPTY.with("ok", ok).with("told", Json.Arr.ofText(lines));
    }

    private Json.Obj imported(Path csv, String list, boolean skipBad, Lang lang) {
        var use = site.lists().get(list);
        if (use == null || !use.local()) {
            return refused(Message.LIST_NOT_LOCAL.with(list), List.of(), lang);
        }
        try {
            var now = clock.get();
            var result = run(csv, list, skipBad, now.wall());
            return switch (result) {
                case Result.Imported done -> {
                    announce.accept(list);
                    if (!record(done, now)) {
                        yield refused(Message.LIST_NOT_RECORDED.with(), List.of(), lang);
                    }
                    yield Json.Obj.EMPTY
                            .with("ok", true)
                            .with("version", done.list().version())
                            .with("entries", done.entries())
                            .with("problems", lines(done.skipped(), lang));
                }
                case Result.Refused(var problems) ->
                        refused(Message.LIST_BAD_ROWS.with(), problems, lang);
            };
        } catch (IOException failed) {
            return refused(
                    Message.LIST_FAILED.with(String.valueOf(failed.getMessage())), List.of(), lang);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return refused(Message.LIST_NOT_RECORDED.with(), List.of(), lang);
        }
    }

    /// As what some point goes by, or else as people.
    private Result run(Path csv, String list, boolean skipBad, Instant now) throws IOException {
        var type = HeldLists.types(site).get(list);
        var zone = site.timezone();
        return type == null
                ? new ListImport(registry, tokens, zone, state.path()).run(csv, list, skipBad, now)
                : new WholeImport(registry, tokens, zone).run(csv, list, type, skipBad, now);
    }

    private boolean record(Result.Imported done, Moment now) throws InterruptedException {
        return journal.write(
                Events.imported(done.list(), done.entries(), done.sha256(), "local", now));
    }

    /// Published lists, from wherever they come, for one thread.
    private ListFeed feed() {
        return new ListFeed(
                site.site(),
                new TrustedKeys(site.keys().lists()),
                registry.published(),
                registry.denied(),
                this::switched);
    }

    private DenyFeed denies() {
        return new DenyFeed(
                site.site(),
                new TrustedKeys(site.keys().lists()),
                registry.denied(),
                this::switched);
    }

    /// The same, from a broker.
    ///
    /// @param along called on its thread, each second, with the monotonic time
    public Intake listIntake(
            Topics topics, LongSupplier nanoTime, Metrics metrics, LongConsumer along) {
        var desk = new LookedAlong(new ListDesk(topics, site.lists().keySet(), feed()), along);
        return new Intake("lists", desk, nanoTime, metrics, believed);
    }

    /// The same of what is denied everywhere.
    public Intake denyIntake(Topics topics, LongSupplier nanoTime, Metrics metrics) {
        var desk = new DenyDesk(topics, denies());
        return new Intake("deny", desk, nanoTime, metrics, believed);
    }

    private void switched(InForce list) {
        Reached.keep(journal, list.list());
        clock.headIssued(list.list().asOf());
        Logger.info(
                "list {} version {} is in force, {} entries",
                list.list().name(),
                list.list().version(),
                list.entries());
        journal.offer(
                Events.imported(
                        list.list(), list.entries(), list.sha256(), list.key(), clock.get()));
        announce.accept(list.list().name());
    }

    private static Json.Obj refused(Words why, List<BadRow> problems, Lang lang) {
        return Json.Obj.EMPTY
                .with("ok", false)
                .with("why", why.in(lang))
                .with("problems", lines(problems, lang));
    }

    private static Json.Arr lines(List<BadRow> problems, Lang lang) {
        return Json.Arr.ofText(problems.stream().map(row -> row.in(lang)).toList());
    }
}
