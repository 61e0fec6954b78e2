package onecard.edge.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.access.Tries.Key;
import onecard.edge.crypto.Json;
import onecard.edge.record.Owed.Line;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.money.SaleId;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What waits for what, and what is given up.
class OwedTest {

    private static final Line ANN = new Line.Person(new Token(1, 1));
    private static final Line BOB = new Line.Person(new Token(1, 2));
    private static final Line ALL = new Line.People();

    private final List<Draft> offered = new ArrayList<>();
    private final List<Long> rows = new ArrayList<>();
    private long names;
    private final Owed owed = new Owed(this::name, offered::add);

    @Test
    void oneOfAllWaitsForEveryOneAndTheyForIt() {
        give(ANN, 1);
        give(BOB, 2);
        give(ALL, 3);
        give(ANN, 4);
        give(BOB, 5);
        assertEquals(List.of(1L, 2L), offered());
        recorded(1);
        assertEquals(List.of(1L, 2L), offered());
        recorded(0);
        assertEquals(List.of(1L, 2L, 3L), offered());
        recorded(2);
        assertEquals(List.of(1L, 2L, 3L, 4L), offered());
        recorded(3);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), offered());
    }

    /// What found no room, what waits behind it, and what is not answered yet.
    @Test
    void whoeverGoesOnOwesAllOfIt() {
        give(ANN, 1);
        refused(0);
        give(ANN, 2);
        give(BOB, 3);
        var durable = new ArrayList<Long>();
        var next =
                new Owed(
                        this::name,
                        offered::add,
                        draft -> durable.add(draft.data().number("what").orElseThrow()));
        next.after(owed);

        next.recorded(offered.get(1).tap().orElseThrow());
        assertEquals(List.of(1L, 3L, 1L), offered());
        next.recorded(offered.get(2).tap().orElseThrow());
        next.recorded(offered.get(3).tap().orElseThrow());
        assertEquals(List.of(1L, 3L, 1L, 2L), offered());
        assertEquals(List.of(3L, 1L, 2L), durable);
        assertFalse(next.owesOfPeople());
    }

    /// Else a journal that has room again would have more at once each time.
    @Test
    void oneIsOfferedForEachThatFoundRoom() {
        for (int i = 0; i < 8; i++) {
            var line = new Line.Person(new Token(3, i));
            give(line, i);
            refused(i);
            give(line, 10 + i);
        }
        due();
        for (int i = 8; i < 24; i++) {
            assertEquals(i + 1, offered.size());
            recorded(i);
        }
        assertEquals(16, rows.size());
    }

    @Test
    void whatWasRefusedHoldsUpItsOwnLineAlone() {
        give(ANN, 1);
        refused(0);
        give(ANN, 2);
        give(BOB, 3);
        assertEquals(List.of(1L, 3L), offered());
        recorded(1);
        recorded(2);
        assertEquals(List.of(1L, 3L, 1L, 2L), offered());
    }

    /// The journal has room for what took its place, and nobody else would learn of it.
    @Test
    void whatIsWithdrawnWhileItIsOfferedHoldsUpNobody() {
        var sold = new Line.Sold(new SaleId("near", 1));
        give(sold, 1);
        refused(0);
        give(ANN, 2);
        refused(1);
        due();
        assertEquals(List.of(1L, 2L, 1L), offered());
        owed.withdraw(sold);
        recorded(2);
        assertEquals(List.of(1L, 2L, 1L, 2L), offered());
    }

    /// Of whoever has several, the oldest; then of whoever has waited longest.
    @Test
    void whereSomebodyWasIsGivenUpBeforeWhereSomebodyIs() {
        for (int i = 0; i < Owed.PEOPLE_MAX - 1; i++) {
            give(new Line.Person(new Token(2, i)), 1_000 + i);
            refused(i);
        }
        give(new Line.Person(new Token(2, 5)), 1);
        give(ANN, 2);
        give(BOB, 3);

        var kept = drained();
        assertEquals(Owed.PEOPLE_MAX, kept.size());
        assertEquals(List.of(2L, 3L, 1_001L, 1_002L), kept.subList(0, 4));
        assertEquals(List.of(1L), kept.stream().filter(what -> what == 1).toList());
        assertEquals(List.of(), kept.stream().filter(what -> what == 1_005).toList());
    }

    @Test
    void thoseWhoTriedOftenAreGivenUpLast() {
        for (int i = 0; i < 5; i++) {
            give(tries(0), 1 + i);
        }
        refused(0);
        for (int i = 1; i < 3 * Owed.TRIES_MAX; i++) {
            give(tries(i), 1_000 + i);
            refused(i);
        }

        var kept = drained();
        assertEquals(Owed.TRIES_MAX, kept.size());
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L), kept.stream().filter(what -> what < 1_000).toList());
    }

    /// Behind one of all that found no room.
    @Test
    void whatWaitsForOneOfAllIsGivenUpAsWell() {
        give(ALL, 1);
        refused(0);
        for (int i = 0; i < Owed.PEOPLE_MAX + 100; i++) {
            give(new Line.Person(new Token(2, i)), 1_000 + i);
        }
        assertEquals(1, offered.size());
        assertEquals(Owed.PEOPLE_MAX, drained().size());
    }

    private static Line tries(long code) {
        return new Line.Tries(new Key("gate", CredentialKind.QR, new Token(9, code)));
    }

    private void give(Line line, long what) {
        var data = Json.Obj.EMPTY.with("what", what);
        owed.offer(line, Draft.ofPoint("gate", EventKind.PASSAGE, now(), data).named(name()));
    }

    /// The one offered as the n-th.
    private void recorded(int nth) {
        var draft = offered.get(nth);
        if (owed.recorded(draft.tap().orElseThrow())) {
            rows.add(what(draft));
        }
    }

    private void refused(int nth) {
        owed.notRecorded(offered.get(nth).tap().orElseThrow(), now());
    }

    /// What the journal holds of all this once there is room.
    private List<Long> drained() {
        due();
        for (int i = 0; i < offered.size(); i++) {
            recorded(i);
        }
        assertEquals(Optional.empty(), owed.nextWake());
        return rows;
    }

    private void due() {
        owed.due(new Moment(now().mono().plus(Owed.AGAIN), Instant.EPOCH, ClockTrust.SYNCED));
    }

    private List<Long> offered() {
        return offered.stream().map(OwedTest::what).toList();
    }

    private static long what(Draft draft) {
        return draft.data().number("what").orElseThrow();
    }

    private TapId name() {
        return new TapId(++names);
    }

    private static Moment now() {
        return new Moment(new Mono(0), Instant.EPOCH, ClockTrust.SYNCED);
    }
}
