package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.access.Trace;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.loop.Attempt;
import onecard.edge.loop.Events;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.hal.Panel;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// The taps and journals that benches measure with: what a door in daily use writes.
final class Samples {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /// A panel that nobody sees.
    static final Panel SILENT =
            new Panel() {
                @Override
                public void show(Signal signal, String zh, String en) {}

                @Override
                public void warn(boolean on) {}
            };

    /// As a plain door comes to a grant.
    private static final String STEPS = ".++.+++++.+........";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Samples() {}

    static Moment now() {
        return new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
    }

    /// A granted tap, as the loop drafts it.
    static Draft tap(long number) {
        var list = new ListVersion("staff", 17, Instant.EPOCH, Optional.empty());
        var token = new Token(RANDOM.nextLong(), RANDOM.nextLong());
        var entry =
                new Entry(
                        list,
                        token,
                        Set.of("staff"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var credential =
                new Credential(
                        CredentialKind.SSC,
                        token,
                        Assurance.ofLevel(1),
                        OptionalInt.of(3),
                        Optional.of("342500"),
                        Optional.empty());
        var attempt =
                new Attempt(
                        "door-1",
                        "door",
                        "in",
                        Direction.IN,
                        new Presentation.Known(credential, List.of(entry), List.of(list)),
                        new Mono(0),
                        "card=61000,lookup=7,queue=20");
        var granted =
                new Verdict.Granted(
                        "staff",
                        Optional.of(entry),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Trace.of(STEPS).orElseThrow());
        var decided = Json.Obj.EMPTY.with("steps", STEPS);
        return Events.tap(new TapId(number), attempt, granted, decided, now());
    }

    /// What a loop's thread calls when it meets a bug.
    static void died(Throwable bug) {
        bug.printStackTrace();
        Runtime.getRuntime().halt(1);
    }

    static JournalFile journal(Path file) throws IOException {
        var key = SigningKey.madeAtFirstUse(file.resolveSibling("device.pem"));
        var who = new JournalIdentity("bench", "bench", hex(2), ZONE, key, () -> hex(4));
        var limits = new JournalLimits(1L << 30, Duration.ofDays(7), true);
        return JournalFile.open(file, who, limits, new MemoryFold(), now());
    }

    /// What this process sent towards the disk, page by page, as the kernel accounts it.
    static long writtenBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("write_bytes: "))
                .mapToLong(line -> Long.parseLong(line.substring(13)))
                .findFirst()
                .orElse(-1);
    }

    private static String hex(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
