package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.Records;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// A journal that wakes at the first record of a step finds the others, too.
class StepRecordsTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-28T04:00:00Z"), ClockTrust.SYNCED);

    private final List<List<Draft>> handed = new ArrayList<>();
    private final StepRecords records =
            new StepRecords(
                    new Records() {
                        @Override
                        public void offer(Draft draft) {
                            offer(List.of(draft));
                        }

                        @Override
                        public void offer(List<Draft> together) {
                            handed.add(together);
                        }
                    });

    @Test
    void whatAStepRecordsIsHandedOverWholeAtItsEnd() {
        together(
                () -> {
                    records.offer(draft("one"));
                    records.offer(draft("two"));
                    assertEquals(List.of(), handed, "not before");
                });

        assertEquals(List.of(List.of(draft("one"), draft("two"))), handed);
    }

    /// A line that moves by what was recorded moves after it.
    @Test
    void whatComesBeforeSomethingElseDoesNotWaitForTheEnd() {
        together(
                () -> {
                    records.offer(draft("one"));
                    records.offer(draft("two"));
                    records.handOver();
                    assertEquals(List.of(List.of(draft("one"), draft("two"))), handed);
                    records.handOver();
                    records.offer(draft("three"));
                });

        assertEquals(List.of(List.of(draft("one"), draft("two")), List.of(draft("three"))), handed);
    }

    /// What it records keeps its place among the others.
    @Test
    void aStepWithinAStepIsPartOfIt() {
        together(
                () -> {
                    records.offer(draft("one"));
                    together(() -> records.offer(draft("two")));
                    records.offer(draft("three"));
                    assertEquals(List.of(), handed, "not before");
                });

        assertEquals(List.of(List.of(draft("one"), draft("two"), draft("three"))), handed);
    }

    @Test
    void aStepThatRecordsNothingHandsNothingOver() {
        together(() -> {});

        assertEquals(List.of(), handed);
    }

    @Test
    void beyondAStepARecordGoesAtOnce() {
        together(() -> records.offer(draft("one")));
        records.offer(draft("two"));
        records.offer(draft("three"));

        assertEquals(
                List.of(List.of(draft("one")), List.of(draft("two")), List.of(draft("three"))),
                handed);
    }

    private static Draft draft(String what) {
        return Draft.ofDevice(EventKind.SYSTEM, NOW, Json.Obj.EMPTY.with("what", what));
    }

    private void together(Runnable step) {
        boolean own = records.begin();
        step.run();
        if (own) {
            records.end();
        }
    }
}
