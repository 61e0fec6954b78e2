package onecard.hal.bio;

import java.util.Optional;
import java.util.Set;

/// What a sensor tells. `nanos` is the monotonic clock when it was heard.
public sealed interface BioEvent {

    /// It is there; and again where it is called something else from now on.
    ///
    /// @param model of the sensor, with its firmware where it says so: templates of one are not
    /// compared with those of another
    /// @param identity what the device was marked with, by [Task.Mark]: no two have the same, and
    /// slots are those of the one that says it, wherever it is fitted. Absent where it bears no
    /// mark; a device that stops bearing one, or bears another, is [Lost] first
    /// @param abilities what may be asked of it until [Lost]
    record Back(
            String sensor,
            String model,
            Optional<String> identity,
            Set<Ability> abilities,
            long nanos)
            implements BioEvent {
        public Back {
            abilities = Set.copyOf(abilities);
        }
    }

    /// It is not there, until [Back]. What was asked of it is answered before that.
    record Lost(String sensor, String why, long nanos) implements BioEvent {}

    /// What came of a request; told once for each.
    ///
    /// @param request its name, as asked
    record Answered(String sensor, long request, Answer answer, long nanos) implements BioEvent {}
}
