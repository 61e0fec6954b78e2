package onecard.edge.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import onecard.access.Token;
import onecard.edge.crypto.Canonical;
import onecard.edge.state.VaultRequest;
import onecard.edge.store.vault.Consent;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultLook;
import onecard.edge.words.Message;
import onecard.hal.bio.Modality;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `consent`: what somebody agrees to have kept of their body, that they withdraw it, and what is
/// noted. By the daemon that runs, or in its place.
@Command(name = "consent", mixinStandardHelpOptions = true)
public final class ConsentCommand implements Callable<Integer> {

    private final Console console;

    private ConsentCommand(Console console) {
        this.console = console;
    }

    /// The command with its own commands.
    public static CommandLine line(Console console) {
        return new CommandLine(new ConsentCommand(console))
                .addSubcommand(new Give(console))
                .addSubcommand(new Withdraw(console))
                .addSubcommand(new Show(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard consent");
    }

    @Command(name = "give", mixinStandardHelpOptions = true)
    static final class Give implements Callable<Integer> {

        @Mixin private VaultOptions vault = new VaultOptions();

        @Mixin private PartOption part = new PartOption();

        @Option(
                names = "--purpose",
                required = true,
                paramLabel = "LABEL",
                descriptionKey = "onecard.consent.purpose")
        private String purpose = "";

        @Option(
                names = "--text",
                required = true,
                paramLabel = "VERSION",
                descriptionKey = "onecard.consent.text")
        private String text = "";

        @Option(
                names = "--channel",
                paramLabel = "LABEL",
                descriptionKey = "onecard.consent.channel")
        private String channel = "counter";

        @Option(names = "--days", paramLabel = "N", descriptionKey = "onecard.consent.days")
        private int days = 365;

        @Option(names = "--guardian", descriptionKey = "onecard.consent.guardian")
        private boolean guardian;

        @Option(names = "--may-move", descriptionKey = "onecard.consent.may-move")
        private boolean mayMove;

        private final Console console;

        Give(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            var of = part.modality(console);
            if (of.isEmpty()) {
                return Exit.USAGE;
            }
            for (var label : List.of(purpose, text, channel)) {
                if (!Consent.isLabel(label)) {
                    console.complain(Message.CONSENT_LABEL, label);
                    return Exit.USAGE;
                }
            }
            if (days < 1 || days > VaultRequest.DAYS_MAX) {
                console.complain(Message.CONSENT_DAYS, VaultRequest.DAYS_MAX, days);
                return Exit.USAGE;
            }
            return switch (vault.person(console)) {
                case VaultOptions.Whose.Of(var person, _) -> given(person, of.get());
                case VaultOptions.Whose.Not(int exit) -> exit;
            };
        }

        private int given(Token person, Modality modality) throws IOException {
            var request =
                    VaultRequest.consent(
                            person, modality, purpose, text, channel, guardian, mayMove, days);
            return switch (vault.ask(request, console)) {
                case VaultOptions.Asked.Done _ -> {
                    console.tell(Message.CONSENT_GIVEN, Vault.wire(modality), purpose, days);
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> exit;
            };
        }
    }

    @Command(name = "withdraw", mixinStandardHelpOptions = true)
    static final class Withdraw implements Callable<Integer> {

        @Mixin private VaultOptions vault = new VaultOptions();

        @Mixin private PartOption part = new PartOption();

        private final Console console;

        Withdraw(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            var of = part.modality(console);
            if (of.isEmpty()) {
                return Exit.USAGE;
            }
            return switch (vault.whose(console)) {
                case VaultOptions.Whose.Of(var token, _) -> withdrawn(token, of.get());
                case VaultOptions.Whose.Not(int exit) -> exit;
            };
        }

        private int withdrawn(Token token, Modality modality) throws IOException {
            var names = vault.names(token);
            boolean unknown = vault.isUnknown(names);
            return switch (vault.ask(VaultRequest.withdraw(names, modality), console)) {
                case VaultOptions.Asked.Done(var answer) -> {
                    console.tell(
                            Message.CONSENT_WITHDRAWN,
                            Vault.wire(modality),
                            answer.number("templates").orElse(0L),
                            answer.number("slots").orElse(0L));
                    yield 0;
                }
                case VaultOptions.Asked.Not(int exit) -> {
                    if (unknown) {
                        console.complain(Message.FORGOTTEN_UNKNOWN);
                    }
                    yield exit;
                }
            };
        }
    }

    /// Reads the file, and asks nobody.
    @Command(name = "show", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {

        @Mixin private VaultOptions vault = new VaultOptions();

        @Option(names = "--json", descriptionKey = "onecard.consent.json")
        private boolean json;

        private final Console console;

        Show(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            return switch (vault.whose(console)) {
                case VaultOptions.Whose.Of(var token, _) -> shown(token);
                case VaultOptions.Whose.Not(int exit) -> exit;
            };
        }

        private int shown(Token token) throws IOException {
            var held = VaultLook.of(vault.vault(), vault.names(token));
            if (json) {
                console.print(Canonical.text(BodyWords.json(held)));
                return 0;
            }
            if (held.isEmpty()) {
                console.tell(Message.CONSENT_NONE);
            }
            held.forEach(it -> BodyWords.tell(console, it, Instant.now()));
            return 0;
        }
    }
}
