package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import onecard.edge.cli.BrokerOptions.Choice;
import onecard.edge.command.CommandReader;
import onecard.edge.command.SignedCommand;
import onecard.edge.command.Verb;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.uplink.Operator;
import onecard.edge.uplink.OperatorLink;
import onecard.edge.uplink.Topics;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Mixin;
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

    @Mixin private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--by", paramLabel = "NAME", descriptionKey = "onecard.cmd.by")
    private String by = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._@-]", "_");

    @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "onecard.cmd.reason")
    private Optional<String> because = Optional.empty();

    /// Whether a broker was named, or what only it needs.
    boolean asked() {
        return broker.given() || key.isPresent() || device.isPresent();
    }

    /// Waits for its answer.
    ///
    /// @param command its members `id`, `verb`, `point` and `args`
    /// @param tell what its answer means, as an exit status
    int give(Json.Obj command, ToIntFunction<Json.Obj> tell, Console console)
            throws IOException, InterruptedException {
        var id = command.text("id").orElse("");
        var verb = command.text("verb").orElse("");
        if (key.isEmpty() || !broker.given()) {
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
        return switch (broker.choose(console)) {
            case Choice.None(var status) -> status;
            case Choice.Chosen chosen -> give(command, chosen, key.get(), tell, console);
        };
    }

    private int give(
            Json.Obj command,
            Choice.Chosen chosen,
            Path key,
            ToIntFunction<Json.Obj> tell,
            Console console)
            throws IOException, InterruptedException {
        var whom = topics(chosen.profile());
        if (whom.isEmpty()) {
            console.complain(Message.CMD_WHOM);
            return Exit.USAGE;
        }
        var signing = SigningKey.read(key);
        var client = "oc-cmd-" + CmdCommand.drawn();
        var id = command.text("id").orElse("");
        try (var link = new OperatorLink(chosen.broker(), client)) {
            var operator = new Operator(link, whom.get(), id);
            var signed = signed(command, whom.get(), operator.session());
            var verb = command.text("verb").orElse("");
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
}
