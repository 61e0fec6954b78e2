package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a decision says of how it was come to.
class TraceTest {

    @Test
    void aGrantTellsOfEveryStepAndWhichWereNotAsked() {
        assertEquals(".++.+++++.+........", new Scene().decide().trace().text());
    }

    @Test
    void aRefusalEndsAtTheStepThatRefused() {
        var scene = new Scene();
        scene.deny = true;
        var trace = scene.decide().trace();
        assertEquals(".++.-", trace.text());
        assertEquals(Optional.of(Outcome.REFUSED), trace.at(Check.DENY));
        assertEquals(Optional.empty(), trace.at(Check.KNOWN));
    }

    @Test
    void whatIsNotedIsMarkedAndGoneOnFrom() {
        var scene = new Scene();
        scene.passback = Optional.of(new AntiPassback.Soft());
        scene.occupancy = OptionalInt.of(5);
        scene.passes(Scene.ANN);
        var trace = scene.decide().trace();
        assertEquals(".++.+++++.+.!+.....", trace.text());
        assertTrue(trace.looked(Check.OCCUPANCY));
        assertFalse(trace.looked(Check.INTERLOCK));
    }

    @Test
    void fireLooksAtNothing() {
        var scene = new Scene();
        scene.posture = Posture.FIRE;
        assertEquals("=", scene.decide().trace().text());
    }

    @Test
    void itsTextSaysItAll() {
        var random = new Random(5);
        for (int round = 0; round < 1_000; round++) {
            long bits = 0;
            int steps = 1 + random.nextInt(Check.values().length);
            for (int i = 0; i < steps; i++) {
                var outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
                bits = Trace.mark(bits, Check.values()[i], outcome);
            }
            var trace = new Trace(bits);
            assertEquals(Optional.of(trace), Trace.of(trace.text()));
            assertEquals(steps, trace.steps().size());
        }
        assertEquals(Optional.empty(), Trace.of("+x"));
        assertEquals(Optional.empty(), Trace.of("+".repeat(Check.values().length + 1)));
    }
}
