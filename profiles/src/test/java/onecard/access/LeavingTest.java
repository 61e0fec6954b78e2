package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Whose visit it is that somebody leaves by a card that is bound to several passes.
class LeavingTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final long DAY = 86_400;
    private static final Credential CARD =
            Credential.of(CredentialKind.UID, new Token(2, 1), Assurance.A0);
    private static final Policy POLICY =
            Policy.of(Set.of(), Assurance.A0, ZoneId.of("Asia/Shanghai"));

    /// For four hours from that day's noon on.
    private static Pass pass(int number, long day) {
        var token = new Token(7, number);
        var from = NOON.plusSeconds(day * DAY);
        var until = from.plusSeconds(14_400);
        return new Pass(
                token,
                Set.of("gate"),
                Set.of(),
                from,
                until,
                new Use(token, 1, until),
                Optional.of(new VisitTerms(token, Optional.empty(), until, 1, 1, false, true)));
    }

    private static Presentation card(Pass... passes) {
        return new Presentation.Bound(
                new Presentation.Known(CARD, List.of(), List.of()),
                Arrays.stream(passes)
                        .map(it -> new Presentation.Bound.Invited(it, Optional.empty()))
                        .toList(),
                Optional.empty());
    }

    private static Memory came(Memory memory, Pass pass, long at) {
        return came(memory, pass, at(at));
    }

    private static Memory came(Memory memory, Pass pass, Moment at) {
        var party =
                new Party(
                        pass.visit().orElseThrow(),
                        Direction.IN,
                        Way.FOOT,
                        Party.Shown.of(CARD),
                        false);
        return memory.after(new Occurrence.Visited("gate", party), at);
    }

    private static Moment at(long seconds) {
        return new Moment(new Mono(0), NOON.plusSeconds(seconds), ClockTrust.SYNCED);
    }

    private static Optional<Token> leaves(Presentation shown, Memory memory, long at) {
        var verdict =
                AccessRules.decide(
                        POLICY,
                        new Situation("gate", Direction.OUT, Posture.NORMAL),
                        shown,
                        memory,
                        at(at));
        return party(shown, (Verdict.Granted) verdict, memory, at(at));
    }

    /// A temporary card: whoever had it yesterday was not seen to leave.
    @Test
    void whoeverCameLastLeaves() {
        var yesterday = pass(1, -1);
        var today = pass(2, 0);
        var memory = came(came(Memory.EMPTY, yesterday, 60 - DAY), today, 60);
        assertEquals(Optional.of(today.token()), leaves(card(yesterday, today), memory, 600));
    }

    /// Somebody let them in by hand the day before: tomorrow they are still expected.
    @Test
    void aVisitThatHasNotBegunIsNotEndedByLeaving() {
        var tomorrow = pass(3, 1);
        assertEquals(Optional.empty(), leaves(card(tomorrow), Memory.EMPTY, 600));
        assertEquals(
                Optional.of(tomorrow.token()), leaves(card(tomorrow), Memory.EMPTY, DAY + 600));
    }

    /// A temporary card: yesterday's visitor was not seen to leave, and is off the list. Today's
    /// came in at another device.
    @Test
    void whoeverHasTheCardTodayLeavesAsThemselvesThoughNobodySawThemCome() {
        var memory = came(Memory.EMPTY, pass(1, -1), 60 - DAY);
        var today = pass(2, 0);
        assertEquals(Optional.of(today.token()), leaves(card(today), memory, 600));
        // Late, too.
        assertEquals(Optional.of(today.token()), leaves(card(today), memory, 20_000));
        var decided = decide(card(today), memory, 600);
        assertEquals(Optional.of(today.token()), decided.crossing().map(Crossing::subject));
    }

    /// Whose turn with the card is still to come, or was over by then, is not who has it.
    @Test
    void whoeverHasTheCardTomorrowOrHadItBeforeIsNotWhoLeaves() {
        var memory = came(Memory.EMPTY, pass(1, 0), 60);
        var gone = Optional.of(pass(1, 0).token());
        assertEquals(gone, leaves(card(pass(2, 1)), memory, 600));
        assertEquals(gone, leaves(card(pass(3, -2)), memory, 600));
        assertEquals(gone, leaves(card(), memory, 600));
    }

    // --- a visit that was closed with somebody inside ---

    private static final Area LAB =
            new Area("lab", Optional.empty(), OptionalInt.empty(), Set.of(), Optional.empty());
    private static final Token STAFF = new Token(1, 1);

    /// Nobody was seen to leave, and it was closed a day after its end, and told so.
    private static Memory closed(Pass pass, Direction... ways) {
        var memory = Memory.EMPTY;
        for (var way : ways) {
            memory =
                    memory.after(
                            new Occurrence.Visited(
                                    "gate",
                                    new Party(
                                            pass.visit().orElseThrow(),
                                            way,
                                            Way.FOOT,
                                            Party.Shown.of(CARD),
                                            false)),
                            at(60));
        }
        memory = memory.after(new Occurrence.VisitOver(pass.token(), "gate"), at(DAY + 14_400));
        for (var step : Visit.Step.values()) {
            memory = memory.after(new Occurrence.VisitTold(pass.token(), step), at(DAY + 14_400));
        }
        return memory;
    }

    private static Verdict.Granted decide(Presentation shown, Memory memory, long at) {
        var verdict =
                AccessRules.decide(
                        Policy.of(Set.of("staff"), Assurance.A0, ZoneId.of("Asia/Shanghai"))
                                .with(
                                        Safeguards.NONE.with(
                                                new Border(Optional.empty(), Optional.of(LAB)))),
                        new Situation("gate", Direction.OUT, Posture.NORMAL),
                        shown,
                        memory,
                        at(at));
        return assertInstanceOf(Verdict.Granted.class, verdict);
    }

    private static Optional<Token> party(
            Presentation shown, Verdict.Granted granted, Memory memory, Moment now) {
        return Party.of(shown, Direction.OUT, false, true, granted, memory.visits(), now)
                .map(Party::pass);
    }

    private static Presentation staff() {
        return new Presentation.Bound(
                new Presentation.Known(
                        CARD,
                        List.of(
                                new Entry(
                                        new ListVersion("staff", 1, NOON, Optional.empty()),
                                        STAFF,
                                        Set.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        false)),
                        List.of()),
                List.of(),
                Optional.empty());
    }

    @Test
    void aVisitThatNobodyLeftIsRememberedForTwoDaysLikeAnyOther() {
        var pass = pass(1, 0);
        var end = pass.until().plus(Visits.KEPT);
        var next = pass(2, 3);
        for (var memory :
                List.of(closed(pass, Direction.IN), closed(pass, Direction.IN, Direction.OUT))) {
            var visit = memory.visits().visit(pass.token()).orElseThrow();
            assertFalse(Visits.isOver(visit, end));
            assertTrue(Visits.isOver(visit, end.plusSeconds(1)));
            var late = new Moment(new Mono(0), end.plusSeconds(1), ClockTrust.SYNCED);
            assertEquals(Set.of(next.token()), came(memory, next, late).visits().of().keySet());
            assertEquals(
                    Visits.NONE, memory.after(new Occurrence.Erased(pass.token()), late).visits());
        }
    }

    /// A temporary card that somebody who works there has now.
    @Test
    void whoeverWorksThereLeavesAsThemselvesThoughAClosedVisitCameByTheirCard() {
        var memory = closed(pass(1, 0), Direction.IN);
        var leaves = decide(staff(), memory, DAY + 20_000);
        assertEquals(Optional.of(STAFF), leaves.crossing().map(Crossing::subject));
        assertEquals(Optional.empty(), party(staff(), leaves, memory, at(DAY + 14_400)));
        // While it goes on, they are whom they came in as.
        var going = came(Memory.EMPTY, pass(1, 0), 60);
        var ends = decide(staff(), going, 600);
        assertEquals(Optional.of(new Token(7, 1)), ends.crossing().map(Crossing::subject));
        assertEquals(Optional.of(new Token(7, 1)), party(staff(), ends, going, at(DAY + 14_400)));
    }

    /// Listed still or not: it is told, and they are counted nowhere any more.
    @Test
    void whoeverLeavesAfterTheirVisitWasClosedIsOfItStill() {
        var pass = pass(1, 0);
        var memory = closed(pass, Direction.IN);
        for (var shown : List.of(card(pass), card())) {
            var leaves = decide(shown, memory, DAY + 20_000);
            assertEquals(Optional.of(pass.token()), leaves.crossing().map(Crossing::subject));
            assertEquals(Optional.of(pass.token()), party(shown, leaves, memory, at(DAY + 14_400)));
        }
        // Who left, and whom no list knows any more, was counted out then.
        var left = closed(pass, Direction.IN, Direction.OUT);
        assertEquals(Optional.empty(), decide(card(), left, DAY + 20_000).crossing());
    }
}
