package onecard.edge.intake;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.CardChannel;
import onecard.hal.CardFacts;
import onecard.hal.CardFault;
import onecard.hal.CardReference;
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
import onecard.hal.HeldCard;
import onecard.hal.Panel;
import onecard.hal.purse.Balance;
import onecard.hal.purse.Purse;
import onecard.money.Fen;

/// Turns what one device tells into what the loop can hear: facts become a credential, and the
/// lists are asked for it here, on the device's own thread and connection, so that the loop never
/// waits for a disk.
public final class TapSource implements Consumer<DeviceEvent> {

    private final Supplier<Lists> open;
    private final Inbox inbox;
    private final Presenter presenter;
    private final Metrics metrics;
    private final LongSupplier nanos;
    private final Optional<Function<CardChannel, Purse>> purses;
    private final CardsRead carried;
    private Optional<Lists> lists = Optional.empty();

    /// Of a device at which nobody pays.
    public TapSource(
            Supplier<Lists> open, Inbox inbox, Panel panel, Metrics metrics, LongSupplier nanos) {
        this(open, TillFacts.NOTHING, inbox, panel, metrics, nanos);
    }

    /// @param open makes this thread's own connection at its first tap or warm-up
    /// @param facts nothing where nobody pays
    public TapSource(
            Supplier<Lists> open,
            TillFacts facts,
            Inbox inbox,
            Panel panel,
            Metrics metrics,
            LongSupplier nanos) {
        this(open, facts, Optional.empty(), CardsRead.NOBODY, inbox, panel, metrics, nanos);
    }

    /// @param purses how the purse on a card is reached; absent: none pays there
    /// @param carried hears what cards carry to compare their holders with
    public TapSource(
            Supplier<Lists> open,
            TillFacts facts,
            Optional<Function<CardChannel, Purse>> purses,
            CardsRead carried,
            Inbox inbox,
            Panel panel,
            Metrics metrics,
            LongSupplier nanos) {
        this.open = open;
        this.purses = purses;
        this.carried = carried;
        this.inbox = inbox;
        this.presenter = new Presenter(inbox, panel, nanos, facts);
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public void accept(DeviceEvent event) {
        switch (event) {
            case CardSeen(var reader, var facts, var seenNanos, var card) ->
                    seen(reader, facts, seenNanos, card);
            case CardUnreadable(var reader, var why, var seenNanos) -> {
                metrics.unread(reader, why);
                presenter.present(
                        reader,
                        new Presentation.Unreadable(reason(why)),
                        seenNanos,
                        nanos.getAsLong());
            }
            case CardGone(var reader, _) -> inbox.offer(new Stimulus.CardGone(reader));
            case ReaderLost(var reader, var why, _) ->
                    inbox.offer(new Stimulus.ReaderLost(reader, why));
            case ReaderBack(var reader, _) -> {
                lists();
                presenter.warm();
                inbox.offer(new Stimulus.ReaderBack(reader));
            }
            case ReaderReset(var reader, var step, var why, var failure, _) ->
                    inbox.offer(new Stimulus.ReaderReset(reader, step, why, failure));
            case ContactChanged(var contact, var active, _) ->
                    inbox.offer(new Stimulus.ContactChanged(contact, active));
            case ContactLost(var contact, var loss, var why, _) ->
                    inbox.offer(new Stimulus.ContactLost(contact, loss, why));
            case DeviceEvent.Counted(var meter, var total, _) ->
                    inbox.offer(new Stimulus.Counted(meter, total));
            case RelayLost(var relay, var why, _) ->
                    inbox.offer(new Stimulus.RelayLost(relay, why));
            case RelayBack(var relay, _) -> inbox.offer(new Stimulus.RelayBack(relay));
            case CodeSeen _, DigitsEntered _ ->
                    throw new IllegalStateException("a reader told of " + event.getClass());
        }
    }

    private void seen(String reader, CardFacts facts, long seenNanos, Optional<HeldCard> card) {
        long read = nanos.getAsLong();
        var kind =
                CredentialKind.ofWire(facts.kind())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "a driver named the unknown kind " + facts.kind()));
        var token = Token.of(facts.pseudonym());
        var renamed = renamed(facts);
        metrics.read(reader, facts.generation());
        facts.unproved().ifPresent(metrics::unproved);
        if (!facts.consistent()) {
            metrics.contradictoryCard();
        }
        var found = lists().find(kind, token, renamed);
        var entries = new ArrayList<>(found.entries());
        var known = renamed.and(found.renamed());
        if (facts.citizen().isPresent()) {
            var citizen = Token.of(facts.citizen().get());
            var second = lists().find(CredentialKind.IDCARD, citizen, renamed);
            known = known.and(second.renamed());
            entries.addAll(second.entries());
            // What the one look-up learned of somebody holds of what the other found, too.
            var people = known;
            entries.replaceAll(entry -> entry.of(people.of(entry.subject())));
        }
        var credential =
                new Credential(
                        kind,
                        token,
                        Assurance.ofLevel(facts.assurance()),
                        facts.generation(),
                        facts.region(),
                        facts.expires(),
                        facts.unproved(),
                        known);
        var shown = new Presentation.Known(credential, entries, found.lists());
        shown.subject()
                .ifPresentOrElse(
                        subject -> carried.carried(reader, credential, subject, facts.references()),
                        () -> facts.references().forEach(CardReference::wipe));
        var purse = purses.flatMap(made -> card.map(made::apply));
        purse.ifPresentOrElse(
                it -> present(it, reader, shown, seenNanos, read),
                () -> presenter.present(reader, shown, seenNanos, read));
    }

    private static Renamed renamed(CardFacts facts) {
        var renamed = Renamed.NOTHING;
        for (var one : facts.former().entrySet()) {
            var was = Optional.of(Token.of(one.getKey()));
            renamed = renamed.and(Renamed.of(was, Token.of(one.getValue())));
        }
        return renamed;
    }

    /// Returns once the card is let go of. One that left before its purse was read could not be
    /// read at all.
    private void present(
            Purse purse, String reader, Presentation shown, long seenNanos, long read) {
        switch (purse.balance()) {
            case Balance.Read(var card, var former, var fen) -> {
                var session = new PurseSession(inbox::offer);
                var number = Token.of(card);
                var held = new PurseShown(number, new Fen(fen), session);
                var known = shown.renamed(Renamed.of(former.map(Token::of), number));
                if (presenter.present(reader, known, seenNanos, read, Optional.of(held))) {
                    session.serve(purse);
                }
            }
            case Balance.Unread(var why, _) when PurseWords.isUnread(why) ->
                    presenter.present(
                            reader,
                            new Presentation.Unreadable(PurseWords.reason(why)),
                            seenNanos,
                            read);
            case Balance.Unread _ -> presenter.present(reader, shown, seenNanos, read);
        }
    }

    private Lists lists() {
        var held = lists.orElseGet(open);
        lists = Optional.of(held);
        return held;
    }

    /// Why a card that could not be read is refused.
    public static Reason reason(CardFault fault) {
        return switch (fault) {
            case UNREADABLE -> Reason.CARD_UNREADABLE;
            case CONTACT_ONLY -> Reason.CONTACT_ONLY;
            case NOT_GENUINE -> Reason.BAD_SIGNATURE;
            case MULTIPLE_CARDS -> Reason.MULTIPLE_CARDS;
            case READER_FAILED -> Reason.DEVICE_FAULT;
        };
    }
}
