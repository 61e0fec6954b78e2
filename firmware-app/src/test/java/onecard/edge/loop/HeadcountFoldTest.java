package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.HouseRules;
import onecard.access.Reason;
import onecard.access.Safeguards;
import onecard.edge.crypto.Json;
import onecard.edge.record.MemoryFold;
import onecard.edge.watch.Headcount;
import org.junit.jupiter.api.Test;

/// A point that counts people and does not know them.
class HeadcountFoldTest {

    private static final Safeguards ANONYMOUS =
            Safeguards.NONE.with(new HouseRules(true, Optional.empty()));

    private static Json.Obj passage(String time, String way) {
        return Json.Obj.EMPTY
                .with("type", "onecard.passage.v1")
                .with("time", time)
                .with("data", Json.Obj.EMPTY.with("point", "gate").with("counted", way));
    }

    @Test
    void aRestartCountsOn() {
        var fold = new MemoryFold();
        fold.apply(passage("2026-11-23T23:59:59+08:00", "out"));
        fold.apply(passage("2026-11-24T00:00:00+08:00", "in"));
        fold.apply(passage("2026-11-24T08:00:00+08:00", "in"));
        fold.apply(passage("2026-11-24T08:00:00+08:00", "up"));
        fold.apply(passage("someday", "in"));
        var again = new MemoryFold();
        again.restore(fold.state());
        again.apply(passage("2026-11-24T09:00:00+08:00", "out"));
        var live = new Headcount();
        again.countInto(live);
        assertEquals(
                Map.of(
                        LocalDate.of(2026, 11, 23), new Headcount.Day(0, 1),
                        LocalDate.of(2026, 11, 24), new Headcount.Day(2, 1)),
                live.all().get("gate"));
        again.apply(passage("2026-11-25T09:00:00+08:00", "in"));
        again.countInto(live);
        assertEquals(
                2,
                live.all().values().stream().mapToInt(Map::size).sum(),
                "only the last two dates are shown");
    }

    @Test
    void whatIsGarbledIsNotCounted() {
        var fold = new MemoryFold();
        fold.restore(
                Json.Obj.EMPTY.with(
                        "counted",
                        Json.Obj.EMPTY
                                .with("gate", 1)
                                .with("gate 2026-13-01", new Json.Arr(List.of(one(), one())))
                                .with("gate 2026-11-24", new Json.Arr(List.of(one())))));
        var live = new Headcount();
        fold.countInto(live);
        assertEquals(Map.of(), live.all());
    }

    private static Json one() {
        return new Json.Num(1);
    }

    @Test
    void whoeverPassesIsCountedAndWhoeverTurnsBackIsNot() {
        var rig = new Rig(Map.of("lane-1", ANONYMOUS));
        rig.tap("lane-1-in", 1, "staff");
        rig.answer();
        rig.walks("lane-1", "-in");
        rig.answer();
        rig.after(Duration.ofSeconds(10));
        rig.tap("lane-1-in", 2, "staff");
        rig.answer();
        rig.after(Duration.ofSeconds(10));
        rig.answer();
        rig.tap("lane-1-out", 1, "staff");
        rig.answer();
        rig.walks("lane-1", "-out");
        rig.answer();
        var counted =
                rig.rows.stream().flatMap(row -> row.data().text("counted").stream()).toList();
        assertEquals(List.of("in", "out"), counted);
        assertEquals(
                new Headcount.Day(1, 1),
                rig.metrics.people().of("lane-1", LocalDate.of(2026, 11, 24)));
        var text = rig.metrics.text();
        assertTrue(
                text.contains(
                        "onecard_people{date=\"2026-11-24\",direction=\"in\",point=\"lane-1\"} 1"),
                text);
        assertNobodyIsKnown(rig);
    }

    /// Nobody can be told apart, so nobody is locked out; each is refused for what they show.
    @Test
    void aForgerIsRefusedEachTimeAndNeverLockedOut() {
        var rig = new Rig(Map.of("lane-1", ANONYMOUS));
        for (int i = 0; i < 8; i++) {
            rig.rejected("lane-1-in", 7);
            rig.answer();
            rig.after(Duration.ofSeconds(3));
        }
        assertEquals(
                8,
                rig.rows.stream()
                        .filter(
                                row ->
                                        row.data()
                                                .text("reason")
                                                .equals(Optional.of(Reason.BAD_SIGNATURE.name())))
                        .count());
        assertNobodyIsKnown(rig);
    }

    private static void assertNobodyIsKnown(Rig rig) {
        for (var row : rig.rows) {
            var text = row.data().toString();
            for (long person = 1; person <= 7; person++) {
                assertTrue(!text.contains(Rig.card(person).toString()), text);
                assertTrue(!text.contains(Rig.subject(person).toString()), text);
            }
            assertTrue(row.data().get("credential").isEmpty(), text);
        }
    }
}
