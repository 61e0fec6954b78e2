package onecard.hal.lab;

import onecard.hal.CardReader;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;

/// The simulated reader: needs nothing but this process.
public final class SimBench implements Bench {

    private final SimReader reader;

    public SimBench(ReadingPlan plan, Pseudonym pseudonym) {
        reader = new SimReader("lab", plan, pseudonym, System::nanoTime);
    }

    @Override
    public CardReader reader() {
        return reader;
    }

    @Override
    public Held hold(SimCard card, SimTear tear) {
        long since = System.nanoTime();
        reader.present(card, tear);
        return new Held() {
            /// Since it was held there, which is before it left.
            @Override
            public long sinceNanos() {
                return since;
            }

            @Override
            public void close() {
                reader.remove();
            }
        };
    }
}
