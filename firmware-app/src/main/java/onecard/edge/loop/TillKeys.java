package onecard.edge.loop;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent;
import onecard.hal.DeviceEvent.CardGone;
import onecard.hal.DeviceEvent.CardSeen;
import onecard.hal.DeviceEvent.CardUnreadable;
import onecard.hal.DeviceEvent.CodeSeen;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.DigitsEntered;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import onecard.hal.DeviceEvent.ReaderReset;
import onecard.hal.DeviceEvent.RelayBack;
import onecard.hal.DeviceEvent.RelayLost;

/// Turns what an operator's keypad tells into what the loop can hear, on the keypad's own thread.
public final class TillKeys implements Consumer<DeviceEvent> {

    /// More digits are no amount that anybody pays; they are counted and dropped.
    private static final int DIGITS_MAX = 9;

    private final Inbox inbox;
    private final Metrics metrics;

    public TillKeys(Inbox inbox, Metrics metrics) {
        this.inbox = inbox;
        this.metrics = metrics;
    }

    @Override
    public void accept(DeviceEvent event) {
        switch (event) {
            case DigitsEntered(var keypad, var digits, _, _) -> entered(keypad, digits);
            case ReaderLost(var keypad, var why, _) ->
                    inbox.offer(new Stimulus.ReaderLost(keypad, why));
            case ReaderBack(var keypad, _) -> inbox.offer(new Stimulus.ReaderBack(keypad));
            case CardSeen _,
                    CardUnreadable _,
                    CardGone _,
                    CodeSeen _,
                    ReaderReset _,
                    ContactChanged _,
                    ContactLost _,
                    RelayLost _,
                    RelayBack _ ->
                    throw new IllegalStateException("a keypad told of " + event.getClass());
        }
    }

    private void entered(String keypad, byte[] digits) {
        if (digits.length > DIGITS_MAX) {
            metrics.strayAnswer();
        } else {
            var number = Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
            inbox.offer(new Stimulus.Keyed(keypad, number));
        }
        Arrays.fill(digits, (byte) 0); // whoever took it for a keypad of PINs
    }
}
