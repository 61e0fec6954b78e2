package onecard.edge.loop;

import java.util.List;
import java.util.Set;
import onecard.access.AccessRules;
import onecard.access.Answers;
import onecard.access.Memory;
import onecard.access.Question;
import onecard.access.Situation;
import onecard.access.Tries;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;
import onecard.time.Moment;

/// A decision, and everything it was made from.
record Judged(
        PointSlot<?> slot,
        Attempt attempt,
        Situation at,
        Memory memory,
        Verdict verdict,
        Moment now) {

    /// @param open neighbours that must be secure for the point to open, and are not
    /// @param waiting other taps that wait for an answer there
    /// @param given the answers to this one so far
    static Judged of(
            PointSlot<?> slot,
            Attempt attempt,
            Set<String> open,
            List<Question> waiting,
            Answers given,
            Memory memory,
            Moment now) {
        var at =
                new Situation(
                        slot.parts.id(),
                        attempt.direction(),
                        slot.posture(),
                        open,
                        slot.escorted(),
                        waiting,
                        given);
        var verdict = AccessRules.decide(slot.parts.policy(), at, attempt.shown(), memory, now);
        return new Judged(slot, attempt, at, memory, verdict, now);
    }

    /// As the event tells it.
    Json.Obj decided() {
        var tries =
                attempt.shown()
                        .offered()
                        .map(who -> new Tries.Key(slot.parts.id(), who.kind(), who.token()));
        return new Decided(slot.parts.policy(), at, memory, verdict, now)
                .json(attempt.shown().subject(), tries);
    }
}
