package onecard.edge.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
import onecard.point.Call;

/// Turns what an operator's keypad tells into what the loop can hear, on the keypad's own thread:
/// a number, what is called for by three digits that no amount begins with, or a rating, by three
/// of them and one. While somebody is
/// asked for a PIN, whatever is entered is that; and what may be one that came too late is nothing:
/// a till that sells without an operator would ask the next diner for it.
public final class TillKeys implements Consumer<DeviceEvent> {

    /// More digits are no amount that anybody pays; they are counted and dropped.
    private static final int DIGITS_MAX = 9;

    private static final String CALLS = "00";

    private static final Map<String, Call> BY_KEYS =
            Map.of(
                    "001", Call.SIGN,
                    "002", Call.VOID,
                    "003", Call.REFUND,
                    "004", Call.SETTLE,
                    "005", Call.TRAIN,
                    "006", Call.QUERY,
                    "008", Call.REPRINT,
                    "009", Call.TOTALS);

    /// With one more, in the same entry: nobody who is to pay waits for it.
    private static final Pattern RATING = Pattern.compile("007([1-5])");

    private final Inbox inbox;
    private final Metrics metrics;
    private final Predicate<String> asked;
    private final Predicate<DigitsEntered> late;
    private final Consumer<DeviceEvent> pins;

    /// @param asked whether somebody is to enter a PIN at that keypad
    /// @param late whether that may be one of somebody who is asked no more
    /// @param pins hears of what is entered while somebody is
    public TillKeys(
            Inbox inbox,
            Metrics metrics,
            Predicate<String> asked,
            Predicate<DigitsEntered> late,
            Consumer<DeviceEvent> pins) {
        this.inbox = inbox;
        this.metrics = metrics;
        this.asked = asked;
        this.late = late;
        this.pins = pins;
    }

    @Override
    public void accept(DeviceEvent event) {
        switch (event) {
            case DigitsEntered entered when asked.test(entered.keypad()) -> pins.accept(entered);
            case DigitsEntered entered -> entered(entered);
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
                    DeviceEvent.Counted _,
                    RelayLost _,
                    RelayBack _ ->
                    throw new IllegalStateException("a keypad told of " + event.getClass());
        }
    }

    /// It begins as one, and is none; noughts alone clear.
    private static boolean isNoCall(String keys) {
        return keys.startsWith(CALLS) && !isClear(keys);
    }

    private static boolean isClear(String keys) {
        return keys.matches("0+");
    }

    private void entered(DigitsEntered entered) {
        var keypad = entered.keypad();
        var digits = entered.digits();
        var keys = new String(digits, StandardCharsets.US_ASCII);
        var call = Optional.ofNullable(BY_KEYS.get(keys));
        var rating = RATING.matcher(keys);
        if (call.isPresent()) {
            inbox.offer(new Stimulus.Called(keypad, call.get()));
        } else if (rating.matches()) {
            inbox.offer(new Stimulus.Rated(keypad, Integer.parseInt(rating.group(1))));
        } else if (keys.length() > DIGITS_MAX
                || isNoCall(keys)
                || !isClear(keys) && late.test(entered)) {
            metrics.strayAnswer();
        } else {
            inbox.offer(new Stimulus.Keyed(keypad, Long.parseLong(keys)));
        }
        Arrays.fill(digits, (byte) 0); // whoever took it for a keypad of PINs
    }
}
