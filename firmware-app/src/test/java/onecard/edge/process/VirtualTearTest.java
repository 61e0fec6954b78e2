package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import onecard.hal.CardFault;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.Face;
import onecard.hal.lab.Outcome;
import onecard.hal.lab.TearLab;
import onecard.hal.lab.TearLab.Limits;
import onecard.hal.lab.TearLab.Row;
import onecard.hal.lab.TearLab.Summary;
import onecard.hal.lab.Trials;
import onecard.hal.lab.VirtualBench;
import onecard.hal.sim.SimFault;
import onecard.hal.sim.SimKind;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.VirtualCard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Cards that leave or answer wrongly, through a real smart card service: a part of the grid by
/// default, all of it in the long campaign.
@Tag("pcscd")
class VirtualTearTest {

    /// Times are the campaign's, on a machine with nothing else to do.
    private static final Limits PATIENT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5));

    /// Either face of what a door reads most.
    @Test
    void aCardPulledIsARefusalInTimeAndTheReaderIsReady() throws Exception {
        try (var _ = Service.pcscd()) {
            var summary =
                    grid(
                            Integer.MAX_VALUE,
                            List.of(
                                    List.of(new Side(SimKind.SSC_3, Face.CONTACTLESS)),
                                    List.of(new Side(SimKind.SSC_2, Face.CONTACT))));
            assertGood(summary);
        }
    }

    @Tag("long")
    @Test
    void aCardOfAnyKindPulledAtAnyByteIsARefusalInTime() throws Exception {
        var sides = new ArrayList<List<Side>>();
        for (int slot = 0; slot < VirtualCard.SLOTS; slot++) {
            sides.add(new ArrayList<>());
        }
        for (var kind : SimKind.values()) {
            for (var face : kind.faces()) {
                sides.get(face.ordinal()).add(new Side(kind, face));
            }
        }
        try (var _ = Service.pcscd()) {
            assertGood(grid(1, sides));
        }
    }

    @Test
    void aFaultAtACommandIsOneEventAndTheReaderIsReady() throws Exception {
        var card = SimKind.SSC_3.card(Face.CONTACTLESS);
        try (var _ = Service.pcscd();
                var trials = trials(0)) {
            for (var fault :
                    List.of(
                            new SimFault.WrongStatus(2, 0x6F00),
                            new SimFault.WrongLength(2, 3),
                            new SimFault.WrongLength(2, 255),
                            new SimFault.EndlessMore(0),
                            new SimFault.EndlessMore(2))) {
                var trial = trials.hold(card.failing(fault), SimTear.NEVER);
                assertEquals(1, trial.told().size(), trial::toString);
                var told = assertInstanceOf(CardUnreadable.class, trial.told().getFirst());
                assertEquals(CardFault.UNREADABLE, told.why());
                assertEquals(0, trial.numbers());
                assertReady(trial.next().orElseThrow());
            }
            var slow = new SimFault.Delay(0, Duration.ofMillis(40));
            var trial = trials.hold(card.failing(slow), SimTear.NEVER);
            assertInstanceOf(CardSeen.class, trial.told().getFirst());
            assertReady(trial.next().orElseThrow());
        }
    }

    private record Side(SimKind kind, Face face) {}

    /// A slot for each list, at the same time.
    private static List<Summary> grid(int step, List<List<Side>> slots) throws Exception {
        try (var threads = Executors.newFixedThreadPool(slots.size())) {
            var tasks = new ArrayList<Callable<Summary>>();
            for (int slot = 0; slot < slots.size(); slot++) {
                int number = slot;
                tasks.add(() -> grid(step, number, slots.get(number)));
            }
            var summaries = new ArrayList<Summary>();
            for (var done : threads.invokeAll(tasks)) {
                summaries.add(done.get());
            }
            return summaries;
        }
    }

    private static Summary grid(int step, int slot, List<Side> sides) throws Exception {
        try (var trials = trials(slot)) {
            var lab = new TearLab(trials, step, step == 1 ? Limits.DEFAULT : PATIENT);
            for (var side : sides) {
                lab.run(side.kind(), side.face(), VirtualTearTest::printBad);
            }
            return lab.summary();
        }
    }

    private static Trials trials(int slot) throws Exception {
        return new Trials((plan, pseudonym) -> new VirtualBench(slot, plan, pseudonym));
    }

    private static void printBad(Row row) {
        boolean good =
                List.of(row.command(), row.answer(), row.whole().stream().toList()).stream()
                        .allMatch(outcomes -> outcomes.stream().allMatch(Outcome::good));
        if (!good) {
            System.out.println(row);
        }
    }

    private static void assertGood(List<Summary> summaries) {
        System.out.println("tear lab on the virtual reader: " + summaries);
        for (var summary : summaries) {
            assertTrue(summary.pulls() > 0);
            assertEquals(0, summary.bad());
        }
    }

    private static void assertReady(Duration next) {
        assertTrue(next.compareTo(PATIENT.next()) <= 0, next::toString);
    }
}
