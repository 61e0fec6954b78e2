package onecard.edge;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.JournalFile;
import onecard.edge.store.JournalIdentity;
import onecard.edge.store.JournalLimits;
import onecard.edge.store.Registry;
import onecard.edge.store.SqliteJournal;
import onecard.site.SiteProfile;
import onecard.time.ClockTrust;

/// What the state directory holds, opened in the one right order: keys, clock with its floor,
/// journal, registry.
record Stores(
        SigningKey deviceKey,
        Tokens tokens,
        BoardClock clock,
        JournalFile file,
        Registry registry) {

    /// No clock of a board can be right and show less than this: when the software was written.
    private static final Instant WRITTEN = Instant.parse("2026-11-24T00:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    static Stores open(SiteProfile site, StateDir state, KernelClock kernel, MemoryFold fold)
            throws IOException {
        var tokens = new Tokens(Secrets.siteKey(site.keys().site(), state));
        var deviceKey = SigningKey.madeAtFirstUse(state.path().resolve("device.pem"));
        var clock =
                new BoardClock(
                        System::nanoTime,
                        Instant::now,
                        switch (site.clock()) {
                            case ASSUME_SYNCED -> () -> ClockTrust.SYNCED;
                            case KERNEL -> kernel::trust;
                        },
                        WRITTEN);
        var who =
                new JournalIdentity(
                        site.site(),
                        site.device(),
                        hex(2),
                        site.timezone(),
                        deviceKey,
                        () -> hex(4));
        var limits =
                new JournalLimits(
                        site.journal().maxMegabytes() * 1_048_576L,
                        site.journal().retention(),
                        site.journal().hostRequired());
        var file = JournalFile.open(state.journal(), who, limits, fold, clock.get());
        file.state(SqliteJournal.TIME_FLOOR)
                .ifPresent(floor -> clock.raise(Instant.ofEpochMilli(Long.parseLong(floor))));
        return new Stores(deviceKey, tokens, clock, file, Registry.open(state.registry()));
    }

    private static String hex(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
