package onecard.edge.update;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import org.tinylog.Logger;

/// Updates of this machine, for root: what somebody brings in a file, and what the daemon laid out.
public final class Updates {

    /// Where the daemon lays a package out, below its state directory.
    public static final String LAID = "update";

    private static final Duration QUICKLY = Duration.ofMinutes(1);
    private static final String UNIT = "onecard-update.service";

    /// The service's, for as long as it runs.
    private static final Path AT_WORK = Path.of("/run/onecard-update");

    private final Path folder;
    private final Path laid;
    private final Staging staging;
    private final Machine machine;
    private final Shell shell;

    Updates(Path folder, Path laid, Staging staging, Machine machine, Shell shell) {
        this.folder = folder;
        this.laid = laid;
        this.staging = staging;
        this.machine = machine;
        this.shell = shell;
    }

    /// @param site as root was given it
    /// @param file where it stands
    /// @param state of the daemon
    /// @param folder of updates
    public static Updates of(SiteProfile site, Path file, Path state, Path folder) {
        var places = new DebianMachine.Places(folder, DebianMachine.Places.RELEASES, state, file);
        var keys = new TrustedKeys(site.keys().updates());
        var staging = new Staging(folder, keys, site.site(), site.device());
        var shell = new Processes(Path.of("/run"));
        var machine = new DebianMachine(places, shell);
        return new Updates(folder, state.resolve(LAID), staging, machine, shell);
    }

    /// Brings everything under way to its end, and then what the daemon laid out.
    ///
    /// @return whether the release that is in force now is to go on with it
    public boolean goOn() throws IOException {
        try (var _ = Turn.await(folder)) {
            return goneOn();
        }
    }

    private boolean goneOn() throws IOException {
        Durable.forgetDraft(folder.resolve(Update.PACKAGE));
        Standing.readable(folder);
        var update = new Update(folder, machine);
        do {
            switch (update.goOn()) {
                case DONE -> {}
                case HAND_OVER -> {
                    return true;
                }
                case LATER -> {
                    return false;
                }
            }
        } while (takeLaid());
        return false;
    }

    /// Whether there was one.
    private boolean takeLaid() throws IOException {
        var payload =
                Theirs.bytes(laid.resolve(UpdateTwin.NOTICE), Staging.NOTICE_BYTES_MAX)
                        .orElse(new byte[0]);
        var sig = Staging.sig(payload);
        if (sig.isEmpty() || Standing.read(folder).filter(it -> it.sig().equals(sig)).isPresent()) {
            return false;
        }
        var installed = machine.installed();
        return switch (staging.believed(payload)) {
            case Staging.Taken.Refused(var notice, var refusal) -> {
                Logger.warn("a notice of the daemon's is refused: {}", refusal.why());
                var version = notice.map(it -> it.version().text()).orElse("");
                staging.keep(version, sig, Instant.EPOCH, refusal, installed);
                yield false;
            }
            case Staging.Taken.Staged(var notice) -> {
                if (Standing.read(folder).filter(it -> it.isPast(notice)).isPresent()) {
                    // What the last one came to is told still.
                    Logger.warn("a former notice of the daemon's is let lie");
                    yield false;
                }
                var file = Theirs.open(laid.resolve(Update.PACKAGE));
                if (file.isEmpty()) {
                    yield false; // it is being replaced
                }
                try (var content = file.get()) {
                    var refusal = staging.stage(notice, content, installed);
                    if (refusal.isPresent()) {
                        staging.keep(
                                notice.version().text(),
                                sig,
                                notice.issued(),
                                refusal.get(),
                                installed);
                    }
                    yield refusal.isEmpty();
                }
            }
        };
    }

    /// Whether one is under way, and no other can begin.
    public boolean isUnderWay() {
        return Update.isUnderWay(folder);
    }

    /// Takes a package that somebody brought, and has root's service go on with it.
    ///
    /// @param notice what was signed of it
    /// @return why it is not taken; empty if it is
    /// @throws Failed if another is under way, or is being taken at this moment
    public Optional<Refusal> bring(Path file, Path notice) throws IOException {
        var turn = Turn.now(folder);
        if (turn.isEmpty()) {
            throw new Failed(Message.UPDATE_UNDER_WAY.with());
        }
        try (var _ = turn.get()) {
            if (isUnderWay()) { // only now nobody can begin one
                throw new Failed(Message.UPDATE_UNDER_WAY.with());
            }
            Durable.forgetDraft(folder.resolve(Update.PACKAGE));
            return brought(file, notice);
        }
    }

    private Optional<Refusal> brought(Path file, Path notice) throws IOException {
        return switch (staging.believed(Staging.bytes(notice))) {
            case Staging.Taken.Refused(_, var refusal) -> Optional.of(refusal);
            case Staging.Taken.Staged(var believed) -> {
                var installed = machine.installed();
                if (!believed.version().isAfter(installed)) {
                    yield Optional.of(new Refusal(Why.OLD, installed));
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    yield Optional.of(new Refusal(Why.HASH, ""));
                }
                try (var content =
                        FileChannel.open(
                                file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                    yield staging.stage(believed, content, installed);
                }
            }
        };
    }

    /// @return why not; empty if it goes on
    public Optional<String> begin() throws IOException {
        var said = shell.run(QUICKLY, List.of("systemctl", "start", "--no-block", UNIT));
        return said.well() ? Optional.empty() : Optional.of(said.last());
    }

    /// Whether somebody is at it. No program is asked: what starts programs may be gone with the
    /// release before.
    public static boolean isAtWork() {
        return Files.exists(AT_WORK);
    }

    /// How the last one stands.
    public Optional<Standing> standing() throws IOException {
        return Standing.read(folder);
    }
}
