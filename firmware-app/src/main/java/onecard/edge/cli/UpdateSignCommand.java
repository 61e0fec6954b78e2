package onecard.edge.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.SigningKey;
import onecard.edge.update.Notice;
import onecard.edge.update.Version;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `update sign`: the notice of a package, to lie beside it, or to be retained by a broker.
@Command(name = "sign", mixinStandardHelpOptions = true)
final class UpdateSignCommand implements Callable<Integer> {

    /// As `scripts/package` calls them.
    private static final Pattern PACKAGE = Pattern.compile("onecard_([^_]+)_[a-z0-9]+\\.deb");

    @Parameters(paramLabel = "FILE", descriptionKey = "onecard.update.file")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            descriptionKey = "onecard.update.sign.key")
    private Path key = Path.of("");

    @Option(names = "--site", paramLabel = "FILE", descriptionKey = "onecard.update.sign.site")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--url", paramLabel = "URL", descriptionKey = "onecard.update.sign.url")
    private Optional<String> url = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", descriptionKey = "onecard.update.sign.out")
    private Optional<Path> out = Optional.empty();

    private final Console console;

    UpdateSignCommand(Console console) {
        this.console = console;
    }

    /// Where the notice of a package lies.
    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    @Override
    public Integer call() throws IOException {
        var where = url.flatMap(Notice::url);
        if (where.isPresent() != url.isPresent() || (url.isPresent() && site.isEmpty())) {
            console.complain(Message.UPDATE_URL_WRONG, url.orElse(""));
            return Exit.USAGE;
        }
        var name = PACKAGE.matcher(String.valueOf(file.getFileName()));
        var version = name.matches() ? Version.of(name.group(1)) : Optional.<Version>empty();
        if (version.isEmpty()) {
            console.complain(Message.UPDATE_FILE_NAME, file);
            return Exit.USAGE;
        }
        if (!Files.isReadable(file)) {
            console.complain(Message.FILE_UNREADABLE, file);
            return Exit.PROBLEMS;
        }
        Optional<SiteProfile> profile = Optional.empty();
        if (site.isPresent()) {
            profile = Sites.read(site.get(), console);
            if (profile.isEmpty()) {
                return Exit.PROBLEMS;
            }
        }
        var signing = SigningKey.read(key);
        if (profile.filter(it -> !it.keys().updates().contains(signing.publicText())).isPresent()) {
            console.complain(Message.UPDATE_KEY_UNKNOWN, signing.publicText());
        }
        write(version.get(), profile, where, signing);
        return 0;
    }

    private void write(
            Version version, Optional<SiteProfile> profile, Optional<URI> where, SigningKey signing)
            throws IOException {
        var notice =
                new Notice(
                        profile.map(SiteProfile::site),
                        profile.map(SiteProfile::device),
                        version,
                        Notice.sha256(file),
                        Optional.of(Files.size(file)),
                        where,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        "");
        var target = out.orElse(beside(file));
        var text = Canonical.text(Notice.signed(notice, signing)) + "\n";
        Files.write(target, text.getBytes(StandardCharsets.UTF_8));
        console.tell(Message.UPDATE_SIGNED, target, version);
    }
}
