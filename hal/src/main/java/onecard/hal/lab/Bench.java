package onecard.hal.lab;

import java.io.IOException;
import onecard.hal.CardReader;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimTear;

/// A reader under test, and a hand that holds software cards to it.
public interface Bench {

    /// How a bench is made: with what its reader is to read, and where numbers go.
    interface Maker {
        Bench make(ReadingPlan plan, Pseudonym pseudonym);
    }

    CardReader reader();

    /// Holds a card there until it is closed, or the card leaves by itself.
    Held hold(SimCard card, SimTear tear) throws IOException;

    /// A card that lies there.
    interface Held extends AutoCloseable {

        /// Since when the reader can answer for it, by the monotonic clock: since it left by itself
        /// or, of a card that stays, since the reader could see it. Asked once the reader told of
        /// it.
        long sinceNanos();

        /// Takes it away.
        @Override
        void close() throws IOException;
    }
}
