package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Elsewhere.Event;
import onecard.access.Elsewhere.Said;
import onecard.access.Elsewhere.Taken;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// What others say of shared passes: any order comes to the same, and it only ever takes away.
class ElsewhereTest {

    private static final Instant MORNING = Instant.parse("2026-11-24T01:00:00Z");
    private static final Moment NOW = new Moment(new Mono(0), MORNING, ClockTrust.SYNCED);
    private static final Set<String> OTHERS = Set.of("a", "b", "c");
    private static final Map<String, Set<String>> WITH = Map.of("gate", OTHERS);
    private static final ListVersion LIST =
            new ListVersion("visitors", 3, MORNING, Optional.empty());

    private final Random random = new Random(20261124);

    private static Event event(long seq) {
        return new Event("0000000a", seq, MORNING);
    }

    private static Token pass(int number) {
        return new Token(7, number);
    }

    private Taken taken() {
        int uses = random.nextInt(3);
        int claims = uses == 0 ? 1 + random.nextInt(2) : random.nextInt(2);
        var first = uses == 0 ? Optional.<Event>empty() : Optional.of(event(random.nextInt(9)));
        return new Taken(uses, claims, first, random.nextBoolean());
    }

    private Said said(long number) {
        var passes = new HashMap<Token, Taken>();
        for (int i = random.nextInt(4); i > 0; i--) {
            passes.put(pass(random.nextInt(4)), taken());
        }
        return new Said(number / 2, number, passes, NOW.mono());
    }

    private record Word(String device, Said said) {}

    private List<Word> words() {
        var words = new ArrayList<Word>();
        for (var device : OTHERS) {
            for (int number = 0; number < 4; number++) {
                words.add(new Word(device, said(number)));
            }
        }
        return words;
    }

    private static Elsewhere all(List<Word> words) {
        var all = Elsewhere.NOTHING;
        for (var word : words) {
            all = all.heard(word.device(), word.said());
        }
        return all;
    }

    @Test
    void anyOrderAndRepetitionComesToTheSame() {
        for (int round = 0; round < 500; round++) {
            var words = words();
            var once = all(words);
            var mixed = new ArrayList<>(words);
            words.stream().filter(_ -> random.nextBoolean()).forEach(mixed::add);
            Collections.shuffle(mixed, random);
            assertEquals(once, all(mixed));
        }
    }

    /// As long as the last word of each came.
    @Test
    void whatIsLostMattersOnlyUntilTheNextWord() {
        for (int round = 0; round < 500; round++) {
            var words = words();
            var some = new ArrayList<>(words);
            some.removeIf(word -> word.said().number() < 3 && random.nextBoolean());
            Collections.shuffle(some, random);
            assertEquals(all(words), all(some));
        }
    }

    @Test
    void twoRunsThatSayTheSameNumberAreStillInOneOrder() {
        var one = new Said(1, 5, Map.of(), NOW.mono());
        var two = new Said(2, 5, Map.of(pass(1), taken()), NOW.mono());
        assertEquals(
                all(List.of(new Word("a", one), new Word("a", two))),
                all(List.of(new Word("a", two), new Word("a", one))));
    }

    /// However many runs of it were missed, and whatever its number is in this one.
    @Test
    void aLaterRunCountsHoweverManyWereMissed() {
        for (int round = 0; round < 1_000; round++) {
            long session = random.nextLong(1L << 40);
            var before = new Said(session, random.nextLong(1L << 30), Map.of(), NOW.mono());
            for (int runs = 0; runs < 100; runs++) {
                session += 1 + random.nextLong(1L << 30);
                var now = new Said(session, 1, Map.of(pass(1), taken()), NOW.mono());
                var heard = Elsewhere.NOTHING.heard("a", before).heard("a", now);
                assertEquals(Optional.of(now), Optional.ofNullable(heard.by().get("a")));
                assertEquals(heard, heard.heard("a", before));
            }
        }
    }

    /// Nobody else has the last word in a device's name for good.
    @Test
    void theHighestNumbersAreFollowedByOthers() {
        long most = Elsewhere.NUMBER_MAX;
        var highest = new Said(most, most, Map.of(), NOW.mono());
        var next = new Said(Elsewhere.after(most), 5, Map.of(pass(1), taken()), NOW.mono());
        var heard = Elsewhere.NOTHING.heard("a", highest).heard("a", next);
        assertEquals(next, heard.by().get("a"));
    }

    // --- only ever against a grant ---

    private static final Policy POLICY =
            Policy.of(Set.of("visitors"), Assurance.A0, java.time.ZoneId.of("Asia/Shanghai"));

    private static Presentation code(int number, int times) {
        var until = MORNING.plus(Duration.ofHours(1));
        return new Presentation.Signed(
                Credential.of(CredentialKind.PASS, pass(number), Assurance.A1),
                new Pass(
                        pass(number),
                        Set.of("gate"),
                        Set.of(),
                        MORNING.minusSeconds(60),
                        until,
                        new Use(pass(number), times, until)),
                List.of(),
                List.of(LIST));
    }

    private static Verdict decided(
            Presentation shown,
            Direction direction,
            Memory memory,
            Elsewhere elsewhere,
            SharedTerms.Alone alone,
            Optional<Claimed> claimed) {
        var at = new Situation("gate", direction, Posture.NORMAL);
        var verdict = AccessRules.decide(POLICY, at, shown, memory, NOW);
        return SharedRules.verdict(
                verdict,
                shown,
                new SharedTerms(OTHERS, alone),
                elsewhere,
                memory,
                claimed,
                NOW.mono());
    }

    @Test
    void whateverTheySayNobodyIsLetInWhoWasNotBefore() {
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            var elsewhere = all(words());
            int number = random.nextInt(4);
            int times = 1 + random.nextInt(4);
            var memory = Memory.EMPTY;
            for (int i = random.nextInt(3); i > 0; i--) {
                memory =
                        memory.after(
                                new Occurrence.Used(
                                        new Use(pass(number), times, MORNING.plusSeconds(9))),
                                NOW);
            }
            var shown = code(number, times);
            var claimed = Optional.of(Claimed.values()[random.nextInt(3)]);
            var alone = SharedTerms.Alone.values()[random.nextInt(2)];
            var quiet = decided(shown, Direction.IN, memory, Elsewhere.NOTHING, alone, claimed);
            var loud = decided(shown, Direction.IN, memory, elsewhere, alone, claimed);
            if (loud instanceof Verdict.Granted) {
                assertEquals(quiet, loud);
                int used =
                        elsewhere.uses(OTHERS, pass(number))
                                + memory.uses().used().getOrDefault(pass(number), NONE).times();
                assertTrue(used < times, "used " + used + " of " + times);
            } else if (quiet instanceof Verdict.Granted) {
                refused++;
            }
        }
        assertTrue(refused > 500, "only " + refused + " of them had something to say");
    }

    private static final Uses.Used NONE = new Uses.Used(0, MORNING);

    @Test
    void eachIsCountedOnceAndClaimsOnlyAsLongAsTheyAreFresh() {
        var two = new Taken(2, 1, Optional.of(event(4)), false);
        var elsewhere =
                Elsewhere.NOTHING.heard("a", new Said(1, 1, Map.of(pass(1), two), NOW.mono()));
        assertEquals(2, elsewhere.uses(OTHERS, pass(1)));
        assertEquals(0, elsewhere.uses(Set.of("b"), pass(1)));
        assertEquals(1, elsewhere.claims(OTHERS, pass(1), NOW.mono()));
        var later = NOW.mono().plus(Elsewhere.CLAIM_KEPT);
        assertEquals(0, elsewhere.claims(OTHERS, pass(1), later));
        assertEquals(2, elsewhere.uses(OTHERS, pass(1)), "a use is one for good");
        assertThrows(
                IllegalArgumentException.class, () -> new Taken(0, 0, Optional.empty(), false));
        assertThrows(
                IllegalArgumentException.class, () -> new Taken(1, 0, Optional.empty(), false));
    }

    @Test
    void theStepComesAfterAllOthersAndIsToldAsOne() {
        var asked =
                decided(
                        code(1, 1),
                        Direction.IN,
                        Memory.EMPTY,
                        Elsewhere.NOTHING,
                        SharedTerms.Alone.OPEN,
                        Optional.empty());
        var question = assertInstanceOf(Verdict.Asked.class, asked);
        assertEquals(Reason.ELSEWHERE, question.awaits());
        assertEquals(SharedRules.LIMIT, question.within());
        var text = question.trace().text();
        assertEquals(Check.values().length, text.length());
        assertTrue(text.endsWith(".?"), text);
        assertEquals(Optional.of(question.trace()), Trace.of(text));
    }

    @Test
    void aRollingCodeUsesUpItselfAndItsVisit() {
        var code = new Token(9, 1);
        var until = MORNING.plus(Duration.ofHours(1));
        var terms = new VisitTerms(pass(1), Optional.empty(), until, 2, 2, false, false);
        var right =
                new Pass(
                        pass(1),
                        Set.of("gate"),
                        Set.of(),
                        MORNING,
                        until,
                        new Use(code, 1, until),
                        Optional.of(terms));
        var shown =
                new Presentation.Signed(
                        Credential.of(CredentialKind.PASS, pass(1), Assurance.A1),
                        right,
                        List.of(),
                        List.of(LIST));
        assertEquals(
                List.of(new Use(code, 1, until), Use.ofPass(pass(1), 2, until)),
                SharedRules.uses(shown, right));
        var endless =
                right.of(new VisitTerms(pass(1), Optional.empty(), until, 255, 255, false, false));
        assertEquals(List.of(new Use(code, 1, until)), SharedRules.uses(shown, endless));
    }

    // --- what was let in here ---

    private static LetIn letIn(int number, int times, long... seqs) {
        var letIn = LetIn.NOBODY;
        for (long seq : seqs) {
            letIn =
                    letIn.entered(
                            new Use(pass(number), times, MORNING.plusSeconds(60)),
                            "gate",
                            event(seq),
                            NOW);
        }
        return letIn;
    }

    private static Elsewhere entered(String device, int number, int uses) {
        return Elsewhere.NOTHING.heard(
                device,
                new Said(
                        1,
                        1,
                        Map.of(pass(number), new Taken(uses, 0, Optional.of(event(77)), false)),
                        NOW.mono()));
    }

    @Test
    void oneTooManyIsFoundAndNoneIsInvented() {
        var found = letIn(1, 1, 5).twice(WITH, entered("b", 1, 1));
        assertEquals(List.of(new LetIn.Twice(pass(1), "gate", "b", event(5), event(77))), found);
        assertEquals(List.of(), letIn(1, 2, 5).twice(WITH, entered("b", 1, 1)));
        assertEquals(1, letIn(1, 2, 5, 6).twice(WITH, entered("b", 1, 1)).size());
        assertEquals(List.of(), letIn(2, 1, 5).twice(WITH, entered("b", 1, 1)));
        assertEquals(
                List.of(), letIn(1, 1, 5).twice(Map.of("gate", Set.of("a")), entered("b", 1, 1)));
        assertEquals(
                List.of(),
                letIn(1, 1, 5).undone(pass(1), event(5)).twice(WITH, entered("b", 1, 1)));
    }

    @Test
    void aRecordIsOneEntryHoweverOftenItIsTold() {
        assertEquals(letIn(1, 3, 5, 6), letIn(1, 3, 5, 6, 5));
        assertEquals(letIn(1, 3, 6), letIn(1, 3, 5, 6).undone(pass(1), event(5)));
        var undone = letIn(1, 3, 5).undone(pass(1), event(5));
        assertTrue(undone.own(pass(1)).orElseThrow().isUndone());
        assertEquals(
                letIn(1, 3, 6),
                undone.entered(
                        new Use(pass(1), 3, MORNING.plusSeconds(60)), "gate", event(6), NOW));
        assertEquals(letIn(1, 3, 5), letIn(1, 3, 5).undone(pass(1), event(6)));
    }

    @Test
    void itIsBoundedByTheEndAndByNumber() {
        var many = LetIn.NOBODY;
        for (int i = 0; i < Elsewhere.PASSES_MAX + 5; i++) {
            var use = new Use(pass(i), 1, MORNING.plusSeconds(i));
            many = many.entered(use, "gate", event(i), NOW);
        }
        assertEquals(Elsewhere.PASSES_MAX, many.by().size());
        var kept = new HashSet<>(many.by().keySet());
        assertFalse(kept.contains(pass(4)), "the one that ends first is forgotten first");
        assertTrue(kept.contains(pass(5)));
        var later = MORNING.plusSeconds(3).plus(Uses.KEPT);
        var one =
                letIn(1, 1, 5)
                        .entered(
                                new Use(pass(2), 1, MORNING.plusSeconds(3)), "gate", event(9), NOW);
        assertEquals(
                Set.of(pass(1)),
                one.without(new Moment(NOW.mono(), later, ClockTrust.SYNCED)).by().keySet());
        assertEquals(one, one.without(new Moment(NOW.mono(), later, ClockTrust.RTC)));
    }
}
