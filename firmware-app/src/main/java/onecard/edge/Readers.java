package onecard.edge;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import onecard.hal.CardReader;
import onecard.hal.Pseudonym;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.pcsc.SlotRole;
import onecard.hal.serial.IdCardReader;
import onecard.hal.sim.SimReader;
import onecard.site.Board;
import onecard.site.SiteProfile;

/// What the site file says of card readers, in the words of their drivers.
final class Readers {

    private Readers() {}

    /// Each by its name; none is opened yet.
    ///
    /// @param tokens where numbers go straight
    static Map<String, CardReader> of(SiteProfile site, Pseudonym tokens, LongSupplier nanos) {
        var readers = new HashMap<String, CardReader>();
        site.board()
                .readers()
                .forEach(
                        (name, reader) ->
                                readers.put(name, reader(name, reader, site, tokens, nanos)));
        return readers;
    }

    private static CardReader reader(
            String name,
            Board.Reader reader,
            SiteProfile site,
            Pseudonym tokens,
            LongSupplier nanos) {
        var plan = ReadingPlans.of(reader, site.cards());
        return switch (reader.source()) {
            case Board.ReaderSource.Pcsc(var pattern, var slot, var provider) ->
                    new PcscReader(
                            name, pattern, role(slot), driver(provider), plan, tokens, nanos);
            case Board.ReaderSource.IdModule(var device, var baud) ->
                    new IdCardReader(name, Path.of(device), baud, tokens, nanos);
            case Board.ReaderSource.Sim() -> new SimReader(name, plan, tokens, nanos);
        };
    }

    private static Optional<SlotRole> role(Board.Slot slot) {
        return switch (slot) {
            case CONTACTLESS -> Optional.of(SlotRole.CONTACTLESS);
            case CONTACT -> Optional.of(SlotRole.CONTACT);
            case EITHER -> Optional.empty();
        };
    }

    private static PcscDriver driver(Board.Provider provider) {
        return switch (provider) {
            case OWN -> PcscDriver.OWN;
            case JDK -> PcscDriver.JDK;
        };
    }
}
