package onecard.hal.pcsc;

import java.util.List;
import java.util.Optional;
import javax.smartcardio.CardTerminal;

/// Which of the readers there are is meant.
///
/// @param glob of the reader's name, `*` for any characters; `*` alone is the first found
/// @param role which slot, where a reader with several fits; absent: any
record ReaderSought(String glob, Optional<SlotRole> role) {

    /// The first reader that the pattern fits and whose name gives it this role, else the first
    /// that it fits and whose name says nothing of a role. For a security module the latter only
    /// if its name is given to the end: whoever asks in a citizens' slot could be answered by a
    /// citizen's card.
    Optional<CardTerminal> among(List<CardTerminal> terminals) {
        var name = ReaderName.fits(glob);
        var fitting =
                terminals.stream()
                        .filter(terminal -> name.matcher(terminal.getName()).matches())
                        .toList();
        boolean roleMustBeTold = role.equals(Optional.of(SlotRole.SAM)) && glob.endsWith("*");
        return fitting.stream()
                .filter(terminal -> role.isEmpty() || SlotRole.of(terminal.getName()).equals(role))
                .findFirst()
                .or(
                        () ->
                                fitting.stream()
                                        .filter(_ -> !roleMustBeTold)
                                        .filter(
                                                terminal ->
                                                        SlotRole.of(terminal.getName()).isEmpty())
                                        .findFirst());
    }
}
