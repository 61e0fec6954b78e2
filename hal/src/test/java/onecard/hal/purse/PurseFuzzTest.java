package onecard.hal.purse;

import static onecard.hal.purse.Purses.charge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import onecard.hal.Brisk;
import onecard.hal.CardChannel;
import onecard.hal.card.AnswerScript;
import onecard.hal.card.Collision;

/// A purse is whatever somebody holds to the reader. The input is its answers ([AnswerScript]).
class PurseFuzzTest {

    /// Two, three and four commands, of which one may be sent twice; each may be asked for more.
    private static final int COMMANDS_MAX = 12 * 16;

    /// Of a debit that this card, by any number, may have been asked for.
    private static final Intent INTENT =
            new Intent(
                    "0".repeat(32),
                    charge(100),
                    new CardSide(1_000, 7, 1, 0, 0x11223344),
                    new TerminalSide(Purses.TERMINAL, 1));

    @FuzzTest
    void noAnswerMakesADebitThatWasNotProved(byte[] answers) {
        Brisk.run(() -> holds(answers));
    }

    private static void holds(byte[] answers) {
        var card = new Scripted(answers);
        var purse =
                new CardPurse(
                        card,
                        Collision.NONE,
                        PurseApplication.CITY_UNION,
                        Purses.module(),
                        (_, _) -> "0".repeat(32));
        switch (purse.initialise(charge(100))) {
            case Opening.Opened opened -> {
                var intent = opened.intent();
                assertTrue(intent.balanceAfterFen() >= 0);
                switch (purse.debit(opened)) {
                    case Debit.Done done -> throw new AssertionError("proved: " + done);
                    case Debit.Refused(var refused, _, var status) -> {
                        assertEquals(intent, refused);
                        assertTrue(status != 0);
                    }
                    case Debit.Torn(var torn, _) -> assertEquals(intent, torn);
                }
                assertInstanceOf(Opening.NotDebited.class, purse.initialise(charge(100)));
            }
            case Opening.NotDebited(_, _) -> assertEquals(0, card.debits);
        }
        switch (purse.recover(INTENT)) {
            case Recovery.Done done -> throw new AssertionError("proved: " + done);
            case Recovery.NotDebited(var intent) -> assertEquals(INTENT, intent);
            case Recovery.StillUnknown(var intent, _) -> assertEquals(INTENT, intent);
        }
        assertTrue(card.debits <= 1);
        assertTrue(card.commands <= COMMANDS_MAX, () -> card.commands + " commands");
    }

    private static final class Scripted implements CardChannel {
        private final byte[] script;
        private final AnswerScript answers;
        private int commands;
        private int debits;

        Scripted(byte[] script) {
            this.script = script;
            this.answers = new AnswerScript(script);
        }

        @Override
        public byte[] transmit(byte[] command) throws CardLost {
            commands++;
            debits += command[1] == Overheard.DEBIT ? 1 : 0;
            return answers.next();
        }

        /// Odd at its end: in the field.
        @Override
        public byte[] atr() {
            boolean odd = script.length > 0 && (script[script.length - 1] & 1) == 1;
            return HexFormat.of().parseHex(odd ? "3b80800101" : "3b00");
        }
    }
}
