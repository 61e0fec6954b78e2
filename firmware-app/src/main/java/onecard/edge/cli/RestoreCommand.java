package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import onecard.edge.backup.Restore;
import onecard.edge.backup.Unfit;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `restore`: a backup of a former board put into the empty state directory of this one.
@Command(name = "restore", mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", descriptionKey = "restore-file")
    private Path file = Path.of("");

    @Option(names = "--key", descriptionKey = "onecard.restore.key")
    private Optional<String> key = Optional.empty();

    @Option(names = "--site", descriptionKey = "onecard.restore.site")
    private Optional<Path> site = Optional.empty();

    @Option(names = "--other-site-key", descriptionKey = "onecard.restore.other-site-key")
    private boolean otherSiteKey;

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    /// @param console where it speaks
    public RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        state.requireOurs();
        try (var restore = Restore.open(file)) {
            return restored(restore);
        } catch (Unfit unfit) {
            console.complain(unfit.words());
            return Exit.PROBLEMS;
        }
    }

    private int restored(Restore restore) throws IOException {
        if (key.isPresent() && !key.get().equals(restore.key())) {
            console.complain(Message.RESTORE_OTHER_KEY, key.get(), restore.key());
            return Exit.PROBLEMS;
        }
        var profile = profile(restore);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        var held = StateDir.hold(state.directory());
        if (held.isEmpty()) {
            console.complain(Message.STATE_IN_USE, state.directory());
            return Exit.FAILED;
        }
        try (var ours = held.get()) {
            var done = restore.into(ours, profile.get(), site.isEmpty(), otherSiteKey);
            tell(restore, profile.get(), done);
        }
        return 0;
    }

    private Optional<SiteProfile> profile(Restore restore) throws IOException {
        if (site.isPresent()) {
            return Sites.read(site.get(), console);
        }
        var profile = Sites.read(Path.of("site.yaml"), restore.site(), console);
        if (profile.isEmpty()) {
            console.complain(Message.RESTORE_SITE_BAD, file);
        }
        return profile;
    }

    private void tell(Restore restore, SiteProfile profile, Restore.Done done) {
        console.tell(
                Message.RESTORE_DONE,
                restore.whose(),
                restore.made(),
                done.head(),
                done.unsent(),
                done.epoch());
        if (key.isEmpty()) {
            console.tell(Message.RESTORE_KEY_UNCHECKED, restore.key());
        }
        console.tell(Message.RESTORE_KEY, done.key());
        if (site.isEmpty()) {
            console.tell(Message.RESTORE_SITE, state.directory().resolve(Restore.SITE));
        }
        var local = local(profile);
        if (!local.isEmpty()) {
            console.tell(Message.RESTORE_LISTS, local);
        }
        console.tell(Message.RESTORE_FORMER);
    }

    private static String local(SiteProfile profile) {
        return profile.lists().entrySet().stream()
                .filter(list -> list.getValue().local())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
