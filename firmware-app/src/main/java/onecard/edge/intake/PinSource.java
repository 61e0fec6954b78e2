package onecard.edge.intake;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.registry.Lists;
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

/// Turns what one keypad tells into what the loop can hear, on the keypad's own thread. Digits mean
/// nothing without the person who was asked for them: they become that person's PIN as a token, are
/// looked up, and overwritten. Digits that nobody was asked for are overwritten and counted: those
/// that were pressed before the question was asked are somebody else's.
public final class PinSource implements Consumer<DeviceEvent> {

    /// Who was asked for a PIN.
    ///
    /// @param reader where they tapped
    /// @param former what they were known by before, as far as that is known
    /// @param nanos monotonic, when they were asked
    public record Asked(String reader, Token subject, Optional<Token> former, long nanos) {}

    private final Function<String, Optional<Asked>> asked;
    private final Tokens tokens;
    private final Supplier<Lists> open;
    private final Inbox inbox;
    private final Metrics metrics;
    private Optional<Lists> lists = Optional.empty();

    /// @param asked who was asked last to enter something on a keypad
    /// @param open makes this thread's own connection at its first entry or warm-up
    public PinSource(
            Function<String, Optional<Asked>> asked,
            Tokens tokens,
            Supplier<Lists> open,
            Inbox inbox,
            Metrics metrics) {
        this.asked = asked;
        this.tokens = tokens;
        this.open = open;
        this.inbox = inbox;
        this.metrics = metrics;
    }

    @Override
    public void accept(DeviceEvent event) {
        switch (event) {
            case DigitsEntered entered -> entered(entered);
            case ReaderLost(var keypad, var why, _) ->
                    inbox.offer(new Stimulus.ReaderLost(keypad, why));
            case ReaderBack(var keypad, _) -> {
                lists();
                inbox.offer(new Stimulus.ReaderBack(keypad));
            }
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

    private void entered(DigitsEntered entered) {
        var digits = entered.digits();
        var answer = new byte[0];
        try {
            var person = asked.apply(entered.keypad());
            answer = person.map(one -> pressedSince(one.nanos(), entered)).orElse(answer);
            if (person.isPresent() && answer.length > 0) {
                offer(person.get(), answer);
            } else {
                metrics.strayAnswer();
            }
        } finally {
            Arrays.fill(digits, (byte) 0);
            Arrays.fill(answer, (byte) 0);
        }
    }

    private static byte[] pressedSince(long nanos, DigitsEntered entered) {
        var digits = entered.digits();
        int from = 0;
        while (from < digits.length && entered.pressedNanos()[from] - nanos < 0) {
            from++;
        }
        return Arrays.copyOfRange(digits, from, digits.length);
    }

    private void offer(Asked person, byte[] digits) {
        var pin = pin(tokens, person.subject(), digits);
        // A list of before has it of whom it names, and made with the key of then.
        var before = person.former().orElse(person.subject());
        var was = pin(tokens.former().orElse(tokens), before, digits);
        var found = lists().find(CredentialKind.PIN, pin, Renamed.of(Optional.of(was), pin));
        var factor =
                new Presentation.Known(
                        Credential.of(CredentialKind.PIN, pin, Assurance.A0),
                        found.entries(),
                        found.lists());
        inbox.offer(new Stimulus.Entered(person.reader(), person.subject(), factor));
    }

    private static Token pin(Tokens tokens, Token person, byte[] digits) {
        return Token.of(tokens.pin(person.toString(), digits));
    }

    private Lists lists() {
        var held = lists.orElseGet(open);
        lists = Optional.of(held);
        return held;
    }
}
