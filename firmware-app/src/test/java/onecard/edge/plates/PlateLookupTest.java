package onecard.edge.plates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Pass;
import onecard.access.Policy;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.VisitTerms;
import onecard.edge.crypto.Tokens;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.PlateTaps;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.LogPanel;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.PlateEvent;
import onecard.site.PlateTerms;
import onecard.site.PlateTolerance;
import org.junit.jupiter.api.Test;

/// Whose a plate is that a camera may have misread.
class PlateLookupTest {

    private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Tokens tokens = new Tokens(new byte[32]);
    private final Held lists = new Held();
    private final Map<Token, List<Presentation.Bound.Invited>> guests = new HashMap<>();

    /// What the lists hold, and which of them are in force.
    private static final class Held implements Lists {
        final Map<Token, List<Entry>> entries = new HashMap<>();
        long version = 1;
        int switchedAt = Integer.MAX_VALUE; // at that look
        Runnable switching = () -> {};
        int looks;

        @Override
        public Found find(CredentialKind kind, Token token) {
            assertEquals(CredentialKind.PLATE, kind);
            if (looks++ == switchedAt) {
                version++;
                switching.run();
            }
            return new Found(
                    entries.getOrDefault(token, List.of()), List.of(list("cars", version)));
        }

        @Override
        public void close() {}
    }

    private static ListVersion list(String name, long version) {
        return new ListVersion(name, version, NOW, Optional.empty());
    }

    private void knows(String plate, Entry entry) {
        lists.entries.computeIfAbsent(token(plate), _ -> new ArrayList<>()).add(entry);
    }

    private static Entry entry(String list, String group, boolean deny) {
        return new Entry(
                list(list, 1),
                new Token(9, 9),
                Set.of(group),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                deny);
    }

    private static final Entry STAFF = entry("cars", "staff", false);
    private static final Entry DENIED = entry("cars", "staff", true);

    private static Entry dated(Optional<Instant> from, Optional<Instant> until) {
        return new Entry(
                list("cars", 1),
                new Token(9, 9),
                Set.of("staff"),
                from,
                until,
                Optional.empty(),
                false);
    }

    private Token token(String plate) {
        return Token.of(tokens.bytes("plate", plate));
    }

    private PlateLookup lookup(boolean tolerant) {
        return lookup(tolerant ? PlateTolerance.ANY : PlateTolerance.NONE);
    }

    private PlateLookup lookup(PlateTolerance tolerance) {
        return new PlateLookup(
                "barrier",
                Policy.of(Set.of("cars"), Assurance.A0, ZONE),
                new PlateTerms(80, tolerance),
                new PlateLookup.Ports(tokens, () -> lists, () -> NOW, this::bound));
    }

    private Presentation bound(Presentation shown) {
        var known = (Presentation.Known) shown;
        var passes = guests.getOrDefault(known.credential().token(), List.of());
        return new Presentation.Bound(known, passes, Optional.empty());
    }

    private void visits(String plate, Instant from, Optional<Entry> denied) {
        var pass = new Token(7, plate.hashCode());
        var until = NOW.plusSeconds(3_600);
        var terms = new VisitTerms(pass, Optional.empty(), until, 1, 1, false, false);
        var right =
                new Pass(
                        pass,
                        Set.of("barrier"),
                        Set.of(),
                        from,
                        until,
                        new Use(pass, 1, until),
                        Optional.of(terms));
        guests.put(token(plate), List.of(new Presentation.Bound.Invited(right, denied)));
    }

    private void found(Match match, String plate, String read) {
        found(match, plate, read, true);
    }

    private void found(Match match, String plate, String read, boolean tolerant) {
        found(match, plate, lookup(tolerant).look(read));
    }

    private void found(Match match, String plate, PlateLookup.Looked looked) {
        assertEquals(match, looked.match());
        assertEquals(token(plate), looked.shown().credential().token());
        assertEquals(Assurance.A0, looked.shown().credential().assurance());
        assertEquals(lists.entries.getOrDefault(token(plate), List.of()), looked.shown().entries());
    }

    /// Their plate is one character from a member's of staff.
    @Test
    void aVisitorsPlateIsTakenForNobodyElses() {
        knows("皖P12345", STAFF);
        visits("皖P12346", NOW.plusSeconds(60), Optional.empty());
        found(Match.EXACT, "皖P12346", "皖P12346");
        found(Match.AMBIGUOUS, "皖P12347", "皖P12347");
    }

    @Test
    void aVisitorWhoIsExpectedIsTakenForTheOneWhoCame() {
        visits("皖P12346", NOW.minusSeconds(60), Optional.empty());
        found(Match.TOLERANT, "皖P12346", "皖P12347");
        visits("皖P12346", NOW.plusSeconds(60), Optional.empty());
        found(Match.NONE, "皖P12347", "皖P12347");
        visits("皖P12346", NOW.minusSeconds(60), Optional.of(DENIED));
        found(Match.NONE, "皖P12347", "皖P12347");
    }

    /// Gate and barrier spend the same pass.
    @Test
    void whatACameraReadsStandsForTheVisit() throws InterruptedException {
        visits("皖P12346", NOW.minusSeconds(60), Optional.empty());
        var inbox = new Inbox();
        var taps =
                new PlateTaps(
                        lookup(true),
                        Duration.ofSeconds(10),
                        inbox,
                        new LogPanel("barrier"),
                        new Metrics(),
                        System::nanoTime);
        taps.accept(new PlateEvent.Read("cam-in", "皖P12346", 99, System.nanoTime()));
        var heard = (Stimulus.Presented) inbox.take(Duration.ofSeconds(9)).orElseThrow();
        var shown = (Presentation.Bound) heard.shown();
        assertEquals(guests.get(token("皖P12346")), shown.passes());
    }

    @Test
    void aPlateThatIsKnownIsThatOne() {
        knows("皖P12345", STAFF);
        found(Match.EXACT, "皖P12345", "皖P12345", false);
        found(Match.EXACT, "皖P12345", "皖P12345");
        assertEquals(4, lists.looks + 2, "nothing else is looked for");
    }

    @Test
    void oneWrongCharacterIsToleratedWhereThePointSaysSo() {
        knows("皖P12345", STAFF);
        for (var read : List.of("皖P12346", "皖P1Z345", "皖D12345", "浙P12345", "皖P1234学")) {
            found(Match.TOLERANT, "皖P12345", read);
            found(Match.NONE, read, read, false);
        }
    }

    @Test
    void onlyOneThatLooksAlikeIsToleratedWhereThePointSaysSo() {
        knows("皖P1B345", STAFF);
        var lookup = lookup(new PlateTolerance.Alike(List.of("8B", "1IL")));
        for (var read : List.of("皖P18345", "皖PIB345", "皖PLB345")) {
            found(Match.TOLERANT, "皖P1B345", lookup.look(read));
        }
        for (var read : List.of("皖P1C345", "皖P7B345", "苏P1B345", "皖8IB345", "皖P1B348")) {
            found(Match.NONE, read, lookup.look(read));
        }
    }

    /// A camera may make a mistake that nobody knew of.
    @Test
    void whoeverIsAsNearByAnyOtherCharacterKeepsThemOutAllTheSame() {
        knows("皖P1B345", STAFF);
        knows("皖P1C345", DENIED);
        found(
                Match.AMBIGUOUS,
                "皖P18345",
                lookup(new PlateTolerance.Alike(List.of("8B"))).look("皖P18345"));
    }

    @Test
    void twoWrongCharactersAreNot() {
        knows("皖P12345", STAFF);
        for (var read : List.of("皖P12366", "浙D12345", "皖P123456", "皖P1234")) {
            found(Match.NONE, read, read);
        }
    }

    @Test
    void ofTwoThatAreAsNearNeitherIsTaken() {
        knows("皖P12345", STAFF);
        knows("皖P12346", STAFF);
        found(Match.AMBIGUOUS, "皖P12347", "皖P12347");
        found(Match.EXACT, "皖P12346", "皖P12346");
    }

    @Test
    void whoeverIsKnownAsTheyWereReadIsNobodyElse() {
        knows("皖P12345", STAFF);
        knows("皖P12346", DENIED);
        found(Match.EXACT, "皖P12346", "皖P12346");
        knows("皖P12348", entry("others", "staff", false));
        found(Match.EXACT, "皖P12348", "皖P12348");
    }

    @Test
    void whoeverIsDeniedIsNotExpected() {
        knows("皖P12345", STAFF);
        knows("皖P12345", entry("deny", "", true));
        found(Match.NONE, "皖P12346", "皖P12346");
    }

    /// They may be the one who came.
    @Test
    void whoeverIsDeniedOrElsewhereIsAsNearAsWhoeverIsExpected() {
        knows("皖P12345", STAFF);
        knows("皖P12346", DENIED);
        found(Match.AMBIGUOUS, "皖P12347", "皖P12347");
        knows("浙P54321", STAFF);
        knows("浙P54322", entry("others", "staff", false));
        found(Match.AMBIGUOUS, "浙P54323", "浙P54323");
    }

    @Test
    void onlyWhoMayComeInHereAndNowIsExpected() {
        knows("皖P11111", entry("others", "staff", false));
        knows("皖P22222", dated(Optional.of(NOW.plusSeconds(1)), Optional.empty()));
        knows("皖P33333", dated(Optional.empty(), Optional.of(NOW)));
        for (var read : List.of("皖P11112", "皖P22223", "皖P33334")) {
            found(Match.NONE, read, read);
        }
        knows("皖P44444", dated(Optional.of(NOW), Optional.of(NOW.plusSeconds(1))));
        found(Match.TOLERANT, "皖P44444", "皖P44445");
    }

    /// The decision names the lists that are in force, and one moment of them.
    @Test
    void listsThatAreSwitchedMeanwhileAreLookedThroughAnew() {
        knows("皖P12345", STAFF);
        lists.switchedAt = 100;
        found(Match.TOLERANT, "皖P12345", "皖P12346");

        // From there on it is somebody else's, and denied.
        lists.looks = 0;
        lists.switching = () -> lists.entries.put(token("皖P12346"), List.of(DENIED));
        found(Match.EXACT, "皖P12346", "皖P12346");
    }
}
