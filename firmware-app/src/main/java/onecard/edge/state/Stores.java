package onecard.edge.state;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.edge.clock.BoardClock;
import onecard.edge.clock.Build;
import onecard.edge.clock.Clocks;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.loop.Events;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.Registry.Loss;
import onecard.edge.store.vault.Vault;
import onecard.site.SiteProfile;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import org.tinylog.Logger;

/// What the state directory holds, opened in the one right order: keys, clock with its floor,
/// journal, registry, vault.
///
/// @param boot what records call this start
/// @param vault absent where the site file has no key for one, or it cannot be opened
public record Stores(
        SigningKey deviceKey,
        Tokens tokens,
        BoardClock clock,
        JournalFile file,
        Registry registry,
        String boot,
        Optional<Vault> vault) {

    /// As much as an alarm says.
    private static final int DETAIL_MAX = 200;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// By the board's own clocks.
    public static Stores open(SiteProfile site, StateDir state, KernelClock kernel, MemoryFold fold)
            throws IOException {
        return open(site, state, Clocks.BOARD, kernel, fold);
    }

    /// @param fold is brought up to date with the journal
    /// @throws IOException if a key or a store cannot be opened
    public static Stores open(
            SiteProfile site, StateDir state, Clocks clocks, KernelClock kernel, MemoryFold fold)
            throws IOException {
        var tokens = Secrets.tokens(site.keys(), state.path());
        var deviceKey = SigningKey.madeAtFirstUse(state.path().resolve(StateDir.DEVICE_KEY));
        var clock = clock(site, clocks, kernel);
        var who = who(site, deviceKey);
        var file = JournalFile.open(state.journal(), who, limits(site), fold, clock.get());
        takeFloor(file, clock);
        var registry = Registry.open(state.registry(), Reached.in(file));
        if (!registry.losses().isEmpty()) {
            listsAreGone(file, registry.losses(), clock);
        }
        Reached.take(file, registry);
        var vault = Vaults.open(site, state, file, clock);
        return new Stores(deviceKey, tokens, clock, file, registry, who.boot(), vault);
    }

    static BoardClock clock(SiteProfile site, Clocks clocks, KernelClock kernel) {
        return new BoardClock(
                clocks.nanos(),
                clocks.wall(),
                switch (site.clock()) {
                    case ASSUME_SYNCED, SIMULATED -> () -> ClockTrust.SYNCED;
                    case KERNEL -> kernel::trust;
                },
                Build.time());
    }

    /// As a start writes: of a boot of its own.
    static JournalIdentity who(SiteProfile site, SigningKey deviceKey) {
        return new JournalIdentity(
                site.site(), site.device(), hex(2), site.timezone(), deviceKey, () -> hex(4));
    }

    static JournalLimits limits(SiteProfile site) {
        return new JournalLimits(
                site.journal().maxMegabytes() * 1_048_576L,
                site.journal().retention(),
                site.journal().hostRequired());
    }

    /// The time that it was at least when the journal was written last.
    static void takeFloor(JournalFile file, BoardClock clock) throws IOException {
        file.state(SqliteJournal.TIME_FLOOR).flatMap(Stores::millis).ifPresent(clock::kept);
    }

    /// At most 16 digits: a value salvaged from a damaged file may be anything.
    private static Optional<Instant> millis(String kept) {
        return kept.matches("[0-9]{1,16}")
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(kept)))
                : Optional.empty();
    }

    private static void listsAreGone(JournalFile file, List<Loss> losses, BoardClock clock) {
        var detail =
                "no list is in force: fetch or import the lists again. "
                        + losses.stream().map(Loss::text).collect(Collectors.joining("; "));
        var now = clock.get();
        Logger.error("the registry is begun anew: {}", detail);
        if (!file.recorded(alarm(detail, now), now)) {
            Logger.error("the journal has no room to say so");
        }
    }

    private static Draft alarm(String detail, Moment now) {
        var text = detail.substring(0, Math.min(DETAIL_MAX, detail.length()));
        return Events.deviceAlarm("registry_damaged", true, text, now);
    }

    private static String hex(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
