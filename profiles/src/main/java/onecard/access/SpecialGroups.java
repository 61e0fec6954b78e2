package onecard.access;

import java.util.Set;

/// Groups that a point treats apart; each empty: nobody.
///
/// @param lockdown come in during a lockdown; it is noted
/// @param override come in although anti-passback or occupancy say no; it is noted
/// @param duress raise a silent alarm and are else as anybody; of cards or PINs that are shown
///     under threat
/// @param extended have more time to pass than others
public record SpecialGroups(
        Set<String> lockdown, Set<String> override, Set<String> duress, Set<String> extended) {

    public static final SpecialGroups NONE =
            new SpecialGroups(Set.of(), Set.of(), Set.of(), Set.of());

    public SpecialGroups {
        lockdown = Set.copyOf(lockdown);
        override = Set.copyOf(override);
        duress = Set.copyOf(duress);
        extended = Set.copyOf(extended);
    }
}
