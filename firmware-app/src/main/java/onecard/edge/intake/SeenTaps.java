package onecard.edge.intake;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.Lists;
import onecard.edge.words.ReasonWords;
import onecard.hal.Panel;

/// Turns whom a sensor knows again into what the loop can hear, on the sensor's own thread: what
/// the lists say of the card that they were enrolled with, of nobody but them. A presence ends as
/// it begins; nobody tells when they leave.
public final class SeenTaps {

    private final CredentialKind by;
    private final Supplier<Lists> open;
    private final Inbox inbox;
    private final Panel panel;
    private final Presenter presenter;
    private final LongSupplier nanos;
    private Optional<Lists> lists = Optional.empty();

    /// @param by what they are known by, as events say it
    /// @param open makes this thread's own connection at the first person
    /// @param facts nothing where nobody pays
    public SeenTaps(
            CredentialKind by,
            Supplier<Lists> open,
            TillFacts facts,
            Inbox inbox,
            Panel panel,
            LongSupplier nanos) {
        this.by = by;
        this.open = open;
        this.inbox = inbox;
        this.panel = panel;
        this.presenter = new Presenter(inbox, panel, nanos, facts);
        this.nanos = nanos;
    }

    /// Whoever has had their card taken back, and given to somebody else, has no other's rights: as
    /// if nobody had enrolled them. What denies the card counts whosever it is.
    ///
    /// @param seenNanos when they were seen
    public void person(String sensor, Enrolled person, long seenNanos) {
        long read = nanos.getAsLong();
        var held = lists.orElseGet(open);
        lists = Optional.of(held);
        var found = held.find(person.kind(), person.card());
        if (isAnothers(found, person)) {
            stranger();
            return;
        }
        var shown =
                new Presentation.Known(
                        Credential.of(by, person.card(), Assurance.A1),
                        found.entries().stream()
                                .filter(it -> it.deny() || isOf(it, person))
                                .toList(),
                        found.lists());
        presenter.present(sensor, shown, seenNanos, read);
        inbox.offer(new Stimulus.CardGone(sensor));
    }

    /// What denies a card whosever it is names the card itself.
    private static boolean isAnothers(Lists.Found found, Enrolled person) {
        return found.entries().stream().noneMatch(it -> isOf(it, person))
                && found.entries().stream().anyMatch(it -> !it.subject().equals(person.card()));
    }

    private static boolean isOf(Entry entry, Enrolled person) {
        return entry.subject().equals(person.person());
    }

    /// Somebody nobody enrolled: they are told, and it is no presence.
    public void stranger() {
        ReasonWords.of(Reason.NOT_ENROLLED).show(panel);
    }

    /// Somebody who is like two people: another way is told, and it is no presence.
    public void alike() {
        ReasonWords.of(Reason.BIOMETRIC_MISMATCH).show(panel);
    }

    public void lost(String sensor, String why) {
        inbox.offer(new Stimulus.ReaderLost(sensor, why));
    }

    public void back(String sensor) {
        inbox.offer(new Stimulus.ReaderBack(sensor));
    }
}
