package onecard.hal.pcsc;

import java.util.List;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;

/// What somebody sees who looks for a reader and takes none: it may be in use meanwhile.
public sealed interface ReaderLook {

    /// @param reader its whole name
    record Found(String reader) implements ReaderLook {}

    /// @param others that there are
    record None(List<String> others) implements ReaderLook {}

    /// The smart card service does not answer, or not to us.
    record NoService(String why) implements ReaderLook {}

    /// Looks once.
    ///
    /// @param glob of the reader's name, `*` for any characters
    /// @param role which slot, where a reader with several fits; absent: any
    static ReaderLook at(String glob, Optional<SlotRole> role, PcscDriver driver) {
        try (var service = SmartCardService.through(driver)) {
            var terminals = service.terminals();
            return new ReaderSought(glob, role)
                    .among(terminals)
                    .<ReaderLook>map(terminal -> new Found(terminal.getName()))
                    .orElseGet(
                            () -> new None(terminals.stream().map(CardTerminal::getName).toList()));
        } catch (CardException failed) {
            return new NoService(String.valueOf(failed.getMessage()));
        } catch (LinkageError absent) {
            return new NoService("its library cannot be loaded: " + cause(absent));
        }
    }

    private static Throwable cause(Throwable thrown) {
        return thrown.getCause() == null ? thrown : cause(thrown.getCause());
    }
}
