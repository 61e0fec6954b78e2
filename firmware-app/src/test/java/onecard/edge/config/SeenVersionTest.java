package onecard.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenVersionTest {

    private static final String NAME = "config_seen";

    @TempDir Path dir;
    private JournalFile journal;
    private SiteSlots slots;

    @BeforeEach
    void open() throws Exception {
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "0001",
                        ZoneId.of("Asia/Shanghai"),
                        SigningKey.ofSeed(new byte[32]),
                        () -> "00000001");
        journal =
                JournalFile.open(
                        dir.resolve("journal.db"),
                        who,
                        new JournalLimits(64L << 20, Duration.ofDays(7), true),
                        new MemoryFold(),
                        new Moment(
                                new Mono(0),
                                Instant.parse("2026-11-24T01:00:00Z"),
                                ClockTrust.SYNCED));
        var given = dir.resolve("site.yaml");
        Files.writeString(given, "given");
        slots = SiteSlots.open(dir.resolve("config"), given, "first");
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
    }

    /// Every file would fail to start by it, the given one as well.
    @Test
    void whatNoFileCouldComeWithIsNoVersion() throws Exception {
        for (var garbled : new String[] {"9007199254740992", "9999999999999999", "-1", "4x", ""}) {
            journal.keep(NAME, garbled);
            SeenVersion.agree(journal, slots);
            assertEquals(0, slots.seen(), garbled);
        }
        slots.store(1, "first");
        SeenVersion.agree(journal, slots);
        assertEquals(Optional.of("1"), journal.state(NAME), "it is mended");
    }

    @Test
    void theHighestOfAllVersionsIsOne() throws Exception {
        journal.keep(NAME, "9007199254740991");
        SeenVersion.agree(journal, slots);
        assertEquals(9_007_199_254_740_991L, slots.seen());
    }

    @Test
    void eachLearnsWhatTheOtherHas() throws Exception {
        journal.keep(NAME, "4");
        SeenVersion.agree(journal, slots);
        assertEquals(4, slots.seen());
        slots.store(6, "sixth");
        SeenVersion.agree(journal, slots);
        assertEquals(Optional.of("6"), journal.state(NAME));
    }
}
