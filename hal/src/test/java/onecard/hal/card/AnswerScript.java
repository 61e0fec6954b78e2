package onecard.hal.card;

import java.util.Arrays;
import onecard.hal.CardChannel.CardLost;

/// A fuzzer's bytes as a card's answers, one after another: a byte with the length, its highest bit
/// for "and 90 00", then so many bytes.
public final class AnswerScript {

    private final byte[] script;
    private int at;

    public AnswerScript(byte[] script) {
        this.script = script;
    }

    /// @throws CardLost when the bytes are used up
    public byte[] next() throws CardLost {
        if (at >= script.length) {
            throw new CardLost("the card left");
        }
        int head = script[at++] & 0xff;
        int end = Math.min(script.length, at + (head & 0x7f));
        var data = Arrays.copyOfRange(script, at, end);
        at = end;
        if (head < 0x80) {
            return data;
        }
        var answer = Arrays.copyOf(data, data.length + 2);
        answer[data.length] = (byte) 0x90;
        return answer;
    }
}
