package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Guests;
import onecard.access.ListVersion;
import onecard.access.Party;
import onecard.access.Token;
import onecard.access.VisitTerms;
import onecard.edge.crypto.JsonReader;
import onecard.edge.lists.ListEntry;
import org.junit.jupiter.api.Test;

class PassRowsTest {

    private static final Token PASS = new Token(7, 1);
    private static final Token CARD = new Token(2, 1);
    private static final Instant UNTIL = Instant.parse("2026-11-28T16:00:00Z");

    private static ListEntry entry(String kind, Token token, String rest) {
        var text =
                "{\"kind\":\"%s\",\"pass\":\"%s\",\"token\":\"%s\",\"until\":\"%s\"%s}"
                        .formatted(kind, PASS, token, UNTIL, rest);
        return ListEntry.read(JsonReader.object(text).orElseThrow()).orElseThrow();
    }

    private static Guests guests(ListEntry... entries) {
        var list = new ListVersion("visitors", 1, UNTIL, Optional.empty());
        return PassRows.guests(new WholeList.Said(list, List.of(entries)));
    }

    @Test
    void whatIsNotSaidIsOneEntryAndOneExitOfSomebodyWithoutACard() {
        var pass = guests(entry("uid", CARD, "")).pass(PASS).orElseThrow();
        assertEquals(Instant.EPOCH, pass.from());
        assertEquals(
                Optional.of(new VisitTerms(PASS, Optional.empty(), UNTIL, 1, 1, false, false)),
                pass.visit());
        assertEquals(PASS, pass.use().key());
        assertEquals(1, pass.use().times());
    }

    @Test
    void whatIsSaidIsAgreed() {
        var host = new Token(1, 9);
        var rest =
                ",\"card\":true,\"entries\":3,\"escort\":true,\"exits\":2,\"groups\":[\"guests\"],"
                        + "\"host\":\"%s\",\"points\":[\"gate-1\"]".formatted(host);
        var guests = guests(entry("plate", CARD, rest), entry("ssc", CARD, rest));
        var by = new Party.Shown(CredentialKind.PLATE, CARD);
        var pass = guests.of(by).getFirst();
        assertEquals(
                Optional.of(new VisitTerms(PASS, Optional.of(host), UNTIL, 3, 2, true, true)),
                pass.visit());
        assertEquals(Set.of("gate-1"), pass.points());
        assertEquals(Set.of("guests"), pass.groups());
        assertEquals(2, guests.bound().size());
    }

    @Test
    void whatIsNotUnderstoodCountsAsNothing() {
        for (var rest :
                List.of(
                        ",\"entries\":0",
                        ",\"entries\":256",
                        ",\"exits\":-1",
                        ",\"exits\":4294967297",
                        ",\"escort\":1",
                        ",\"host\":\"somebody\"",
                        ",\"points\":\"gate-1\"",
                        ",\"from\":\"today\"")) {
            assertEquals(Set.of(), guests(entry("uid", CARD, rest)).tokens(), rest);
        }
        assertEquals(Set.of(), guests(entry("card", CARD, "")).tokens());
    }
}
