package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import onecard.edge.walk.WiringBlock.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions that nobody answers: what was not seen has not passed, and nothing is blamed for it.
class UnseenTest {

    private static final Answer TIRED = new Answer.Skipped("tired");
    private static final String LOCK = "board.relays.north-lock";

    @TempDir private Path directory;

    @Test
    void anOutputThatNobodySaysTheyLookedAtHasNotPassed() throws IOException {
        var outcome = walk(ask -> ask instanceof Ask.Saw ? Optional.of(TIRED) : Optional.empty());
        assertEquals(List.of(), outcome.findings());
        for (var step : outcome.steps()) {
            boolean seen =
                    !step.part().startsWith("board.relays.") || step.part().endsWith(".stop");
            assertEquals(seen, step.result() instanceof Stepped.Result.Passed, step::toString);
        }
        var lock = step(outcome, LOCK);
        assertInstanceOf(Stepped.Result.Skipped.class, lock.result());
        assertEquals(1, lock.measured().size(), "its pulse was measured all the same");
    }

    @Test
    void anotherThatMovedAndIsNotSaidIsNotNamed() throws IOException {
        for (int choice : List.of(6, 7)) { // in its place, and along
            var outcome =
                    walk(
                            ask ->
                                    ask instanceof Ask.Which
                                            ? Optional.of(TIRED)
                                            : ask instanceof Ask.Saw(var move)
                                                            && move.part().equals(LOCK)
                                                    ? Optional.of(new Answer.Choice(choice))
                                                    : Optional.empty());
            assertEquals(List.of(), outcome.findings());
            assertInstanceOf(Stepped.Result.Failed.class, step(outcome, LOCK).result());
        }
    }

    /// A motor that stands does not show that it is stopped.
    @Test
    void aStopWhoseLampNobodySawHasNotPassed() throws IOException {
        var outcome =
                walk(ask -> ask instanceof Ask.LampDid ? Optional.of(TIRED) : Optional.empty());
        assertEquals(List.of(), outcome.findings());
        assertInstanceOf(Stepped.Result.Skipped.class, step(outcome, "board.relays.stop").result());
    }

    @Test
    void aContactThatIsNotLetGoHasNotPassed() throws IOException {
        var outcome =
                walk(
                        ask ->
                                ask instanceof Ask.Work(var sense, var back)
                                                && back
                                                && sense.contact().equals("north-exit")
                                        ? Optional.of(TIRED)
                                        : Optional.empty());
        assertEquals(List.of(), outcome.findings());
        assertInstanceOf(
                Stepped.Result.Skipped.class, step(outcome, "board.contacts.north-exit").result());
    }

    private static Stepped step(Outcome outcome, String part) {
        var steps = outcome.steps().stream().filter(step -> step.part().equals(part)).toList();
        assertEquals(1, steps.size(), steps::toString);
        return steps.getFirst();
    }

    /// @param instead what is answered; empty: as whoever stands there does
    private Outcome walk(Function<Ask, Optional<Answer>> instead) throws IOException {
        var name = "place-" + System.nanoTime();
        try (var place = new MiswiredPlace(SomeSite.profile(), directory.resolve(name))) {
            place.wired();
            return new WiringBlock(
                            SomeSite.profile().board(),
                            place.plan,
                            place.bench,
                            ask -> instead.apply(ask).orElseGet(() -> place.answer(ask)))
                    .walk();
        }
    }
}
