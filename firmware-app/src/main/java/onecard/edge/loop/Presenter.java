package onecard.edge.loop;

import java.util.HashMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.hal.Panel;
import onecard.money.Statement;

/// Hands what was shown to the loop, with how long that took; if the loop has no room, the person
/// hears it at once. For one device's thread.
///
/// @param accounts what a list says of somebody's wallets; nothing where nobody sells
record Presenter(
        Inbox inbox,
        Panel panel,
        LongSupplier nanos,
        Function<Token, Optional<Statement>> accounts) {

    private static final Token NOBODY = new Token(0, 0);

    /// Code and connection of the look-up are made ready: the first person is not the one to wait.
    void warm() {
        boolean _ = accounts.apply(NOBODY).isPresent();
    }

    /// @param seenNanos when the card or code was noticed
    /// @param readNanos when it had been read, and looking it up began
    void present(String reader, Presentation shown, long seenNanos, long readNanos) {
        var known = new HashMap<Token, Statement>();
        for (var person : shown.subjects()) {
            accounts.apply(person).ifPresent(said -> known.put(person, said));
        }
        long now = nanos.getAsLong();
        var presented =
                new Stimulus.Presented(
                        reader,
                        shown,
                        seenNanos,
                        (readNanos - seenNanos) / 1_000,
                        (now - readNanos) / 1_000,
                        known);
        if (!inbox.offer(presented)) {
            panel.show(EffectRunner.signal(Reason.BUSY), Reason.BUSY.zh(), Reason.BUSY.en());
        }
    }
}
