package onecard.edge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecard.edge.backup.Backup;
import onecard.edge.crypto.Secrets;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import onecard.site.Secret;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `backup`: what another board needs to take this one's place, in one file.
@Command(name = "backup", mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    @Option(names = "--site", required = true)
    private Path site = Path.of("");

    @Option(names = "--out", required = true, descriptionKey = "onecard.backup.out")
    private Path out = Path.of("");

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    /// @param console where it speaks
    public BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        state.requireOurs();
        if (!Files.isReadable(site)) {
            console.complain(Message.FILE_UNREADABLE, site);
            return Exit.FAILED;
        }
        var yaml = Files.readAllBytes(site);
        var profile = Sites.read(site, new String(yaml, StandardCharsets.UTF_8), console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        var made = new Backup(profile.get(), yaml, state.directory()).to(out);
        console.tell(Message.BACKUP_MADE, out, made.head(), made.records(), made.unsent());
        console.tell(Message.BACKUP_KEY, made.key());
        tellWhatIsNotInIt(profile.get());
        if (!made.proof().holds()) {
            console.complain(Message.BACKUP_BROKEN, made.proof().problems().size());
            return Exit.PROBLEMS;
        }
        return 0;
    }

    private void tellWhatIsNotInIt(SiteProfile profile) {
        console.tell(Message.BACKUP_WITHOUT_KEYS);
        if (profile.keys().site() instanceof Secret.Generate) {
            console.tell(
                    Message.BACKUP_WITHOUT_SITE_KEY, state.directory().resolve(Secrets.MADE_HERE));
        }
        if (Files.exists(StateDir.vault(state.directory()))) {
            console.tell(Message.BACKUP_WITHOUT_BODIES);
        }
    }
}
