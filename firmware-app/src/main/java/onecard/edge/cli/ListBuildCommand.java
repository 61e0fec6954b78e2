package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListBuild.Result;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListType;
import onecard.edge.lists.WrittenTime;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `list build`: a signed list from CSV.
@Command(name = "build")
final class ListBuildCommand implements Callable<Integer> {

    /// As of a site file, but for what has its place in a topic already.
    private static final Pattern NAME =
            Pattern.compile("(?!(list|device)$)[a-z0-9][a-z0-9-]{0,31}");

    /// On its own: the usual ones bring a `--version` that would be in the way.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "help")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Parameters(paramLabel = "SRC", descriptionKey = "onecard.list.build.source")
    private Path source = Path.of("");

    @Option(names = "--list", required = true, paramLabel = "NAME")
    private String list = "";

    @Option(names = "--type", paramLabel = "TYPE")
    private Optional<String> type = Optional.empty();

    @Option(names = "--site", required = true, paramLabel = "FILE")
    private Path site = Path.of("");

    @Mixin private StateOption state = new StateOption();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            descriptionKey = "onecard.list.build.key")
    private Path key = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", descriptionKey = "out-lists")
    private Path out = Path.of("");

    @Option(names = "--version", paramLabel = "N", descriptionKey = "list-version")
    private Optional<Long> version = Optional.empty();

    @Option(names = "--valid-until", paramLabel = "TIME")
    private Optional<String> validUntil = Optional.empty();

    @Option(names = "--deny-min", paramLabel = "N")
    private Optional<Long> denyMin = Optional.empty();

    @Option(names = "--skip-bad")
    private boolean skipBad;

    private final Console console;

    ListBuildCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean deny = list.equals(DenyList.NAME);
        if (!NAME.matcher(list).matches()) {
            console.complain(Message.LIST_NAME_WRONG, list);
            return Exit.USAGE;
        }
        var wanted = type.flatMap(ListType::ofWire);
        if (deny ? type.isPresent() : wanted.isEmpty()) {
            console.complain(Message.LIST_TYPE_MISSING, types());
            return Exit.USAGE;
        }
        var profile = Sites.read(site, console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        if (!Files.isReadable(source)) {
            console.complain(Message.FILE_UNREADABLE, source);
            return Exit.PROBLEMS;
        }
        var until = validUntil.flatMap(text -> until(text, profile.get()));
        if (until.isPresent() != validUntil.isPresent()) {
            console.complain(Message.LIST_TIME_WRONG, "--valid-until", validUntil.orElse(""));
            return Exit.USAGE;
        }
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var terms = new ListBuild.Terms(version, now, until, denyMin);
        var build = build(profile.get());
        try {
            return tell(
                    deny
                            ? build.denied(source, terms, skipBad)
                            : build.list(source, list, wanted.orElseThrow(), terms, skipBad));
        } catch (Failed unfit) {
            console.complain(unfit.words());
            return Exit.PROBLEMS;
        }
    }

    private static String types() {
        return Arrays.stream(ListType.values())
                .map(ListType::wire)
                .collect(Collectors.joining(", "));
    }

    private static Optional<Instant> until(String text, SiteProfile profile) {
        return WrittenTime.of(text, profile.timezone(), true);
    }

    private ListBuild build(SiteProfile profile) throws IOException {
        var signing = SigningKey.read(key);
        if (!profile.keys().lists().contains(signing.publicText())) {
            console.complain(Message.LIST_KEY_UNKNOWN, signing.publicText());
        }
        var tokens = Secrets.tokens(profile.keys(), state.directory());
        return new ListBuild(
                new ListFolder(out), profile.site(), tokens, profile.timezone(), signing);
    }

    private int tell(Result result) {
        return switch (result) {
            case Result.Built(var number, var entries, var buckets, var skipped) -> {
                skipped.forEach(row -> console.point(source + ":" + row.in(console.lang())));
                console.tell(Message.LIST_BUILT, list, number, entries, buckets, out);
                yield 0;
            }
            case Result.Refused(var problems) -> {
                problems.forEach(row -> console.point(source + ":" + row.in(console.lang())));
                console.complain(Message.LIST_BAD_ROWS);
                yield Exit.PROBLEMS;
            }
        };
    }
}
