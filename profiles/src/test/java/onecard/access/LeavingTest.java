package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        var party =
                new Party(
                        pass.visit().orElseThrow(),
                        Direction.IN,
                        Way.FOOT,
                        Party.Shown.of(CARD),
                        false);
        return memory.after(new Occurrence.Visited("gate", party), at(at));
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
        return Party.of(
                        shown,
                        Direction.OUT,
                        false,
                        true,
                        (Verdict.Granted) verdict,
                        memory.visits())
                .map(Party::pass);
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
}
