package onecard.edge.entrance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import onecard.edge.lines.Slots;
import onecard.hal.CardReader;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.ReferenceFiles;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.pcsc.UsbPort;
import onecard.hal.serial.IdCardReader;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimWitness;
import onecard.site.Board;
import onecard.site.SiteProfile;

/// What the site file says of card readers, in the words of their drivers.
final class Readers {

    private Readers() {}

    /// Each by its name; none is opened yet.
    ///
    /// @param tokens where numbers go straight
    /// @param proofs what is asked of a chip at each reader
    /// @param witness of what simulated ones do
    static Map<String, CardReader> of(
            SiteProfile site,
            Pseudonym tokens,
            CardProofs proofs,
            SimWitness witness,
            LongSupplier nanos) {
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
                                                plan(name, reader, site, proofs, nanos),
                                                tokens,
                                                Purses.payAt(site, name),
                                                witness,
                                                nanos)));
        return readers;
    }

    private static CardReader reader(
            String name,
            Board.Reader reader,
            ReadingPlan plan,
            Pseudonym tokens,
            boolean holds,
            SimWitness witness,
            LongSupplier nanos) {
        return switch (reader.source()) {
            case Board.ReaderSource.Pcsc(var pattern, var slot, var provider, var replug) ->
                    new PcscReader(
                            name,
                            pattern,
                            Slots.role(slot),
                            Slots.driver(provider),
                            replug.map(UsbPort::new),
                            plan,
                            tokens,
                            holds,
                            nanos);
            case Board.ReaderSource.IdModule(var device, var baud) ->
                    new IdCardReader(name, Path.of(device), baud, tokens, nanos);
            case Board.ReaderSource.Sim() ->
                    new SimReader(name, plan, tokens, holds, witness, nanos);
        };
    }

    private static ReadingPlan plan(
            String name,
            Board.Reader reader,
            SiteProfile site,
            CardProofs proofs,
            LongSupplier nanos) {
        return ReadingPlans.of(reader, site.cards())
                .proving(proofs.at(name))
                .carrying(new ReferenceFiles(BodySensors.carried(site, name), nanos));
    }
}
