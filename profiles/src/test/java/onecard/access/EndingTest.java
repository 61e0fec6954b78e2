package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Who is on a journey gets off, whatever would keep them from boarding.
class EndingTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final Moment NOW = new Moment(new Mono(0), NOON, ClockTrust.SYNCED);
    private static final ListVersion RIDERS = new ListVersion("riders", 1, NOON, Optional.empty());
    private static final Token WHO = new Token(1, 1);
    private static final Credential CARD =
            Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);

    /// Of the early morning alone.
    private static final Policy POLICY =
            new Policy(
                    Set.of("riders"),
                    Set.of(),
                    Optional.of(
                            new Schedule(
                                    "morning",
                                    List.of(
                                            new Schedule.Window(
                                                    EnumSet.allOf(DayOfWeek.class),
                                                    LocalTime.of(5, 0),
                                                    LocalTime.of(9, 0))))),
                    Map.of(),
                    Optional.empty(),
                    Assurance.A0,
                    ZONE,
                    Optional.of(Duration.ofDays(2)),
                    Policy.Untimed.REFUSE,
                    CardTerms.NONE,
                    false);

    private static final Policy ALWAYS =
            Policy.of(Set.of("riders"), Assurance.A0, ZONE).with(CardTerms.NONE);

    private static Entry entry(String list, Token who, Optional<Instant> until, boolean deny) {
        return new Entry(
                new ListVersion(list, 1, NOON, Optional.empty()),
                who,
                Set.of(),
                Optional.empty(),
                until,
                Optional.empty(),
                deny);
    }

    private static Presentation.Known card(Entry... entries) {
        return new Presentation.Known(CARD, List.of(entries), List.of(RIDERS));
    }

    private static final Entry RIDER = entry("riders", WHO, Optional.empty(), false);

    private static Situation at(Posture posture) {
        return new Situation("front", Direction.IN, posture);
    }

    private static Presentation.Signed pass(Use use) {
        var pass =
                new Pass(WHO, Set.of("front"), Set.of(), NOON.minusSeconds(60), use.until(), use);
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, WHO, Assurance.A1),
                pass,
                List.of(),
                List.of(RIDERS));
    }

    /// Each refuses who would board.
    @Test
    void whateverRefusesThemOnTheWayInIsNotedWhenTheyGetOff() {
        var used = new Use(new Token(9, 1), 1, NOON.plusSeconds(60));
        var entry = new Use(WHO, 1, NOON.plusSeconds(60));
        var over = new Use(WHO, 2, NOON);
        var spent =
                Memory.EMPTY
                        .after(new Occurrence.Used(used), NOW)
                        .after(new Occurrence.Used(entry), NOW);
        var dark = new Moment(new Mono(0), NOON, ClockTrust.UNTRUSTED);
        var cases = new LinkedHashMap<Reason, Tapped>();
        cases.put(Reason.SCHEDULE, new Tapped(POLICY, card(RIDER), Posture.NORMAL, NOW));
        cases.put(Reason.CLOCK_UNTRUSTED, new Tapped(POLICY, card(RIDER), Posture.NORMAL, dark));
        cases.put(
                Reason.REPLAYED,
                new Tapped(ALWAYS, new Presentation.Once(card(RIDER), used), Posture.NORMAL, NOW));
        cases.put(
                Reason.EXPIRED,
                new Tapped(
                        ALWAYS,
                        card(entry("riders", WHO, Optional.of(NOON), false)),
                        Posture.NORMAL,
                        NOW));
        cases.put(
                Reason.DENIED_LIST,
                new Tapped(
                        ALWAYS,
                        card(
                                RIDER,
                                entry(ListVersion.DENY, new Token(5, 5), Optional.empty(), true)),
                        Posture.NORMAL,
                        NOW));
        cases.put(
                Reason.WRONG_POINT,
                new Tapped(
                        ALWAYS,
                        card(entry("others", WHO, Optional.empty(), false)),
                        Posture.NORMAL,
                        NOW));
        cases.put(Reason.LOCKDOWN, new Tapped(ALWAYS, card(RIDER), Posture.LOCKDOWN, NOW));
        cases.put(Reason.POINT_DISABLED, new Tapped(ALWAYS, card(RIDER), Posture.DISABLED, NOW));
        for (var each : cases.entrySet()) {
            var tap = each.getValue();
            assertEquals(
                    each.getKey(),
                    assertInstanceOf(Verdict.Refused.class, boards(tap, spent)).why());
            var off = gets(tap, spent);
            // Whoever leaves uses nothing up, so there is nothing to say of a code that was used.
            var noted = each.getKey() == Reason.REPLAYED ? List.of() : List.of(each.getKey());
            assertEquals(noted, off.noted(), each.getKey().name());
            assertEquals(Optional.of(WHO), off.right().map(Right::subject), each.getKey().name());
            assertEquals(Optional.empty(), off.use());
            assertEquals(Optional.empty(), off.crossing());
        }
        for (var use : List.of(entry, over)) {
            var tap = new Tapped(ALWAYS, pass(use), Posture.NORMAL, NOW);
            assertInstanceOf(Verdict.Refused.class, boards(tap, spent));
            assertEquals(Optional.of(WHO), gets(tap, spent).right().map(Right::subject));
        }
    }

    private record Tapped(Policy policy, Presentation shown, Posture posture, Moment now) {}

    private static Verdict boards(Tapped tap, Memory memory) {
        return AccessRules.decide(tap.policy(), at(tap.posture()), tap.shown(), memory, tap.now());
    }

    private static Verdict.Granted gets(Tapped tap, Memory memory) {
        return AccessRules.ending(
                tap.policy(), at(tap.posture()), tap.shown(), WHO, memory, tap.now());
    }

    /// Nothing is used up by it, so the same code boards once more.
    @Test
    void gettingOffUsesNothingUp() {
        var use = new Use(WHO, 2, NOON.plusSeconds(60));
        var tap = new Tapped(ALWAYS, pass(use), Posture.NORMAL, NOW);
        assertEquals(
                Optional.of(use),
                assertInstanceOf(Verdict.Granted.class, boards(tap, Memory.EMPTY)).use());
        var off = gets(tap, Memory.EMPTY);
        assertEquals(Optional.empty(), off.use());
        assertEquals(List.of(), off.noted());
    }

    /// Lists need not agree whose a card is: who boarded gets off, and where everybody passes, too.
    @Test
    void itIsWhoeverBoardedWhoGetsOff() {
        var other = entry("riders", new Token(0, 1), Optional.empty(), false);
        var late = entry("riders", WHO, Optional.of(NOON), false);
        var tap = new Tapped(ALWAYS, card(late, other), Posture.NORMAL, NOW);
        assertEquals(Optional.of(other), boards(tap, Memory.EMPTY).right());
        assertEquals(Optional.of(late), gets(tap, Memory.EMPTY).right());
        var fire = new Tapped(ALWAYS, card(RIDER), Posture.FIRE, NOW);
        assertEquals(Optional.empty(), boards(fire, Memory.EMPTY).right());
        assertEquals(Optional.of(RIDER), gets(fire, Memory.EMPTY).right());
        // What allows counts before what denies: it has their groups.
        var denied = entry(ListVersion.DENY, WHO, Optional.empty(), true);
        assertEquals(Optional.of(RIDER), card(denied, RIDER).right(WHO).map(Entry.class::cast));
        assertEquals(Optional.empty(), card(RIDER).right(new Token(3, 3)));
    }
}
