package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Factor;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.PinSource;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.registry.Lists;
import onecard.hal.DeviceEvent.DigitsEntered;
import org.junit.jupiter.api.Test;

/// What is pressed on a keypad is the answer of whoever was asked, if it was pressed after that.
class PinSourceTest {

    private static final Tokens TOKENS = new Tokens(new byte[32]);
    private static final int ANN = 1;
    private static final Duration BEFORE = Duration.ofSeconds(-2);
    private static final Duration AFTER = Duration.ofSeconds(2);

    private final Rig rig =
            new Rig(
                    Map.of(
                            "d",
                            Safeguards.NONE.with(
                                    new SecondFactor(
                                            Factor.PIN,
                                            Set.of(),
                                            Optional.empty(),
                                            Duration.ofSeconds(15)))));
    private final Inbox inbox = new Inbox();
    private final PinSource source =
            new PinSource(
                    rig.loop::asked,
                    TOKENS,
                    () -> new NoLists(new ArrayList<>()),
                    inbox,
                    rig.metrics);

    @Test
    void whatIsPressedAfterTheQuestionIsTheAnswer() throws Exception {
        asked();
        pressed("271828", AFTER);
        assertEquals(Optional.of(pin("271828")), heard());
    }

    /// Whoever pressed them has left, or looks on: the end of the entry alone is no answer.
    @Test
    void whatWasPressedBeforeTheQuestionIsNoAnswer() throws Exception {
        asked();
        pressed("271828", BEFORE);
        assertEquals(Optional.empty(), heard());
    }

    /// As if the keypad had been cleared when the card was asked.
    @Test
    void ofWhatWasBegunBeforeTheRestCounts() throws Exception {
        asked();
        pressed("99271828", BEFORE, BEFORE, AFTER, AFTER, AFTER, AFTER, AFTER, AFTER);
        assertEquals(Optional.of(pin("271828")), heard());
    }

    @Test
    void whatNobodyWasAskedForIsNobodys() throws Exception {
        pressed("271828", AFTER);
        assertEquals(Optional.empty(), heard());
    }

    /// Whom the point knows by their present token, and the list that has their PIN by the former.
    @Test
    void aListOfBeforeHasThePinOfWhomItNames() {
        var is = new Token(1, 101);
        var rolled = new Tokens(new byte[32], Optional.of(new Tokens(new byte[] {1})));
        var looked = new ArrayList<Token>();
        var asked = new PinSource.Asked("d-in", is, Optional.of(Rig.subject(ANN)), 0);
        var keypad =
                new PinSource(
                        _ -> Optional.of(asked),
                        rolled,
                        () -> new NoLists(looked),
                        inbox,
                        rig.metrics);
        var digits = "271828".getBytes(StandardCharsets.US_ASCII);
        keypad.accept(new DigitsEntered("d-pad", digits.clone(), new long[] {1, 1, 1, 1, 1, 1}, 2));

        var was = rolled.former().orElseThrow().pin(Rig.subject(ANN).toString(), digits);
        var now = rolled.pin(is.toString(), digits);
        assertEquals(List.of(Token.of(was), Token.of(now)), looked);
    }

    private void asked() {
        rig.after(Duration.ofSeconds(10));
        rig.tap("d-in", ANN, "staff");
        assertEquals(List.of("tap asked PIN"), rig.taps());
    }

    /// Each digit so long after now, the last such time for all that follow.
    private void pressed(String digits, Duration... when) {
        var bytes = digits.getBytes(StandardCharsets.US_ASCII);
        var pressed = new long[bytes.length];
        for (int i = 0; i < pressed.length; i++) {
            pressed[i] = rig.now.mono().plus(when[Math.min(i, when.length - 1)]).nanos();
        }
        long end = rig.now.mono().plus(AFTER).nanos();
        source.accept(new DigitsEntered("d-pad", bytes, pressed, end));
        assertArrayEquals(new byte[bytes.length], bytes, "I37: a digit is left");
    }

    private static Token pin(String digits) {
        var bytes = digits.getBytes(StandardCharsets.US_ASCII);
        return Token.of(TOKENS.pin(Rig.subject(ANN).toString(), bytes));
    }

    /// The PIN that reaches the loop.
    private Optional<Token> heard() throws InterruptedException {
        return inbox.take(Duration.ZERO)
                .map(Stimulus.Entered.class::cast)
                .map(entered -> entered.factor().credential())
                .map(Credential::token);
    }

    /// @param looked what was looked up
    private record NoLists(List<Token> looked) implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            looked.add(token);
            return new Found(List.of(), List.of());
        }

        @Override
        public void close() {}
    }
}
