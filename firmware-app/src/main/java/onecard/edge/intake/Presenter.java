package onecard.edge.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.code.OrderCode;
import onecard.edge.words.ReasonWords;
import onecard.hal.Panel;
import onecard.money.Preorders;
import onecard.money.Statement;

/// Hands what was shown to the loop, with how long that took; if the loop has no room, the person
/// hears it at once. For one device's thread.
///
/// @param facts nothing where nobody sells
record Presenter(Inbox inbox, Panel panel, LongSupplier nanos, TillFacts facts) {

    private static final Token NOBODY = new Token(0, 0);

    private static final Presentation NOTHING =
            new Presentation.Known(
                    Credential.of(CredentialKind.UID, NOBODY, Assurance.A0), List.of(), List.of());

    /// Code and connection of the look-up are made ready: the first person is not the one to wait.
    void warm() {
        boolean _ = facts.account(NOBODY).isPresent();
        boolean _ = facts.preorders().isPresent();
        var _ = facts.bound(NOTHING);
    }

    /// @param read whom it names says the order, where it is one's code
    /// @param seenNanos when the card or code was noticed
    /// @param readNanos when it had been read, and looking it up began
    void present(String reader, Presentation read, long seenNanos, long readNanos) {
        boolean _ = present(reader, read, seenNanos, readNanos, Optional.empty());
    }

    /// @param purse on the card, where purses pay
    /// @return whether the loop hears of it
    boolean present(
            String reader,
            Presentation read,
            long seenNanos,
            long readNanos,
            Optional<PurseShown> purse) {
        var orders = facts.preorders().map(held -> held.under(read.renamed()));
        var shown = orders(facts.bound(OrderCode.named(read, orders)), orders);
        var known = new HashMap<Token, Statement>();
        for (var person : shown.subjects()) {
            facts.account(person)
                    .or(() -> shown.renamed().former(person).flatMap(facts::account))
                    .ifPresent(said -> known.put(person, said));
        }
        long now = nanos.getAsLong();
        var presented =
                new Stimulus.Presented(
                        reader,
                        shown,
                        seenNanos,
                        (readNanos - seenNanos) / 1_000,
                        (now - readNanos) / 1_000,
                        known,
                        orders,
                        purse);
        boolean heard = inbox.offer(presented);
        if (!heard) {
            ReasonWords.of(Reason.BUSY).show(panel);
        }
        return heard;
    }

    /// With what the list says that their orders were before.
    private static Presentation orders(Presentation shown, Optional<Preorders> held) {
        var known = shown;
        if (held.isPresent()) {
            for (var person : shown.subjects()) {
                known = known.renamed(held.get().renamed(person));
            }
        }
        return known;
    }
}
