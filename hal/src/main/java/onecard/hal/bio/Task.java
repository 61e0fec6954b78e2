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

    /// Bear that mark from now on, in place of any other: [Answer.Done], and then [BioEvent.Back]
    /// with it. Somebody whom the device holds already is not lost by it unless that is meant; then
    /// nobody is left in it, and it never bears the former mark again: whoever knew it by that
    /// takes nobody who is enrolled later for whom it held before.
    ///
    /// @param identity 16 digits of `0-9` and `a-f`, drawn by whoever asks and given to no other
    /// @param emptying all its slots first; else it is `HOLDS` where anybody is in one
    record Mark(String identity, boolean emptying) implements Task {

        /// What an identity looks like.
        public static final String FORM = "[0-9a-f]{16}";

        public Mark {
            if (!identity.matches(FORM)) {
                throw new IllegalArgumentException("no identity: " + identity);
            }
        }
    }

    /// Empty that slot, which may be empty: [Answer.Done].
    record Delete(int slot) implements Task {}
}
