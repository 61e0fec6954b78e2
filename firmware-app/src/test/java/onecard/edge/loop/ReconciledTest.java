package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Settlements;
import onecard.money.Batches;
import onecard.money.HostCount;
import org.junit.jupiter.api.Test;

/// What the host counted of a batch, and what was settled: compared, told where they differ, and
/// nothing is changed or held up by it.
class ReconciledTest {

    private final Canteen canteen = new Canteen();

    @Test
    void theSameIsAnsweredAndNothingElseHappens() {
        settles(1);
        var before = canteen.rows.size();
        assertEquals(List.of(Reason.OK), canteen.reconciled("fixed", host(1, 1, 1_200)));
        assertEquals(
                List.of(Reason.OK),
                canteen.reconciled(
                        "fixed",
                        new HostCount(1, 1, 1_200, Map.of("subsidy", 500L, "personal", 700L))));
        assertEquals(List.of(), differences());
        assertEquals(before + 2, canteen.rows.size(), "the commands alone");
    }

    @Test
    void aDifferenceIsRecordedAndToldNumberByNumber() {
        settles(1);
        var counted = new HostCount(1, 2, 2_400, Map.of("personal", 1_900L, "gift", 500L));
        assertEquals(List.of(Reason.DIFFERENCE), canteen.reconciled("fixed", counted));
        assertEquals(
                List.of(
                        "sales 1 2",
                        "net_fen 1200 2400",
                        "wallet gift 0 500",
                        "wallet personal 700 1900",
                        "wallet subsidy 500 0"),
                differences());
        assertTrue(
                canteen.told.stream().anyMatch(it -> it.startsWith("fixed differs ")),
                canteen.told::toString);
        var command = Occurrences.data(row("command"));
        assertEquals(Optional.of(false), command.bool("ok"));
        assertEquals(Optional.of(2L), command.object("counted").orElseThrow().number("sales"));
    }

    /// Nobody is told of what is not in the journal.
    @Test
    void whatFindsNoRoomIsAnsweredAllTheSame() {
        settles(1);
        canteen.room = () -> false;
        assertEquals(List.of(Reason.DIFFERENCE), canteen.reconciled("fixed", host(1, 2, 0)));
        assertFalse(canteen.told.stream().anyMatch(it -> it.startsWith("fixed differs ")));
    }

    @Test
    void itIsNoSettlement() {
        settles(1);
        canteen.reconciled("fixed", host(1, 7, 0));
        var next = canteen.killed();
        assertEquals(canteen.loop.ledger().batches(), next.loop.ledger().batches());
        next.has(2, 0, 100_000).tap("fixed", 2);
        next.answer();
        next.settled("fixed");
        next.answer();
        assertEquals(List.of(Reason.OK), next.reconciled("fixed", host(2, 1, 1_200)));
    }

    @Test
    void aBatchThatIsNotSettledOrLongAgoIsNotKnown() {
        assertEquals(List.of(Reason.NO_SUCH_BATCH), canteen.reconciled("fixed", host(1, 0, 0)));
        for (int batch = 1; batch <= Batches.SETTLED_MAX + 1; batch++) {
            settles(batch);
        }
        canteen.tap("fixed", 1); // the next one is open
        canteen.answer();
        assertEquals(List.of(Reason.NO_SUCH_BATCH), canteen.reconciled("fixed", host(1, 1, 1_200)));
        assertEquals(List.of(Reason.NO_SUCH_BATCH), canteen.reconciled("fixed", host(10, 1, 1)));
        assertEquals(List.of(Reason.NO_SUCH_BATCH), canteen.reconciled("keyed", host(2, 1, 1)));
        assertEquals(List.of(Reason.OK), canteen.reconciled("fixed", host(2, 1, 1_200)));
    }

    /// Live, over a kill, and over a snapshot.
    @Test
    void aStartKnowsThemAll() {
        settles(1);
        settles(2);
        var known = canteen.loop.ledger().batches();
        assertEquals(known, canteen.killed().loop.ledger().batches());
        assertEquals(known, Settlements.batches(Settlements.json(known)));
        assertEquals(2, known.settled().values().iterator().next().size());
    }

    /// Of the state of before settlements were remembered.
    @Test
    void anOlderSnapshotKnowsNone() {
        settles(1);
        var json = Settlements.json(canteen.loop.ledger().batches());
        var older =
                Json.Obj.EMPTY
                        .with("open", json.get("open").orElseThrow())
                        .with("last", json.get("last").orElseThrow());
        assertEquals(Map.of(), Settlements.batches(older).settled());
    }

    @Test
    void nothingWaitsForIt() {
        settles(1);
        canteen.has(2, 0, 100_000).tapShortly("fixed", 2); // a sale is in hand
        assertEquals(List.of(Reason.DIFFERENCE), canteen.reconciled("fixed", host(1, 0, 0)));
        canteen.answer();
        assertEquals(2, canteen.sales().size());
    }

    private static HostCount host(long batch, long sales, long net) {
        return new HostCount(batch, sales, net, Map.of());
    }

    private void settles(long batch) {
        canteen.has(batch, batch == 1 ? 500 : 0, 100_000).tap("fixed", batch);
        canteen.answer();
        canteen.settled("fixed");
        canteen.answer();
    }

    private Json.Obj row(String kind) {
        return canteen.rows.reversed().stream()
                .filter(row -> row.text("type").equals(Optional.of("onecard." + kind + ".v1")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> differences() {
        return canteen.rows.stream()
                .map(Occurrences::data)
                .flatMap(data -> data.array("difference").stream())
                .flatMap(all -> all.items().stream())
                .map(Json.Obj.class::cast)
                .map(
                        it ->
                                it.text("what").orElseThrow()
                                        + " "
                                        + it.number("here").orElseThrow()
                                        + " "
                                        + it.number("host").orElseThrow())
                .toList();
    }
}
