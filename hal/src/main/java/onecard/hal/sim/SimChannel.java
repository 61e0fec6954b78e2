package onecard.hal.sim;

import onecard.hal.CardChannel;

/// A software card in a field that it may leave at any command, or at any byte on the way to it
/// or back.
public final class SimChannel implements CardChannel {

    private final SimCard card;
    private final SimTear.Left left;

    /// Powers the card.
    public SimChannel(SimCard card, SimTear tear) {
        this.card = card;
        this.left = new SimTear.Left(tear);
        card.reset();
    }

    /// Powers a card that stays.
    public static SimChannel of(SimCard card) {
        return new SimChannel(card, SimTear.NEVER);
    }

    /// @param commands it answers so many and leaves; negative: it stays
    public static SimChannel tornAfterCommands(SimCard card, int commands) {
        return new SimChannel(card, SimTear.afterCommands(commands));
    }

    /// @param bytes of commands and answers together that get across before it leaves
    public static SimChannel tornAfterBytes(SimCard card, int bytes) {
        return new SimChannel(card, SimTear.afterBytes(bytes));
    }

    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        if (!left.command()) {
            throw new CardLost("torn");
        }
        cross(command);
        var answer = card.answer(command);
        cross(answer);
        return answer;
    }

    private void cross(byte[] bytes) throws CardLost {
        if (left.bytes(bytes.length) < bytes.length) {
            throw new CardLost("torn");
        }
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }
}
