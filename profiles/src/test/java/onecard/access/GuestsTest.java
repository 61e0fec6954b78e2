package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuestsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final ListVersion LIST = new ListVersion("visitors", 1, NOON, Optional.empty());

    private static Party.Shown card(long number) {
        return new Party.Shown(CredentialKind.UID, new Token(2, number));
    }

    private static Pass pass(long number, Instant until) {
        var token = new Token(7, number);
        return new Pass(token, Set.of("gate"), Set.of(), NOON, until, new Use(token, 1, until));
    }

    @Test
    void aPassIsKnownByEachOfItsCardsAndACardByEachOfItsPasses() {
        var soon = pass(1, NOON.plusSeconds(10));
        var later = pass(2, NOON.plusSeconds(20));
        var guests =
                Guests.of(
                        LIST,
                        List.of(
                                new Guests.Binding(card(1), later),
                                new Guests.Binding(card(1), soon),
                                new Guests.Binding(card(2), soon)));
        assertEquals(List.of(soon.saidBy(LIST), later.saidBy(LIST)), guests.of(card(1)));
        assertEquals(List.of(soon.saidBy(LIST)), guests.of(card(2)));
        assertEquals(List.of(), guests.of(card(3)));
        assertEquals(Optional.of(later.saidBy(LIST)), guests.pass(later.token()));
    }

    @Test
    void aPassOfWhichTwoCardsSayDifferentThingsIsNone() {
        var guests =
                Guests.of(
                        LIST,
                        List.of(
                                new Guests.Binding(card(1), pass(1, NOON.plusSeconds(10))),
                                new Guests.Binding(card(2), pass(1, NOON.plusSeconds(11))),
                                new Guests.Binding(card(2), pass(2, NOON.plusSeconds(11)))));
        assertEquals(Set.of(new Token(7, 2)), guests.tokens());
        assertEquals(List.of(), guests.of(card(1)));
        assertEquals(1, guests.of(card(2)).size());
    }

    @Test
    void whoIsEarlyOrLateIsLetInForSoMuchLonger() {
        var pass = pass(1, NOON.plusSeconds(3600));
        var tolerant = pass.tolerating(Duration.ofMinutes(15), Duration.ofMinutes(30));
        assertEquals(NOON.minusSeconds(900), tolerant.from());
        assertEquals(NOON.plusSeconds(3600 + 1800), tolerant.until());
        assertEquals(pass.use(), tolerant.use());
    }
}
