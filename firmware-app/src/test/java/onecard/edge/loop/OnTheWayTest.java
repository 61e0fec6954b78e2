package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Border;
import onecard.access.Safeguards;
import org.junit.jupiter.api.Test;

/// From the grant to the passage: whoever is on the way is counted once, whatever else is tapped
/// meanwhile (I67: counted are those who passed).
class OnTheWayTest {

    private static final long ANN = 1;
    private static final long BOB = 2;

    /// As long as one presence lasts, and a little more.
    private static final Duration AGAIN = Duration.ofMillis(1_600);

    @Test
    void aSecondTapAtALaneGivesNoPlaceBack() {
        var rig = lanes(OptionalInt.of(1));
        taps(rig, "lane-a", ANN);
        taps(rig, "lane-a", ANN);
        assertEquals(List.of("passage not_passed"), passages(rig));

        // Her card was handed back, and Bob comes, too.
        rig.tap("lane-b-in", ANN, "staff");
        rig.tap("lane-b-in", BOB, "staff");
        assertEquals(List.of("tap refused PASSBACK", "tap refused OCCUPANCY"), rig.taps());

        rig.walks("lane-a", "-in");
        assertEquals(1, inside(rig));
        taps(rig, "lane-b", ANN);
        assertEquals(List.of("tap refused PASSBACK"), rig.taps());
    }

    @Test
    void whoTurnsBackGivesThePlaceBackOnce() {
        var rig = lanes(OptionalInt.of(1));
        taps(rig, "lane-a", ANN);
        taps(rig, "lane-a", ANN);
        rig.after(Duration.ofSeconds(20));
        assertEquals(List.of("passage not_passed", "passage not_passed"), passages(rig));
        taps(rig, "lane-b", BOB);
        assertEquals(List.of("tap granted staff"), rig.taps());
    }

    @Test
    void aLaneThatIsOpenForSomebodyElseOpensOnceMoreForWhoeverComesNext() {
        var rig = lanes(OptionalInt.empty());
        taps(rig, "lane-a", ANN);
        taps(rig, "lane-a", BOB);
        assertEquals(List.of(), passages(rig));
        rig.walks("lane-a", "-in");
        rig.after(Rig.CLOSING);
        rig.walks("lane-a", "-in");
        rig.answer();
        assertEquals(List.of("passage passed", "passage passed"), passages(rig));
        assertEquals(2, inside(rig));
    }

    @Test
    void aLaneDoesNotOpenAgainForTheSameCard() {
        var rig = lanes(OptionalInt.empty());
        taps(rig, "lane-a", ANN);
        rig.after(AGAIN);
        rig.tap("lane-a-in", ANN, "staff");
        rig.walks("lane-a", "-in"); // before its record
        rig.after(Rig.CLOSING);
        rig.answer();
        rig.line.clear();
        rig.after(Duration.ofSeconds(20));
        assertEquals(List.of(), rig.line);
        assertEquals(List.of("passage passed", "passage not_passed"), passages(rig));
    }

    @Test
    void aLaneThatOpensWithoutARecordKeepsThePlace() {
        var rig = lanes(OptionalInt.of(1));
        rig.tap("lane-a-in", ANN, "staff");
        rig.refuse();
        assertTrue(rig.line.contains("release lane-a in"));
        rig.tap("lane-b-in", BOB, "staff");
        assertEquals("tap refused OCCUPANCY", rig.taps().getLast());
        rig.walks("lane-a", "-in");
        assertEquals(1, inside(rig));
    }

    @Test
    void whoeverWaitsForALaneWithoutARecordIsCountedWhenTheyPass() {
        var rig = lanes(OptionalInt.empty());
        taps(rig, "lane-a", ANN);
        rig.tap("lane-a-in", BOB, "staff");
        rig.refuse();
        rig.walks("lane-a", "-in");
        rig.after(Rig.CLOSING);
        rig.walks("lane-a", "-in");
        assertEquals(2, inside(rig));
    }

    @Test
    void whoeverWaitsAndTapsOnceMoreIsCountedOnceAndNotTakenForATailgater() {
        var rig = lanes(OptionalInt.empty());
        taps(rig, "lane-a", ANN);
        taps(rig, "lane-a", BOB);
        taps(rig, "lane-a", BOB);
        assertEquals(List.of("passage not_passed"), passages(rig));
        rig.walks("lane-a", "-in");
        rig.after(Rig.CLOSING);
        rig.walks("lane-a", "-in");
        rig.answer();
        assertEquals(List.of("passage passed", "passage passed"), passages(rig));
        assertEquals(2, inside(rig));
    }

    @Test
    void aFloodOfRefusalsForgetsNobodyOnTheWay() {
        var rig = lanes(OptionalInt.empty());
        taps(rig, "lane-a", ANN);
        for (int stranger = 100; stranger < 200; stranger++) {
            rig.tap("lane-a-out", stranger);
        }
        rig.answer();
        rig.walks("lane-a", "-in");
        assertEquals(1, inside(rig));
    }

    private static void taps(Rig rig, String lane, long person) {
        rig.after(AGAIN);
        rig.tap(lane + "-in", person, "staff");
        rig.answer();
    }

    private static List<String> passages(Rig rig) {
        return rig.said().stream().filter(words -> words.startsWith("passage")).toList();
    }

    private static int inside(Rig rig) {
        return rig.loop.memory().people().inside("hall");
    }

    private static Rig lanes(OptionalInt limit) {
        var hall =
                new Area(
                        "hall",
                        Optional.of(new AntiPassback.Hard()),
                        limit,
                        Set.of(),
                        Optional.empty());
        var counted = Safeguards.NONE.with(new Border(Optional.empty(), Optional.of(hall)));
        var lanes = new LinkedHashMap<String, Safeguards>();
        lanes.put("lane-a", counted);
        lanes.put("lane-b", counted);
        var rig = new Rig(Map.copyOf(lanes));
        rig.said();
        return rig;
    }
}
