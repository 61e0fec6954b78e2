package onecard.edge;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import onecard.hal.CardReader;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.pcsc.SlotRole;
import onecard.hal.pcsc.UsbPort;
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
    /// @param proofs what is asked of a chip at each reader
    static Map<String, CardReader> of(
            SiteProfile site, Pseudonym tokens, CardProofs proofs, LongSupplier nanos) {
        var readers = new HashMap<String, CardReader>();
        site.board()
                .readers()
                .forEach(
                        (name, reader) ->
                                readers.put(
                                        name,
                                        reader(
                                                name,
                                                reader,
                                                plan(name, reader, site, proofs),
                                                tokens,
                                                nanos)));
        return readers;
    }

    private static CardReader reader(
            String name,
            Board.Reader reader,
            ReadingPlan plan,
            Pseudonym tokens,
            LongSupplier nanos) {
        return switch (reader.source()) {
            case Board.ReaderSource.Pcsc(var pattern, var slot, var provider, var replug) ->
                    new PcscReader(
                            name,
                            pattern,
                            role(slot),
                            driver(provider),
                            replug.map(UsbPort::new),
                            plan,
                            tokens,
                            nanos);
            case Board.ReaderSource.IdModule(var device, var baud) ->
                    new IdCardReader(name, Path.of(device), baud, tokens, nanos);
            case Board.ReaderSource.Sim() -> new SimReader(name, plan, tokens, nanos);
        };
    }

    private static ReadingPlan plan(
            String name, Board.Reader reader, SiteProfile site, CardProofs proofs) {
        return ReadingPlans.of(reader, site.cards()).proving(proofs.at(name));
    }

    static Optional<SlotRole> role(Board.Slot slot) {
        return switch (slot) {
            case CONTACTLESS -> Optional.of(SlotRole.CONTACTLESS);
            case CONTACT -> Optional.of(SlotRole.CONTACT);
            case EITHER -> Optional.empty();
        };
    }

    static PcscDriver driver(Board.Provider provider) {
        return switch (provider) {
            case OWN -> PcscDriver.OWN;
            case JDK -> PcscDriver.JDK;
        };
    }
}
