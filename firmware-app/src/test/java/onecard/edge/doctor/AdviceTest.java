package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.access.ListVersion;
import onecard.access.Reason;
import onecard.edge.store.registry.Registry.Held;
import onecard.edge.words.ReasonWords;
import onecard.site.SiteProfile.ClockMode;
import onecard.site.SiteProfile.JournalKeeping;
import onecard.time.ClockTrust;
import onecard.words.Lang;
import onecard.words.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What points refuse by, `doctor` tells in the operator's words of that reason.
class AdviceTest {

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

    @TempDir Path dir;

    @Test
    void itIsTheCodeTheNextStepAndWhoActs() {
        assertEquals(
                "STALE_LIST: Bring the network back, or publish a new version by onecard list"
                        + " publish, or onecard list import (who acts: operations)",
                Advice.of(Reason.STALE_LIST).en());
        assertEquals(
                "CLOCK_UNTRUSTED: 启用时间同步: timedatectl set-ntp true;更换时钟电池(处理: 安装人员)",
                Advice.of(Reason.CLOCK_UNTRUSTED).zh());
    }

    @Test
    void aListThatIsOverOrOldIsToldSo() throws Exception {
        var site = Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"));
        var stale = site.replace("least: A0,", "least: A0, stale_after_h: 24,");
        var aged = new ListVersion("demo", 7, NOW.minus(Duration.ofHours(25)), Optional.empty());
        var over = new ListVersion("demo", 7, NOW, Optional.of(NOW));
        for (var list : List.of(aged, over)) {
            var found =
                    new ListsCheck(() -> List.of(new Held(list, "local", 12)), NOW)
                            .check(Findings.site(stale));
            assertAdvises(Reason.STALE_LIST, found.getFirst());
        }
    }

    @Test
    void aClockThatNobodyTrustsIsToldSo() {
        var check = new ClockCheck(NOW, Instant.EPOCH, Optional.empty());
        for (var trust : List.of(ClockTrust.RTC, ClockTrust.UNTRUSTED)) {
            var found = check.check(ClockMode.KERNEL, trust, Optional.empty());
            assertAdvises(Reason.CLOCK_UNTRUSTED, found);
        }
    }

    @Test
    void aDiskThatIsTooSmallForTheJournalIsToldSo() {
        var journal = new JournalKeeping(Integer.MAX_VALUE, Duration.ofDays(7), true);
        assertAdvises(Reason.JOURNAL_FULL, new DiskCheck(dir).check(journal).getFirst());
    }

    private static void assertAdvises(Reason reason, Finding found) {
        var next =
                switch (found) {
                    case Finding.Ok _ -> new Words("", "");
                    case Finding.Warn(_, _, var step) -> step;
                    case Finding.Fail(_, _, var step) -> step;
                };
        for (var lang : Lang.values()) {
            var step = ReasonWords.of(reason).next().in(lang);
            assertTrue(
                    next.in(lang).contains(reason + ": " + step),
                    () -> next.in(lang) + " has not " + step);
        }
    }
}
