package onecard.hal.sim;

import onecard.hal.CardChannel;

/// A software card in a field that it may leave at any command, or at any byte on the way to it
/// or back.
public final class SimChannel implements CardChannel {

    private final SimCard card;
    private int commandsLeft;
    private int bytesLeft;

    private SimChannel(SimCard card, int commandsLeft, int bytesLeft) {
        this.card = card;
        this.commandsLeft = commandsLeft;
        this.bytesLeft = bytesLeft;
        card.reset();
    }

    /// Powers the card.
    public static SimChannel of(SimCard card) {
        return new SimChannel(card, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /// @param commands it answers so many and leaves; negative: it stays
    public static SimChannel tornAfterCommands(SimCard card, int commands) {
        return new SimChannel(card, commands < 0 ? Integer.MAX_VALUE : commands, Integer.MAX_VALUE);
    }

    /// @param bytes of commands and answers together that get across before it leaves
    public static SimChannel tornAfterBytes(SimCard card, int bytes) {
        return new SimChannel(card, Integer.MAX_VALUE, bytes);
    }

    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        if (commandsLeft-- <= 0) {
            throw new CardLost("torn");
        }
        cross(command.length);
        var answer = card.answer(command);
        cross(answer.length);
        return answer;
    }

    private void cross(int bytes) throws CardLost {
        bytesLeft -= bytes;
        if (bytesLeft < 0) {
            throw new CardLost("torn");
        }
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }
}
