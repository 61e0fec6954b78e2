package onecard.edge.intake;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.edge.code.Codes;
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
import onecard.hal.Panel;

/// Turns what one scanner tells into what the loop can hear, on the scanner's own thread: codes are
/// verified, and those of others asked about, where nobody but the next code waits.
///
/// A code's presence ends as it begins: nothing tells when a phone is taken away, and the scanner
/// alone judges whether a code still in view was shown anew.
public final class CodeSource implements Consumer<DeviceEvent> {

    private final Supplier<Codes> open;
    private final Inbox inbox;
    private final Presenter presenter;
    private final LongSupplier nanos;
    private Optional<Codes> codes = Optional.empty();

    /// @param open makes this thread's own, with a connection of its own, at its first code or
    ///     warm-up
    /// @param facts nothing where nobody pays
    public CodeSource(
            Supplier<Codes> open, TillFacts facts, Inbox inbox, Panel panel, LongSupplier nanos) {
        this.open = open;
        this.inbox = inbox;
        this.presenter = new Presenter(inbox, panel, nanos, facts);
        this.nanos = nanos;
    }

    @Override
    public void accept(DeviceEvent event) {
        switch (event) {
            case CodeSeen(var scanner, var code, var seenNanos) -> seen(scanner, code, seenNanos);
            case ReaderLost(var scanner, var why, _) ->
                    inbox.offer(new Stimulus.ReaderLost(scanner, why));
            case ReaderBack(var scanner, _) -> {
                codes();
                presenter.warm();
                inbox.offer(new Stimulus.ReaderBack(scanner));
            }
            case CardSeen _,
                    CardUnreadable _,
                    CardGone _,
                    ReaderReset _,
                    ContactChanged _,
                    ContactLost _,
                    DigitsEntered _,
                    DeviceEvent.Counted _,
                    RelayLost _,
                    RelayBack _ ->
                    throw new IllegalStateException("a scanner told of " + event.getClass());
        }
    }

    private void seen(String scanner, byte[] code, long seenNanos) {
        long read = nanos.getAsLong();
        var shown = codes().scanned(code);
        Arrays.fill(code, (byte) 0);
        presenter.present(scanner, shown, seenNanos, read);
        inbox.offer(new Stimulus.CardGone(scanner));
    }

    private Codes codes() {
        var held = codes.orElseGet(open);
        codes = Optional.of(held);
        return held;
    }
}
