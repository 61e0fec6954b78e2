package onecard.edge;

import java.time.LocalDateTime;
import onecard.hal.CardChannel;
import onecard.hal.card.Collision;
import onecard.hal.card.ReadingPlan;
import onecard.hal.purse.CardPurse;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Opening;
import onecard.hal.purse.PurseApplication;
import onecard.hal.purse.PurseNumber;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimPurseModule;

/// How many bytes cross between a reader and a card, command and answer together.
final class CountedBytes implements CardChannel {

    private final CardChannel card;
    private int bytes;

    private CountedBytes(CardChannel card) {
        this.card = card;
    }

    /// In a presence in which a City Union card is read, says what it holds, and pays.
    static int ofASale(String serial, long fen) {
        var purse = SimPurse.issued(new PurseNumber("0" + serial), () -> 1, fen);
        var counted =
                new CountedBytes(SimChannel.of(SimCard.cityUnion(serial, "20361231").purse(purse)));
        try {
            var _ = ReadingPlan.of("tunion", "uid").read(counted, (_, _) -> "0".repeat(32));
        } catch (CardLost | onecard.hal.card.Unreadable failed) {
            throw new AssertionError(failed);
        }
        var paying =
                new CardPurse(
                        counted,
                        Collision.NONE,
                        PurseApplication.CITY_UNION,
                        new SimPurseModule("000000000001", 1),
                        (_, _) -> "0".repeat(32));
        var _ = paying.balance();
        var at = LocalDateTime.of(2026, 11, 30, 11, 30);
        var opened = (Opening.Opened) paying.initialise(new Charge(fen, at));
        var _ = paying.debit(opened);
        return counted.bytes;
    }

    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        var answer = card.transmit(command);
        bytes += command.length + answer.length;
        return answer;
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }
}
