package onecard.hal.lab;

import java.io.IOException;
import java.util.Optional;
import onecard.hal.CardReader;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.PcscReader;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.VirtualCard;

/// A slot of the virtual reader of a smart card service that is running: the PC/SC reader as it
/// is deployed, and a real service between it and the card.
public final class VirtualBench implements Bench {

    private final int slot;
    private final PcscReader reader;

    /// @param slot from 0, below [VirtualCard#SLOTS]
    public VirtualBench(int slot, ReadingPlan plan, Pseudonym pseudonym) {
        this.slot = slot;
        this.reader =
                new PcscReader(
                        "lab-" + slot,
                        VirtualCard.readerName(slot),
                        Optional.empty(),
                        PcscDriver.OWN,
                        plan,
                        pseudonym,
                        System::nanoTime);
    }

    @Override
    public CardReader reader() {
        return reader;
    }

    @Override
    public Held hold(SimCard card, SimTear tear) throws IOException {
        var lying = new VirtualCard(card, tear, slot);
        return new Held() {
            @Override
            public long sinceNanos() {
                return lying.leftNanos() != 0 ? lying.leftNanos() : lying.poweredNanos();
            }

            @Override
            public void close() throws IOException {
                lying.close();
            }
        };
    }
}
