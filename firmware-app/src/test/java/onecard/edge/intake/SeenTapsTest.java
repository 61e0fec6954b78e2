package onecard.edge.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.Lists;
import onecard.edge.words.ReasonWords;
import onecard.hal.Panel;
import org.junit.jupiter.api.Test;

/// What the loop hears of whom a sensor knows again: rights of theirs, and of nobody else.
class SeenTapsTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);
    private static final Token CARD = new Token(7, 7);
    private static final ListVersion STAFF =
            new ListVersion("staff", 1, Instant.EPOCH, Optional.empty());

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private final SeenTaps taps =
            new SeenTaps(
                    CredentialKind.FACE, Held::new, TillFacts.NOTHING, inbox, new Shown(), () -> 5);

    private final class Held implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            return kind == CredentialKind.SSC && token.equals(CARD)
                    ? new Found(List.copyOf(entries), List.of(STAFF))
                    : new Found(List.of(), List.of(STAFF));
        }

        @Override
        public void close() {}
    }

    private final class Shown implements Panel {
        @Override
        public void show(Signal signal, String zh, String en) {
            shown.add(signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }

    private static Entry entry(Token subject, boolean deny) {
        return new Entry(
                STAFF,
                subject,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                deny);
    }

    private void annIsSeen() {
        taps.person("lens", new Enrolled(ANN, CredentialKind.SSC, CARD), 3);
    }

    private void hears(Entry... of) throws Exception {
        var heard = (Stimulus.Presented) inbox.take(Duration.ZERO).orElseThrow();
        assertEquals(
                new Presentation.Known(
                        Credential.of(CredentialKind.FACE, CARD, Assurance.A1),
                        List.of(of),
                        List.of(STAFF)),
                heard.shown());
        assertEquals(Optional.of(new Stimulus.CardGone("lens")), inbox.take(Duration.ZERO));
        assertEquals(Optional.empty(), inbox.take(Duration.ZERO));
    }

    @Test
    void whatTheListsSayOfTheirCard() throws Exception {
        entries.add(entry(ANN, false));
        annIsSeen();
        hears(entry(ANN, false));
        entries.clear(); // whom no list names is refused by that
        annIsSeen();
        hears();
        assertEquals(List.of(), shown);
    }

    /// The card was handed back, and is another's now.
    @Test
    void whoeverHadTheCardBeforeHasNoRightsOfWhoeverHasIt() throws Exception {
        entries.add(entry(BOB, false));
        annIsSeen();
        assertEquals(Optional.empty(), inbox.take(Duration.ZERO));
        assertEquals(List.of("REFUSED " + ReasonWords.of(Reason.NOT_ENROLLED).shown().en()), shown);
        entries.add(entry(ANN, false)); // another list has not heard of it
        annIsSeen();
        hears(entry(ANN, false));
    }

    /// A second look takes nothing, but another way is what helps them.
    @Test
    void whoeverIsLikeTwoPeopleIsNotAskedToTryAgain() {
        taps.alike();
        assertEquals(List.of("REFUSED Not matched"), shown);
    }

    /// Who a denied card is of is not always said.
    @Test
    void whatDeniesTheirCardDeniesThem() throws Exception {
        entries.add(entry(CARD, true));
        annIsSeen();
        hears(entry(CARD, true));
        entries.add(entry(ANN, false));
        annIsSeen();
        hears(entry(CARD, true), entry(ANN, false));
        entries.remove(entry(ANN, false));
        entries.add(entry(BOB, true));
        annIsSeen();
        assertEquals(Optional.empty(), inbox.take(Duration.ZERO), "he is not refused for her");
    }
}
