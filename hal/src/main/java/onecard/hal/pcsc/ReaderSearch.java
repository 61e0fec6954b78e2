package onecard.hal.pcsc;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/// Which of the readers there are is meant.
///
/// @param role which slot, where a reader with several fits; absent: any
record ReaderSearch(Pattern pattern, Optional<SlotRole> role) {

    /// The first reader that the pattern fits and whose name gives it this role, else the first
    /// that it fits and whose name says nothing of a role.
    CardTerminal in(List<CardTerminal> terminals) throws CardException {
        var fitting =
                terminals.stream()
                        .filter(terminal -> pattern.matcher(terminal.getName()).matches())
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
                                        .findFirst())
                .orElseThrow(() -> new CardException("no reader fits " + pattern));
    }
}
