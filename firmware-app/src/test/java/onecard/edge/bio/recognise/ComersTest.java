package onecard.edge.bio.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Token;
import onecard.attendance.Expected;
import onecard.attendance.Roster;
import onecard.edge.bio.look.FewPeople;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.Lists;
import org.junit.jupiter.api.Test;

/// Who may come to a point without a card.
class ComersTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);

    private final Map<Token, Entry> entries = new HashMap<>();
    private final List<Token> asked = new ArrayList<>();
    private Optional<Roster> roster = Optional.empty();
    private Optional<IOException> broken = Optional.empty();

    private static ListVersion list(String name) {
        return new ListVersion(name, 1, Instant.EPOCH, Optional.empty());
    }

    private void names(String list, Token person, boolean deny) {
        names(list, person, person, deny);
    }

    private void names(String list, Token card, Token person, boolean deny) {
        entries.put(
                FewPeople.card(card),
                new Entry(
                        list(list),
                        person,
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        deny));
    }

    private final class Held implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            asked.add(token);
            if (broken.isPresent()) {
                throw new UncheckedIOException(broken.get());
            }
            var found = kind == CredentialKind.SSC ? entries.get(token) : null;
            return new Found(found == null ? List.of() : List.of(found), List.of());
        }

        @Override
        public void close() {}
    }

    private Comers desk(boolean listed) {
        return new Comers(
                Set.of("staff"), Held::new, listed ? Optional.of(() -> roster) : Optional.empty());
    }

    @Test
    void whomTheListsOfThePointNameByTheirCard() throws Exception {
        names("staff", ANN, false);
        names("others", BOB, false);
        assertTrue(desk(false).mayCome(FewPeople.person(ANN)));
        assertFalse(desk(false).mayCome(FewPeople.person(BOB)));
        names("staff", ANN, true);
        assertFalse(desk(false).mayCome(FewPeople.person(ANN)));
        names("staff", ANN, false);
        assertFalse(
                desk(false).mayCome(new Enrolled(ANN, CredentialKind.IDCARD, FewPeople.card(ANN))));
    }

    @Test
    void andOfARosterWhoeverAgreedThere() throws Exception {
        names("staff", ANN, false);
        names("staff", BOB, false);
        assertFalse(desk(true).mayCome(FewPeople.person(ANN)), "none is in force");
        roster =
                Optional.of(
                        Roster.of(
                                list("roster"),
                                Map.of(
                                        "monday", List.of(row(ANN, false), row(BOB, false)),
                                        "friday", List.of(row(ANN, true)))));
        assertTrue(desk(true).mayCome(FewPeople.person(ANN)));
        asked.clear();
        assertFalse(desk(true).mayCome(FewPeople.person(BOB)));
        assertFalse(desk(true).mayCome(FewPeople.person(new Token(3, 3))));
        assertEquals(List.of(), asked, "of whom the roster says nothing the lists are not asked");
        entries.clear();
        assertFalse(desk(true).mayCome(FewPeople.person(ANN)));
    }

    @Test
    void whoeverHadTheCardBeforeMayNotCome() throws Exception {
        names("staff", ANN, BOB, false);
        assertFalse(desk(false).mayCome(FewPeople.person(ANN)));
        names("staff", ANN, ANN, false);
        assertTrue(desk(false).mayCome(FewPeople.person(ANN)));
    }

    /// A disk that fails is no bug: it may be well at the next look.
    @Test
    void whatCannotBeReadIsToldAndAskedAgain() throws Exception {
        names("staff", ANN, false);
        var tries = new AtomicInteger();
        var failing =
                new Comers(
                        Set.of("staff"),
                        () -> {
                            if (tries.getAndIncrement() == 0) {
                                throw new UncheckedIOException(new IOException("no file"));
                            }
                            return new Held();
                        },
                        Optional.empty());
        var told = assertThrows(IOException.class, () -> failing.mayCome(FewPeople.person(ANN)));
        assertEquals("no file", told.getMessage());
        broken = Optional.of(new IOException("no disk"));
        assertThrows(IOException.class, () -> failing.mayCome(FewPeople.person(ANN)));
        broken = Optional.empty();
        assertTrue(failing.mayCome(FewPeople.person(ANN)));
        assertEquals(2, tries.get());
    }

    private static Expected row(Token person, boolean consent) {
        return new Expected(
                person,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                consent);
    }
}
