package onecard.hal.purse;

import java.time.LocalDateTime;
import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.Face;
import onecard.hal.Pseudonym;
import onecard.hal.card.Collision;
import onecard.hal.purse.Opening.Opened;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPurseModule;

/// The purses that tests hold to readers. Every number is made up.
final class Purses {

    static final String TERMINAL = "001122334455";
    static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 2, 12, 0, 5);

    private static final Pseudonym PSEUDONYM =
            (kind, id) -> "%032x".formatted((kind + id).hashCode() & 0xffff_ffffL);

    private Purses() {}

    static SimPurseModule module() {
        return new SimPurseModule(TERMINAL, 1);
    }

    static Charge charge(long fen) {
        return new Charge(fen, NOON);
    }

    /// One card with a purse: the card is the plastic, the purse what it remembers.
    record Held(SimCard card, SimPurse purse) {

        /// @param number which card, below 10,000
        static Held of(int number, long fen) {
            var serial = "310480000000000%04d".formatted(number);
            int[] random = {number << 16};
            var purse =
                    SimPurse.issued(new PurseNumber("0" + serial), () -> random[0] += 0x9E37, fen);
            return new Held(SimCard.cityUnion(serial, "20361231").purse(purse), purse);
        }

        Held through(Face face) {
            return new Held(card.through(face), purse);
        }
    }

    static CardPurse purse(CardChannel channel, PurseModule module) {
        return new CardPurse(
                channel, Collision.NONE, PurseApplication.CITY_UNION, module, PSEUDONYM);
    }

    /// A whole purchase in one presence.
    static Bought buy(Purse purse, Charge charge) {
        var opening = purse.initialise(charge);
        return switch (opening) {
            case Opened opened -> new Bought(opening, Optional.of(purse.debit(opened)));
            case Opening.NotDebited _ -> new Bought(opening, Optional.empty());
        };
    }

    /// @param debit absent where none was sent
    record Bought(Opening opening, Optional<Debit> debit) {

        Intent intent() {
            return ((Opened) opening).intent();
        }
    }
}
