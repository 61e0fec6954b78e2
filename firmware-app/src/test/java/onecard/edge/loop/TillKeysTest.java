package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TillKeys;
import onecard.edge.words.ReasonWords;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.DigitsEntered;
import onecard.point.Call;
import org.junit.jupiter.api.Test;

/// What is entered at an operator's keypad: an amount, a call, a PIN, or nothing; at a till that
/// sells without an operator, too.
class TillKeysTest {

    private static final String TILL = "relieved";
    private static final String KEYPAD = TILL + "-keys";
    private static final long MANAGER = 9;
    private static final String PIN = "271828";

    private final Canteen canteen = new Canteen().has(1, 0, 100_000);
    private final Inbox inbox = new Inbox();
    private final List<DeviceEvent> pins = new ArrayList<>();
    private final TillKeys keys =
            new TillKeys(
                    inbox,
                    canteen.metrics,
                    keypad -> canteen.loop.asked(keypad).isPresent(),
                    it -> canteen.loop.mayBeLatePin(it.keypad(), it.pressedNanos()),
                    pins::add);

    @Test
    void aNumberIsAnAmountAndThreeDigitsThatNoAmountBeginsWithAreACall() throws Exception {
        assertEquals(List.of(new Stimulus.Keyed(KEYPAD, 1_250)), entered("1250"));
        assertEquals(List.of(new Stimulus.Keyed(KEYPAD, 0)), entered("0"));
        assertEquals(List.of(new Stimulus.Called(KEYPAD, Call.SIGN)), entered("001"));
        assertEquals(List.of(), entered("0012"));
        assertEquals(List.of(), entered("1234567890"));
    }

    @Test
    void whileSomebodyIsAskedItIsTheirs() throws Exception {
        asked();
        assertEquals(List.of(), entered(PIN));
        assertEquals(1, pins.size());
    }

    /// The next diner would be asked for 2,718.28.
    @Test
    void aPinThatComesTooLateIsNoAmount() throws Exception {
        asked();
        canteen.after(Duration.ofSeconds(21));
        assertEquals(List.of(), entered(PIN));
        canteen.after(Waiting.AT_IT_STILL.minusSeconds(1));
        assertEquals(List.of(), entered(PIN));
        canteen.after(Duration.ofSeconds(1));
        assertEquals(List.of(new Stimulus.Keyed(KEYPAD, 1_250)), entered("1250"));
    }

    /// However late its last key is pressed.
    @Test
    void aPinThatWasBegunInTimeIsNoAmount() throws Exception {
        asked();
        canteen.after(Duration.ofSeconds(19));
        long begun = canteen.now.mono().nanos();
        canteen.after(Duration.ofSeconds(40));
        assertEquals(List.of(), entered(PIN, begun));
    }

    @Test
    void neitherIsOneAfterAWrongOne() throws Exception {
        asked();
        canteen.after(Duration.ofSeconds(1));
        answered(2);
        assertEquals(List.of(), entered(PIN));
    }

    @Test
    void whoIsCalledOffIsStillNoAmount() throws Exception {
        asked();
        canteen.tap(TILL, 1); // somebody else: whoever was asked waits no more
        assertEquals(List.of(), entered(PIN));
    }

    @Test
    void whoHasSignedInKeysAmountsAtOnce() throws Exception {
        asked();
        canteen.after(Duration.ofSeconds(1));
        answered(MANAGER);
        assertEquals(List.of(new Stimulus.Keyed(KEYPAD, 1_250)), entered("1250"));
    }

    /// Neither is a PIN.
    @Test
    void aCallAndACallOffAreHeardAllTheSame() throws Exception {
        asked();
        canteen.after(Duration.ofSeconds(21));
        assertEquals(List.of(new Stimulus.Called(KEYPAD, Call.SIGN)), entered("001"));
        assertEquals(List.of(new Stimulus.Keyed(KEYPAD, 0)), entered("0"));
    }

    @Test
    void nothingOfItStaysInMemory() throws Exception {
        asked();
        canteen.after(Duration.ofSeconds(21));
        var digits = PIN.getBytes(StandardCharsets.US_ASCII);
        keys.accept(event(digits, canteen.now.mono().nanos()));
        assertArrayEquals(new byte[digits.length], digits);
    }

    private void asked() {
        canteen.call(TILL, Call.SIGN);
        canteen.tap(TILL, MANAGER, "managers");
        canteen.answer();
        assertEquals(Optional.of(ReasonWords.of(Reason.PIN).shown().en()), lastShown());
    }

    private Optional<String> lastShown() {
        return canteen.told.reversed().stream()
                .filter(told -> told.startsWith(TILL + " ASKED "))
                .findFirst()
                .map(told -> told.substring((TILL + " ASKED ").length()));
    }

    /// With the PIN of that person.
    private void answered(long person) {
        var known = Rig.known(person, "managers");
        var factor =
                new Presentation.Known(
                        Credential.of(
                                CredentialKind.PIN,
                                new Token(7, person),
                                onecard.access.Assurance.A0),
                        known.entries(),
                        known.lists());
        canteen.loop.turn(
                new Stimulus.Entered(TILL + "-reader", Rig.subject(MANAGER), factor), canteen.now);
        canteen.answer();
    }

    private List<Stimulus> entered(String digits) throws InterruptedException {
        return entered(digits, canteen.now.mono().nanos());
    }

    private List<Stimulus> entered(String digits, long begun) throws InterruptedException {
        keys.accept(event(digits.getBytes(StandardCharsets.US_ASCII), begun));
        return inbox.take(Duration.ZERO).map(List::of).orElse(List.of());
    }

    /// The first key then, the others now.
    private DigitsEntered event(byte[] digits, long begun) {
        long now = canteen.now.mono().nanos();
        var pressed = LongStream.range(0, digits.length).map(at -> at == 0 ? begun : now);
        return new DigitsEntered(KEYPAD, digits, pressed.toArray(), now);
    }
}
