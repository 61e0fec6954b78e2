package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.Journal;
import onecard.edge.store.ListImport;
import onecard.edge.store.ListImport.Result;
import onecard.edge.store.Registry;
import onecard.site.SiteProfile;
import onecard.time.Moment;

/// Bringing lists in, asked over the control socket or by the command itself when no daemon runs.
/// Each import is a journal record.
final class ListCommands {

    private final SiteProfile site;
    private final StateDir state;
    private final Registry registry;
    private final Tokens tokens;
    private final Supplier<Moment> clock;
    private final Journal journal;
    private final Runnable announce;

    /// @param announce the lists have changed, and `birth` says so
    ListCommands(
            SiteProfile site,
            StateDir state,
            Registry registry,
            Tokens tokens,
            Supplier<Moment> clock,
            Journal journal,
            Runnable announce) {
        this.site = site;
        this.state = state;
        this.registry = registry;
        this.tokens = tokens;
        this.clock = clock;
        this.journal = journal;
        this.announce = announce;
    }

    /// A request in words for any reader of it.
    static Json.Obj request(Path csv, String list, boolean skipBad) {
        return Json.Obj.EMPTY
                .with("do", "list-import")
                .with("src", csv.toAbsolutePath().toString())
                .with("list", list)
                .with("skip_bad", skipBad);
    }

    Json.Obj answer(Json.Obj request) {
        if (!request.text("do").orElse("").equals("list-import")) {
            return refused("this daemon does not know that request", List.of());
        }
        return file(request.text("src").orElse(""))
                .map(
                        csv ->
                                imported(
                                        csv,
                                        request.text("list").orElse(""),
                                        request.bool("skip_bad").orElse(false)))
                .orElseGet(() -> refused("src must be a file that can be read", List.of()));
    }

    /// Only a regular file has an end: a pipe or a device would hold this thread for ever.
    private static Optional<Path> file(String src) {
        try {
            return Optional.of(Path.of(src)).filter(Files::isRegularFile);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private Json.Obj imported(Path csv, String list, boolean skipBad) {
        var use = site.lists().get(list);
        if (use == null || !use.local()) {
            return refused(
                    "the site file does not say lists: { " + list + ": { local: true } }",
                    List.of());
        }
        try {
            var now = clock.get();
            var result = importer().run(csv, list, skipBad, now.wall());
            return switch (result) {
                case Result.Imported done -> {
                    record(done, now);
                    announce.run();
                    yield Json.Obj.EMPTY
                            .with("ok", true)
                            .with("version", done.list().version())
                            .with("entries", done.entries())
                            .with("problems", lines(done.skipped()));
                }
                case Result.Refused(var problems) ->
                        refused("the file has bad rows; nothing was changed", problems);
            };
        } catch (IOException failed) {
            return refused("the list was not imported: " + failed.getMessage(), List.of());
        }
    }

    private ListImport importer() {
        return new ListImport(registry, tokens, site.timezone(), state.path());
    }

    private void record(Result.Imported done, Moment now) {
        var more =
                Json.Obj.EMPTY
                        .with(
                                "list",
                                Json.Obj.EMPTY
                                        .with("name", done.list().name())
                                        .with("version", done.list().version()))
                        .with("entries", done.entries())
                        .with("sha256", done.sha256())
                        .with("origin", "local");
        journal.offer(Events.system("import", more, now));
    }

    private static Json.Obj refused(String why, List<ListImport.BadRow> problems) {
        return Json.Obj.EMPTY.with("ok", false).with("why", why).with("problems", lines(problems));
    }

    private static Json.Arr lines(List<ListImport.BadRow> problems) {
        return Json.Arr.ofText(problems.stream().map(ListImport.BadRow::toString).toList());
    }
}
