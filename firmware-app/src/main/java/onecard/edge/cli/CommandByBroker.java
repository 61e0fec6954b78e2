package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import onecard.edge.command.CommandReader;
import onecard.edge.command.SignedCommand;
import onecard.edge.command.Verb;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Brokers;
import onecard.edge.uplink.Operator;
import onecard.edge.uplink.Topics;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Option;

/// A command signed and sent by way of a broker, as options.
final class CommandByBroker {

    /// As of a site file; in a topic nothing else has a place.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    @Option(names = "--site", paramLabel = "NAME", descriptionKey = "onecard.cmd.site")
    private Optional<String> site = Optional.empty();

    @Option(names = "--device", paramLabel = "NAME", descriptionKey = "onecard.cmd.device")
    private Optional<String> device = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", descriptionKey = "onecard.cmd.key")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--broker", paramLabel = "URL", descriptionKey = "onecard.cmd.broker")
    private Optional<String> url = Optional.empty();

    @Option(names = "--site-file", paramLabel = "FILE", descriptionKey = "onecard.cmd.site-file")
    private Optional<Path> siteFile = Optional.empty();

    @Option(names = "--by", paramLabel = "NAME", descriptionKey = "onecard.cmd.by")
    private String by = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._@-]", "_");

    @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "onecard.cmd.reason")
    private Optional<String> because = Optional.empty();

    /// Whether a broker was named, or what only it needs.
    boolean asked() {
        return url.isPresent() || siteFile.isPresent() || key.isPresent() || device.isPresent();
    }

    /// Waits for its answer.
    ///
    /// @param command its members `id`, `verb`, `point` and `args`
    /// @param tell what its answer means, as an exit status
    int give(Json.Obj command, ToIntFunction<Json.Obj> tell, Console console) throws IOException {
        var id = command.text("id").orElse("");
        var verb = command.text("verb").orElse("");
        if (key.isEmpty() || url.isPresent() == siteFile.isPresent()) {
            console.complain(Message.CMD_WHERE);
            return Exit.USAGE;
        }
        if (Verb.ofWire(verb).isEmpty()) {
            console.complain(Message.COMMAND_VERB, verb);
            return Exit.USAGE;
        }
        if (!CommandReader.names(id)) {
            console.complain(Message.COMMAND_ID);
            return Exit.USAGE;
        }
        if (!SignedCommand.names(by)) {
            console.complain(Message.CMD_BY_WRONG, by);
            return Exit.USAGE;
        }
        if (because.filter(why -> !SignedCommand.says(why)).isPresent()) {
            console.complain(Message.CMD_REASON_WRONG);
            return Exit.USAGE;
        }
        Optional<SiteProfile> profile = Optional.empty();
        if (siteFile.isPresent()) {
            profile = Sites.read(siteFile.get(), console);
            if (profile.isEmpty()) {
                return Exit.PROBLEMS;
            }
        }
        var whom = topics(profile);
        if (whom.isEmpty()) {
            console.complain(Message.CMD_WHOM);
            return Exit.USAGE;
        }
        var broker = broker(profile);
        if (broker.isEmpty()) {
            console.complain(Message.CMD_URL_WRONG, url.orElse(""));
            return Exit.USAGE;
        }
        var signing = SigningKey.read(key.get());
        var client = "oc-cmd-" + CmdCommand.drawn();
        try (var operator = new Operator(broker.get(), client, whom.get(), id)) {
            var signed = signed(command, whom.get(), operator.session());
            return tell.applyAsInt(
                    operator.ask(verb, signed.signed(signing, console.lang().tag())));
        }
    }

    private SignedCommand signed(Json.Obj command, Topics whom, long session) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new SignedCommand(
                whom.site(),
                whom.device(),
                session,
                now,
                now.plus(SignedCommand.FRESH),
                CmdCommand.drawn(),
                by,
                because,
                command);
    }

    private Optional<Topics> topics(Optional<SiteProfile> profile) {
        var ofSite = site.or(() -> profile.map(SiteProfile::site));
        var ofDevice = device.or(() -> profile.map(SiteProfile::device));
        return ofSite.filter(NAME.asMatchPredicate())
                .flatMap(
                        one ->
                                ofDevice.filter(NAME.asMatchPredicate())
                                        .map(other -> new Topics(one, other)));
    }

    private Optional<Broker> broker(Optional<SiteProfile> profile) throws IOException {
        if (profile.isPresent()) {
            // No state directory is ours here: secrets lie in files or credentials.
            var nowhere = Path.of("");
            return Optional.of(Brokers.of(profile.get().uplink(), nowhere, Instant::now));
        }
        try {
            return url.map(Brokers::at);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
