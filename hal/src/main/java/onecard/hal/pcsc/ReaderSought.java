package onecard.hal.pcsc;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.smartcardio.CardTerminal;

/// Which of the readers there are is meant.
///
/// @param name what its whole name matches
/// @param role which slot, where a reader with several fits; absent: any
record ReaderSought(Pattern name, Optional<SlotRole> role) {

    /// @param glob of the reader's name, `*` for any characters; `*` alone is the first found
    static ReaderSought of(String glob, Optional<SlotRole> role) {
        return new ReaderSought(ReaderName.fits(glob), role);
    }

    /// The first reader that the pattern fits and whose name gives it this role, else the first
    /// that it fits and whose name says nothing of a role.
    Optional<CardTerminal> among(List<CardTerminal> terminals) {
        var fitting =
                terminals.stream()
                        .filter(terminal -> name.matcher(terminal.getName()).matches())
                        .toList();
        return fitting.stream()
                .filter(terminal -> role.isEmpty() || SlotRole.of(terminal.getName()).equals(role))
                .findFirst()
                .or(
                        () ->
                                fitting.stream()
                                        .filter(
                                                terminal ->
                                                        SlotRole.of(terminal.getName()).isEmpty())
                                        .findFirst());
    }
}
