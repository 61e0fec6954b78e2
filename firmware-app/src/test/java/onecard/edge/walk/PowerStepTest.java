package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.walk.Progress.Cut;
import onecard.edge.words.Message;
import onecard.words.Words;
import org.junit.jupiter.api.Test;

/// Power that was cut, and power that was not: what the kernel and the journal say of it.
class PowerStepTest {

    private static final String BEFORE = "0b5e7711-0000-4000-8000-000000000000";
    private static final Set<String> NOTHING = Set.of();

    private final PlayedPower power = new PlayedPower();
    private final List<Ask> asked = new ArrayList<>();
    private int answer;
    private Optional<Duration> back = Optional.of(Duration.ofSeconds(21));
    private final PowerStep step =
            new PowerStep(
                    power,
                    ask -> {
                        asked.add(ask);
                        return ask instanceof Ask.Confirm
                                ? new Answer.Choice(answer)
                                : new Answer.Done();
                    });

    @Test
    void anotherBootWithNoSignalBeforeItIsAPowerCut() {
        var cut = back(new Cut(BEFORE, "1a2b", 7, false), NOTHING).orElseThrow();
        assertInstanceOf(Stepped.Result.Passed.class, cut.steps().getFirst().result());
        var measured = cut.steps().getFirst().measured().stream().map(Words::en).toList();
        assertEquals(
                List.of(
                        "the kernel was started anew: boot 0b5e7711, then b0070000",
                        "the daemon came up by itself: its first record 21 s after the power was"
                                + " back",
                        "gone on with 95 s after the power was back"),
                measured);
    }

    @Test
    void theSameBootIsNone() {
        assertEquals(Optional.empty(), back(new Cut(power.boot(), "1a2b", 7, false), NOTHING));
    }

    /// A shutdown tells the walk before it takes the power away.
    @Test
    void aBoardThatWasShutDownWasNotCutOff() {
        assertEquals(Optional.empty(), back(new Cut(BEFORE, "1a2b", 7, true), NOTHING));
    }

    @Test
    void whereTheKernelDoesNotSayNobodyKnows() {
        assertEquals(Optional.empty(), back(new Cut("", "1a2b", 7, false), NOTHING));
    }

    @Test
    void aRelayThatSwitchesAsThePowerComesBackIsNamed() {
        var cut = back(new Cut(BEFORE, "1a2b", 7, false), Set.of("lock")).orElseThrow();
        assertInstanceOf(Stepped.Result.Failed.class, cut.steps().getFirst().result());
        assertEquals(
                List.of("PULSE_AT_START [board.relays.lock]"),
                cut.findings().stream().map(it -> it.mistake() + " " + it.parts()).toList());
    }

    @Test
    void aDaemonThatDoesNotComeUpByItselfFails() {
        back = Optional.empty();
        var cut = back(new Cut(BEFORE, "1a2b", 7, false), NOTHING).orElseThrow();
        assertEquals(
                new Stepped.Result.Failed(Message.WALK_NOT_BACK.with()),
                cut.steps().getFirst().result());
    }

    @Test
    void whatOnlyEyesSawFails() {
        answer = 1;
        var cut = back(new Cut(BEFORE, "1a2b", 7, false), NOTHING).orElseThrow();
        assertInstanceOf(Stepped.Result.Failed.class, cut.steps().getFirst().result());
    }

    @Test
    void itIsKeptBeforeItIsAskedFor() {
        var kept = new ArrayList<Cut>();
        var outcome =
                step.ask(
                        "1a2b",
                        42,
                        false,
                        about -> {
                            assertTrue(asked.isEmpty(), asked::toString);
                            kept.add(about);
                        });
        assertEquals(List.of(new Cut(power.boot(), "1a2b", 42, false)), kept);
        assertEquals(
                List.of(Message.WALK_MEASURED_STAYED_ON.with()),
                outcome.steps().getFirst().measured());
    }

    @Test
    void howFarAWalkCameIsReadAsItWasKept() {
        var words = new Words("门", "door");
        var progress =
                Progress.none("c0ffee", "1.0", OffsetDateTime.parse("2026-11-30T15:00:00+08:00"))
                        .with(
                                new WiringBlock.Outcome(
                                        List.of(
                                                Stepped.passed(Block.WIRING, "a", words, words),
                                                Stepped.failed(Block.WIRING, "b", words, words),
                                                Stepped.skipped(Block.WIRING, "c", words, words)),
                                        List.of(Mistake.CUT.at("board.contacts.leaf"))))
                        .over(Block.WIRING);
        for (var each :
                List.of(
                        progress,
                        progress.onceRestarted(),
                        progress.cutting(new Cut(BEFORE, "1a2b", 42, false)))) {
            var text = Canonical.text(each.json());
            assertEquals(Optional.of(each), Progress.of(JsonReader.ownObject(text).orElseThrow()));
        }
        assertEquals(progress, progress.ended(), "no cut was about to be made");
        var ended = progress.cutting(new Cut(BEFORE, "1a2b", 42, false)).ended();
        assertTrue(ended.cut().orElseThrow().ended());
    }

    private Optional<WiringBlock.Outcome> back(Cut before, Set<String> moved) {
        return step.back(before, back, moved);
    }
}
