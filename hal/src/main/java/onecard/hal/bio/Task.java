package onecard.hal.bio;

/// What is asked of a sensor. Slots are numbers of its own, from 0: whose they are others know.
public sealed interface Task {

    /// Look at whoever is there: [Answer.Captured].
    record Capture() implements Task {}

    /// Compare whoever is there with one slot: [Answer.Same] or [Answer.Different].
    record Verify(int slot) implements Task {}

    /// Look for whoever is there in all slots: [Answer.Same] or [Answer.Different].
    record Identify() implements Task {}

    /// Keep whoever is there in that slot: [Answer.Done]. What was in it is gone.
    record Enrol(int slot) implements Task {}

    /// Keep that template in that slot: [Answer.Done]. What was in it is gone.
    ///
    /// @param template read before the answer comes, and not kept
    record Load(int slot, Sample.Template template) implements Task {}

    /// Empty that slot, which may be empty: [Answer.Done].
    record Delete(int slot) implements Task {}
}
