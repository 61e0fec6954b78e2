package onecard.hal.purse;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import onecard.hal.CardChannel;

/// A channel with an ear at it, and a hand that may change what the card says.
class Overheard implements CardChannel {

    /// What the reader gets instead of what the card answered.
    interface Tamper {
        byte[] changed(byte[] command, byte[] answer);
    }

    static final byte DEBIT = 0x54;

    private final CardChannel card;
    private final Tamper tamper;
    private final List<String> sent = new ArrayList<>();
    private final List<String> answered = new ArrayList<>();
    private int bytes;

    Overheard(CardChannel card) {
        this(card, (_, answer) -> answer);
    }

    Overheard(CardChannel card, Tamper tamper) {
        this.card = card;
        this.tamper = tamper;
    }

    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        sent.add(HexFormat.of().formatHex(command));
        bytes += command.length;
        var answer = tamper.changed(command, card.transmit(command));
        bytes += answer.length;
        answered.add(HexFormat.of().formatHex(answer));
        return answer;
    }

    @Override
    public byte[] atr() {
        return card.atr();
    }

    /// Hex, in order.
    List<String> sent() {
        return sent;
    }

    List<String> answered() {
        return answered;
    }

    /// How many debits were sent, whatever came of them.
    long debits() {
        return sent.stream().filter(command -> command.startsWith("8054")).count();
    }

    /// Of commands and answers together.
    int bytes() {
        return bytes;
    }
}
