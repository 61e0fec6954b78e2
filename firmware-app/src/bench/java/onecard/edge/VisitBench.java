package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Guests;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Policy;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Visit;
import onecard.access.VisitTerms;
import onecard.access.Way;
import onecard.edge.Series.Figures;
import onecard.edge.intake.AtGate;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.Gate;
import onecard.edge.loop.PointSlot;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.hal.Relay;
import onecard.hal.sim.SimBoard;
import onecard.point.Output;

/// From a visitor's card on the reader's thread to the simulated line as they come in, and to the
/// guard's word that the visit is closed as they leave, beside one durable commit by C on the same
/// disk, at the same pace. The list expects four thousand visitors, of whom all that are not
/// measured are inside. A round has a gate for each of them on either side, since one that is
/// released already takes a second tap as a longer release; nobody watches who passes there.
final class VisitBench implements Bench.Work {

    private static final int VISITS = 100;
    private static final int WARM_UP = 20;
    private static final int MEASURED = WARM_UP + VISITS;
    private static final int EXPECTED = 4_000;
    private static final Duration DAY = Duration.ofHours(24);

    @Override
    public void run(Bench.Setting setting) throws Exception {
        System.out.println("visit: " + setting.rounds() + " rounds of " + VISITS + " visits");
        var come = beside(setting, "come", Direction.IN);
        come.print("facts to relay p50, ms", Figures::p50, 1e6, "<= 1.3 x one commit");
        come.print("facts to relay p99, ms", Figures::p99, 1e6, "(none)");
        var leave = beside(setting, "leave", Direction.OUT);
        leave.print("facts to closed p50, ms", Figures::p50, 1e6, "(none)");
        leave.print("facts to closed p99, ms", Figures::p99, 1e6, "(none)");
    }

    private static Pairs beside(Bench.Setting setting, String what, Direction way)
            throws Exception {
        var own = setting.in(what);
        return OneCommit.beside(
                own,
                MEASURED,
                Shown.QUIET,
                round -> visits(own.scratch().resolve("visits-" + round), way));
    }

    private static Figures visits(Path directory, Direction way) throws Exception {
        Files.createDirectories(directory);
        var released = new Word();
        var closed = new Word();
        try (var board = new SimBoard(directory.resolve("sim"), System::nanoTime);
                var work = new Answering(directory)) {
            var slots = new ArrayList<PointSlot<?>>();
            for (int gate = 0; gate < 2 * MEASURED; gate++) {
                slots.add(slot(gate, RelayBench.watched(board, gate, released), closed));
            }
            var loop =
                    new EdgeLoop(
                            slots,
                            EdgeLoop.Before.nothing().memory(inside()),
                            work.journal,
                            new Metrics());
            try (var _ = Shown.turning(loop, work)) {
                var lists = work.lists();
                var guests = Optional.of(guests());
                var source =
                        new TapSource(
                                work::lists,
                                new AtGate(() -> guests, Duration.ZERO, Duration.ZERO, () -> lists),
                                work.inbox,
                                Samples.SILENT,
                                new Metrics(),
                                System::nanoTime);
                source.accept(new DeviceEvent.ReaderBack("at-0", System.nanoTime()));
                return Shown.figures(
                        work,
                        WARM_UP,
                        VISITS,
                        visitor -> {
                            long came = taps(source, visitor, visitor, released);
                            if (way == Direction.IN) {
                                return came;
                            }
                            work.untilQuiet(Shown.QUIET);
                            long left = taps(source, visitor, MEASURED + visitor, closed);
                            released.said("visitor " + visitor);
                            return left;
                        });
            }
        }
    }

    private static long taps(TapSource source, int visitor, int gate, Word word)
            throws InterruptedException {
        long start = Shown.card(source, "at-" + gate, card(visitor).toString());
        return word.said("visitor " + visitor + " at gate " + gate) - start;
    }

    /// The first [#MEASURED] lead in, the others out.
    private static PointSlot<?> slot(int gate, Relay relay, Word closed) {
        return new PointSlot<>(
                new PointSlot.Parts<>(
                                "gate-" + gate,
                                "door",
                                RelayBench.door(),
                                Policy.of(Set.of("staff"), Assurance.A1, Samples.ZONE),
                                Map.of(
                                        "at-" + gate,
                                        gate < MEASURED ? Direction.IN : Direction.OUT),
                                Map.of(),
                                Map.of(Output.LOCK, relay),
                                Samples.SILENT)
                        .with(new Gate(DAY, Optional.empty(), _ -> closed.say())));
    }

    // --- who is expected, and who is inside ---

    /// Behind those whom the other list knows.
    private static Token card(int visitor) {
        var code = People.code(Answering.PEOPLE + visitor);
        return Token.of(People.tokens().bytes("ssc", code));
    }

    private static VisitTerms terms(int visitor) {
        var pass = Token.of(People.tokens().bytes("pass", "v-" + visitor));
        return new VisitTerms(pass, Optional.empty(), Instant.now().plus(DAY), 1, 1, false, false);
    }

    private static Guests guests() {
        var bindings = new ArrayList<Guests.Binding>();
        for (int visitor = 0; visitor < EXPECTED; visitor++) {
            var terms = terms(visitor);
            var gates = Set.of("gate-" + visitor, "gate-" + (MEASURED + visitor));
            var pass =
                    new Pass(
                            terms.pass(),
                            gates,
                            Set.of(),
                            Instant.EPOCH,
                            terms.until(),
                            new Use(terms.pass(), 1, terms.until()),
                            Optional.of(terms));
            var by = new Party.Shown(CredentialKind.SSC, card(visitor));
            bindings.add(new Guests.Binding(by, pass));
        }
        return Guests.of(new ListVersion("visitors", 1, Instant.now(), Optional.empty()), bindings);
    }

    private static Memory inside() {
        var memory = Memory.EMPTY;
        for (int visitor = MEASURED; visitor < EXPECTED; visitor++) {
            var terms = terms(visitor);
            var by = new Party.Shown(CredentialKind.SSC, card(visitor));
            var party = new Party(terms, Direction.IN, Way.FOOT, by, false);
            for (var what :
                    List.of(
                            new Occurrence.Visited("gate-0", party),
                            new Occurrence.VisitTold(terms.pass(), Visit.Step.ENTERED))) {
                memory = memory.after(what, Samples.now());
            }
        }
        return memory;
    }
}
