package onecard.edge.bio.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.bio.engine.ScoreEngine;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.match.CardTemplate;
import onecard.edge.match.Template;
import onecard.hal.CardReference;
import onecard.hal.bio.Modality;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the cards that were just read carry: whose it is, and for how long it is kept.
class CardTemplatesTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);
    private static final SigningKey DESK = SigningKey.ofSeed(new byte[32]);
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    private static final Duration YEAR = Duration.ofDays(365);
    private static final Instant SEEN = NOW.minus(Duration.ofDays(1));

    private final AtomicLong nanos = new AtomicLong();
    private Instant wall = NOW;
    private ClockTrust trust = ClockTrust.SYNCED;
    private final CardTemplates cards =
            new CardTemplates(
                    new TrustedKeys(List.of(DESK.publicText())),
                    YEAR,
                    () -> new Moment(new Mono(nanos.get()), wall, trust),
                    nanos::get);
    private final FewPeople kept = new FewPeople();
    private final People people = new CarriedPeople(kept, cards);

    private static CardReference of(Token person, int number) {
        var template =
                new CardTemplate(
                        CredentialKind.SSC,
                        FewPeople.card(person),
                        NOW.plus(YEAR).plus(YEAR),
                        new Template(
                                Modality.FINGER,
                                2,
                                ScoreEngine.MADE,
                                "hand",
                                OptionalInt.empty(),
                                50,
                                SEEN,
                                new byte[] {(byte) number}));
        return new CardReference(template.bytes(DESK));
    }

    private void shows(String reader, Token person, CardReference... carried) {
        var card = Credential.of(CredentialKind.SSC, FewPeople.card(person), Assurance.A1);
        cards.carried(reader, card, person, List.of(carried));
    }

    private List<Integer> found(Token person) throws Exception {
        return people.references(person, Modality.FINGER).stream()
                .map(Template::payload)
                .map(payload -> (int) payload[0])
                .toList();
    }

    @BeforeEach
    void agreed() {
        kept.agrees(BOB);
    }

    private static void wiped(CardReference reference) {
        assertArrayEquals(new byte[reference.bytes().length], reference.bytes());
    }

    @Test
    void whoeverShowsTheirCardIsComparedWithWhatItCarries() throws Exception {
        kept.agrees(ANN);
        shows("in", ANN, of(ANN, 1));
        assertEquals(List.of(1), found(ANN));
        assertEquals(List.of(1), found(ANN), "for a second look, too");
        assertEquals(List.of(), found(BOB));
        assertEquals(List.of(), people.references(ANN, Modality.VEIN));
        kept.keeps(ANN, ScoreEngine.template(7));
        assertEquals(List.of(7, 1), found(ANN), "and with what is kept here");
    }

    @Test
    void itSaysNothingOfWhetherTheyAgree() throws Exception {
        shows("in", ANN, of(ANN, 1));
        assertFalse(people.consents(ANN, Modality.FINGER));
        assertEquals(List.of(), found(ANN));
        kept.agrees(ANN);
        assertTrue(people.consents(ANN, Modality.FINGER));
        assertEquals(List.of(), people.everybody(Modality.FINGER), "nobody is looked for by it");
    }

    @Test
    void anothersOnMyCardIsNothing() throws Exception {
        kept.agrees(ANN);
        shows("in", ANN, of(BOB, 2));
        assertEquals(List.of(), found(ANN));
        assertEquals(List.of(), found(BOB));
        shows("in", ANN, new CardReference(new byte[] {1, 2, 3}), of(ANN, 1));
        assertEquals(List.of(1), found(ANN), "one that is none is in nobody's way");
    }

    @Test
    void theNextCardAtTheReaderWipesIt() throws Exception {
        kept.agrees(ANN);
        var first = of(ANN, 1);
        shows("in", ANN, first);
        var elsewhere = of(BOB, 2);
        shows("out", BOB, elsewhere);
        shows("in", BOB);
        wiped(first);
        assertEquals(List.of(), found(ANN));
        assertEquals(List.of(2), found(BOB));
        cards.close();
        wiped(elsewhere);
    }

    /// Nobody can wipe it off the card.
    @Test
    void whoWithdrewAndAgreesAnewIsNotComparedWithWhatWasSeenBefore() throws Exception {
        kept.agrees(ANN, SEEN);
        shows("in", ANN, of(ANN, 1));
        assertEquals(List.of(1), found(ANN));
        kept.withdraws(ANN);
        assertEquals(List.of(), found(ANN));
        kept.agrees(ANN, SEEN.plusMillis(1));
        assertEquals(List.of(), found(ANN));
    }

    /// Whatever was signed.
    @Test
    void nobodyIsComparedForLongerThanTheSiteKeepsIt() throws Exception {
        kept.agrees(ANN);
        shows("in", ANN, of(ANN, 1));
        wall = SEEN.plus(YEAR).minusMillis(1);
        assertEquals(List.of(1), found(ANN));
        wall = SEEN.plus(YEAR);
        assertEquals(List.of(), found(ANN));
    }

    /// It may be over.
    @Test
    void nobodyIsComparedWithItWhileTheDayIsUnknown() throws Exception {
        kept.agrees(ANN);
        shows("in", ANN, of(ANN, 1));
        trust = ClockTrust.UNTRUSTED;
        assertEquals(List.of(), found(ANN));
        trust = ClockTrust.RTC;
        assertEquals(List.of(1), found(ANN));
    }

    @Test
    void nothingIsKeptForLonger() throws Exception {
        kept.agrees(ANN);
        var carried = of(ANN, 1);
        shows("in", ANN, carried);
        nanos.addAndGet(CardTemplates.KEPT.toNanos() - 1);
        cards.tidy();
        assertEquals(List.of(1), found(ANN));
        nanos.addAndGet(1);
        cards.tidy();
        wiped(carried);
        assertEquals(List.of(), found(ANN));
    }
}
