package onecard.edge.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Guests;
import onecard.access.ListVersion;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.store.registry.Lists;
import org.junit.jupiter.api.Test;

/// What a card or a code stands for at a gate for visitors.
class AtGateTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final ListVersion LIST = new ListVersion("visitors", 1, NOON, Optional.empty());
    private static final Token PASS = new Token(7, 1);
    private static final Credential CARD =
            Credential.of(CredentialKind.UID, new Token(2, 1), Assurance.A0);
    private static final Use ROLLING = new Use(new Token(9, 9), 1, NOON);

    private Optional<Entry> denied = Optional.empty();

    private static Pass listed() {
        var terms = new VisitTerms(PASS, Optional.of(new Token(1, 1)), NOON, 3, 2, true, true);
        return new Pass(
                PASS,
                Set.of("gate"),
                Set.of(),
                NOON.minusSeconds(60),
                NOON,
                new Use(PASS, 3, NOON),
                Optional.of(terms));
    }

    private AtGate gate(boolean held) {
        var guests = Guests.of(LIST, List.of(new Guests.Binding(Party.Shown.of(CARD), listed())));
        return new AtGate(
                () -> held ? Optional.of(guests) : Optional.empty(),
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                () -> new Denying());
    }

    private final class Denying implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            boolean asked = kind == CredentialKind.PASS && token.equals(PASS);
            return new Found(asked ? denied.stream().toList() : List.of(), List.of());
        }

        @Override
        public void close() {}
    }

    private static Presentation.Known known(Credential credential) {
        return new Presentation.Known(credential, List.of(), List.of());
    }

    private static Presentation code(Use use) {
        var pass = new Pass(PASS, Set.of("gate"), Set.of(), NOON.minusSeconds(9), NOON, use);
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, PASS, Assurance.A1), pass, List.of(), List.of());
    }

    private static Pass pass(Presentation shown) {
        return assertInstanceOf(Presentation.Signed.class, shown).pass();
    }

    @Test
    void aCardStandsForThePassesThatTheListBindsItTo() {
        var shown = assertInstanceOf(Presentation.Bound.class, gate(true).bound(known(CARD)));
        var pass = shown.passes().getFirst().pass();
        assertEquals(PASS, pass.token());
        assertEquals(NOON.plusSeconds(1800), pass.until());
        assertEquals(NOON, pass.visit().orElseThrow().until());
        assertEquals(Optional.empty(), shown.passes().getFirst().denied());
    }

    private static Entry denial() {
        return new Entry(
                LIST, PASS, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /// A list of passes that was made by both keys, and one of what is denied that is of before.
    @Test
    void whatDeniesThePassByTheTokenThatItHadDeniesItsCards() {
        denied = Optional.of(denial());
        var now = new Token(7, 7);
        var renamed = Renamed.of(Optional.of(PASS), now);
        var binding = new Guests.Binding(Party.Shown.of(CARD), listed().renamed(renamed));
        var guests = Guests.of(LIST, List.of(binding), renamed);
        var gate =
                new AtGate(() -> Optional.of(guests), Duration.ZERO, Duration.ZERO, Denying::new);
        var shown = assertInstanceOf(Presentation.Bound.class, gate.bound(known(CARD)));
        assertEquals(now, shown.passes().getFirst().pass().token());
        assertEquals(denied, shown.passes().getFirst().denied());
        assertEquals(renamed, shown.renamed());
    }

    @Test
    void whatDeniesThePassDeniesItsCards() {
        denied = Optional.of(denial());
        var shown = assertInstanceOf(Presentation.Bound.class, gate(true).bound(known(CARD)));
        assertEquals(denied, shown.passes().getFirst().denied());
    }

    @Test
    void aCardOfNobodyOrWithoutAListStandsForNothing() {
        var other = Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);
        for (var shown : List.of(gate(true).bound(known(other)), gate(false).bound(known(CARD)))) {
            assertEquals(List.of(), assertInstanceOf(Presentation.Bound.class, shown).passes());
        }
    }

    @Test
    void ofACodeTheListHasTheLastWord() {
        var pass = pass(gate(true).bound(code(new Use(PASS, 1, NOON))));
        assertEquals(3, pass.use().times());
        assertEquals(listed().visit(), pass.visit());
    }

    @Test
    void aCodeThatIsGoodOnceIsUsedUpWhateverTheListSays() {
        var pass = pass(gate(true).bound(code(ROLLING)));
        assertEquals(ROLLING.key(), pass.use().key());
        assertEquals(Optional.empty(), pass.givenBack());
        assertEquals(listed().visit(), pass.visit());
    }

    /// The photograph of one that was never used opens nothing a minute later.
    @Test
    void aRollingCodeIsGoodForItsMomentWhateverIsTolerated() {
        for (boolean held : new boolean[] {true, false}) {
            var pass = pass(gate(held).bound(code(ROLLING)));
            assertEquals(NOON.minusSeconds(9), pass.from());
            assertEquals(NOON, pass.until());
            assertEquals(NOON, pass.use().until());
        }
        var other = pass(gate(true).bound(code(new Use(PASS, 1, NOON))));
        assertEquals(NOON.minusSeconds(60 + 900), other.from());
        assertEquals(NOON.plusSeconds(1800), other.until());
    }

    @Test
    void aCodeThatNoListKnowsIsAVisitOfItsOwn() {
        var terms = pass(gate(false).bound(code(new Use(PASS, 2, NOON)))).visit().orElseThrow();
        assertEquals(2, terms.entries());
        assertEquals(2, terms.exits());
        assertEquals(NOON, terms.until());
        var end = NOON.plusSeconds(7_200);
        var rolling = pass(code(ROLLING)).endingAt(end);
        var shown =
                new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, PASS, Assurance.A1),
                        rolling,
                        List.of(),
                        List.of());
        var endless = pass(gate(false).bound(shown)).visit().orElseThrow();
        assertEquals(Use.TIMES_MAX, endless.entries());
        assertEquals(end, endless.until());
    }

    @Test
    void aForeignCodeForACardIsUsedUpBesides() {
        var once = new Presentation.Once(known(CARD), ROLLING);
        var shown = assertInstanceOf(Presentation.Bound.class, gate(true).bound(once));
        assertEquals(Optional.of(ROLLING), shown.once());
        assertEquals(1, shown.passes().size());
    }

    @Test
    void whatProvedNothingStaysThat() {
        var torn = new Presentation.Unreadable(Reason.CARD_UNREADABLE);
        assertEquals(torn, gate(true).bound(torn));
    }
}
