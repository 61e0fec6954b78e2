package onecard.edge.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Brokers;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import onecard.site.Uplink;
import picocli.CommandLine.Option;

/// Which broker, as options: a URL, or a site file's broker with the way that it is reached there;
/// of both, the site file's way to the URL.
final class BrokerOptions {

    /// No state directory is ours here: secrets lie in files or credentials.
    private static final Path NOWHERE = Path.of("");

    @Option(names = "--broker", paramLabel = "URL", descriptionKey = "broker")
    private Optional<String> url = Optional.empty();

    @Option(names = "--site-file", paramLabel = "FILE", descriptionKey = "site-file")
    private Optional<Path> siteFile = Optional.empty();

    /// What was chosen.
    sealed interface Choice {

        /// @param profile of the site file, where one was named
        record Chosen(Broker broker, Optional<SiteProfile> profile) implements Choice {}

        /// The console was told why.
        ///
        /// @param status to end with
        record None(int status) implements Choice {}
    }

    /// Whether either was given.
    boolean given() {
        return url.isPresent() || siteFile.isPresent();
    }

    /// @throws IOException if a secret's file is not where it should be
    Choice choose(Console console) throws IOException {
        if (!given()) {
            console.complain(Message.BROKER_MISSING);
            return new Choice.None(Exit.USAGE);
        }
        Optional<SiteProfile> profile = Optional.empty();
        if (siteFile.isPresent()) {
            profile = Sites.read(siteFile.get(), console);
            if (profile.isEmpty()) {
                return new Choice.None(Exit.PROBLEMS);
            }
        }
        try {
            return new Choice.Chosen(broker(profile), profile);
        } catch (IllegalArgumentException _) {
            console.complain(Message.BROKER_URL_WRONG, url.orElse(""));
            return new Choice.None(Exit.USAGE);
        }
    }

    private Broker broker(Optional<SiteProfile> profile) throws IOException {
        return profile.isPresent()
                ? Brokers.of(uplink(profile.get().uplink()), NOWHERE, Instant::now)
                : Brokers.at(url.orElse(""));
    }

    private Uplink uplink(Uplink named) {
        return url.map(other -> named.at(URI.create(other))).orElse(named);
    }
}
