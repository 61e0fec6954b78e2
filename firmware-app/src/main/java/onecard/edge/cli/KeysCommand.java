package onecard.edge.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecard.edge.crypto.KeyFile;
import onecard.edge.crypto.SigningKey;
import onecard.edge.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `keys`: keys made, each where it will be used. None is ever shipped.
@Command(name = "keys", mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {

    private final Console console;

    private KeysCommand(Console console) {
        this.console = console;
    }

    /// With what stands below it.
    public static CommandLine line(Console console) {
        return new CommandLine(new KeysCommand(console)).addSubcommand(new New(console));
    }

    @Override
    public Integer call() {
        return console.needsCommand("onecard keys");
    }

    /// For whom a key is. All but two sign: the site's makes tokens of numbers, and the vault's
    /// seals.
    private enum For {
        device,
        site,
        lists,
        commands,
        configs,
        hosts,
        passes,
        updates,
        calibrations,
        enrolments,
        vault
    }

    /// `keys new`: never in the place of a key that is there.
    @Command(name = "new", mixinStandardHelpOptions = true)
    private static final class New implements Callable<Integer> {

        @Option(names = "--for", required = true, descriptionKey = "onecard.keys.for")
        private For whom = For.device;

        @Option(names = "--out", required = true, descriptionKey = "onecard.keys.out")
        private Path out = Path.of("");

        private final Console console;

        New(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            if (Files.exists(out)) {
                console.complain(Message.KEY_EXISTS, out);
                return Exit.PROBLEMS;
            }
            switch (whom) {
                case site -> {
                    var _ = KeyFile.secretMadeAtFirstUse(out);
                    console.tell(Message.KEY_OF_SITE, out);
                }
                case vault -> {
                    var _ = KeyFile.secretMadeAtFirstUse(out);
                    console.tell(Message.KEY_OF_VAULT, out);
                }
                case device -> console.print(SigningKey.madeAtFirstUse(out).publicText());
                case lists, commands, configs, hosts, passes, updates, calibrations, enrolments -> {
                    console.print(SigningKey.madeAtFirstUse(out).publicText());
                    console.point(Message.KEY_GOES.with(whom).in(console.lang()));
                }
            }
            return 0;
        }
    }
}
