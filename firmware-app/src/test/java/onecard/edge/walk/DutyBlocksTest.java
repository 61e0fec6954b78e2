package onecard.edge.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.edge.site.SiteFile;
import onecard.edge.walk.Mistake.Finding;
import onecard.words.Words;
import org.junit.jupiter.api.Test;

/// The blocks on a daemon that the test plays: what is done is answered by the records that the
/// daemon of a right, or a wrong, place makes of it.
class DutyBlocksTest {

    private static final int READINGS = 20;

    private final Played daemon = new Played();

    @Test
    void aRightPlacePassesEveryStepAndHasNoMistake() {
        var outcome = walk();
        assertEquals(List.of(), outcome.findings());
        assertEquals(
                List.of(),
                outcome.steps().stream()
                        .filter(step -> !(step.result() instanceof Stepped.Result.Passed))
                        .toList());
        assertEquals(
                Set.of(
                        Block.READERS,
                        Block.POINTS,
                        Block.SAFETY,
                        Block.DATA,
                        Block.OFFLINE,
                        Block.LOAD),
                outcome.steps().stream().map(Stepped::block).collect(Collectors.toSet()));
    }

    @Test
    void readersOfOneLaneThatAreSwappedAreNamed() {
        daemon.readAt.put("lane-in", List.of("lane-out"));
        daemon.readAt.put("lane-out", List.of("lane-in"));
        assertNamed(Mistake.READERS_SWAPPED, "lane-in", "lane-out");
    }

    @Test
    void aReaderMountedElsewhereIsNamed() {
        daemon.readAt.put("north-in", List.of("vault-in"));
        assertNamed(Mistake.READER_AT_OTHER, "north-in", "vault-in");
    }

    @Test
    void aReaderThatHearsAnothersCardIsNamed() {
        daemon.readAt.put("lane-in", List.of("lane-in", "lane-out"));
        assertNamed(Mistake.READERS_OVERHEAR, "lane-in", "lane-out");
    }

    @Test
    void aReaderThatReadsNothingIsNamed() {
        daemon.readAt.put("car-in", List.of());
        assertNamed(Mistake.READER_SILENT, "car-in");
    }

    @Test
    void aReaderThatIsNotThereIsNamed() {
        daemon.readAt.put("car-in", List.of());
        daemon.lost.add("car-in");
        assertNamed(Mistake.READER_LOST, "car-in");
    }

    @Test
    void aFireThatIsNotHeardIsNamed() {
        daemon.deafToFire = true;
        assertEquals(Set.of(Mistake.FIRE_UNHEARD), mistakes(walk()));
    }

    @Test
    void aLockThatAFireDoesNotReleaseIsNamed() {
        daemon.no.add("free north");
        assertEquals(Set.of(Mistake.FIRE_HOLDS_LOCK), mistakes(walk()));
    }

    @Test
    void aRelayThatTheStartSwitchedIsNamed() {
        daemon.moved.add("north-lock");
        var outcome = walk();
        assertEquals(Set.of(Mistake.PULSE_AT_START), mistakes(outcome));
        assertEquals(List.of("board.relays.north-lock"), outcome.findings().getFirst().parts());
    }

    @Test
    void aMoveThatOnlyTheInstallerSawIsNamedToo() {
        daemon.no.add("start");
        assertEquals(Set.of(Mistake.PULSE_AT_START), mistakes(walk()));
    }

    @Test
    void recordsThatAreNotSentOnceTheLinkIsBackFailTheBlock() {
        daemon.losesAcks = true;
        assertEquals(Set.of(Block.OFFLINE), failed(walk()));
    }

    @Test
    void whereNobodyTapsWhileItIsCutOffNothingIsShown() {
        daemon.idle = true;
        assertEquals(Set.of(Block.OFFLINE), failed(walk()));
    }

    @Test
    void recordsThatDoNotWaitWhileItIsCutOffFailTheBlock() {
        daemon.forgets = true;
        assertEquals(Set.of(Block.OFFLINE), failed(walk()));
    }

    @Test
    void aStrangerWhoIsLetInFailsTheReader() {
        daemon.toStrangers = "granted";
        assertEquals(Set.of(Block.READERS), failed(walk()));
    }

    @Test
    void aBrokerThatIsNotThereFailsTheBlock() {
        daemon.noBroker = true;
        assertEquals(Set.of(Block.OFFLINE), failed(walk()));
    }

    @Test
    void theLinkIsGivenBackWhateverIsAnswered() {
        daemon.skips.add("offline");
        var outcome = walk();
        assertEquals(false, daemon.cut);
        assertTrue(
                outcome.steps().stream()
                        .anyMatch(
                                step ->
                                        step.block() == Block.OFFLINE
                                                && step.result()
                                                        instanceof Stepped.Result.Skipped));
    }

    @Test
    void fortyNineFastTapsAreNotFifty() {
        daemon.fast = 49;
        assertEquals(Set.of(Block.LOAD), failed(walk()));
    }

    @Test
    void nineteenOfTwentyReadingsAreNotEnough() {
        daemon.reads = READINGS - 1;
        assertEquals(Set.of(Block.READERS), failed(walk()));
    }

    @Test
    void theReportHasThePercentilesOfTheTapTimes() {
        var reads =
                walk().steps().stream()
                        .filter(step -> step.what().en().contains("20 times"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(
                reads.measured().stream()
                        .map(Words::en)
                        .anyMatch(it -> it.endsWith("p50 120 ms, p95 129 ms, the longest 900 ms")),
                reads.measured()::toString);
    }

    /// The second tap of one card let a second person through.
    @Test
    void aCardThatIsShownTwiceAndPassesTwiceFailsThePoint() {
        daemon.secondTap = "passed";
        assertEquals(Set.of(Block.POINTS), failed(walk()));
    }

    /// Two openings, one after the other, and nobody passes on one of them.
    @Test
    void aCardThatOpensTwiceIsNotShownTwice() {
        for (var order :
                List.of(List.of("passed", "not_passed"), List.of("not_passed", "passed"))) {
            daemon.openings = order;
            assertEquals(Set.of(Block.POINTS), failed(walk()), order::toString);
        }
    }

    @Test
    void twoWhoTapOnOneSideDoNotComeFromEither() {
        daemon.opposingAt = List.of("lane-in", "lane-in");
        assertEquals(Set.of(Block.POINTS), failed(walk()));
    }

    @Test
    void oneOfTwoFromEitherSideWhoIsForgottenFailsThePoint() {
        daemon.opposing = 1;
        assertEquals(Set.of(Block.POINTS), failed(walk()));
    }

    /// What can be told apart by a contact is tried, and nothing else.
    @Test
    void aPointIsTriedForWhatItsContactsTell() {
        var steps =
                TrialPlan.of(SomeSite.profile(), READINGS).stream()
                        .filter(trial -> trial.block() == Block.POINTS)
                        .map(Trial::step)
                        .collect(Collectors.toSet());
        assertTrue(
                steps.containsAll(
                        Set.of(
                                "re-tap north",
                                "re-tap lane",
                                "opposing lane",
                                "tailgated lane",
                                "tailgated barrier",
                                "not-passed barrier")),
                steps::toString);
        assertTrue(!steps.contains("opposing north"), "it has one side alone");
    }

    @Test
    void aTillWithoutAKeypadTakesNothingBack() throws IOException {
        assertEquals(Set.of("sale", "torn", "settle"), money("canteen"));
        assertEquals(Set.of("sale", "void", "torn", "settle"), money("canteen-keypad"));
    }

    private static Set<String> money(String example) throws IOException {
        var read = SiteFile.read(Path.of("../profiles/examples", example + ".yaml"));
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        return TrialPlan.of(site, READINGS).stream()
                .filter(trial -> trial.block() == Block.MONEY)
                .map(trial -> trial.step().split(" ", -1)[0])
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsRecordedOtherwiseThanItShouldBeFails() {
        daemon.dataReason = "OK";
        assertEquals(Set.of(Block.DATA), failed(walk()));
    }

    private void assertNamed(Mistake mistake, String... readers) {
        var outcome = walk();
        var parts = List.of(readers).stream().map(name -> "board.readers." + name).toList();
        assertEquals(
                List.of(mistake + " " + parts),
                outcome.findings().stream().map(it -> it.mistake() + " " + it.parts()).toList());
        for (var part : parts) {
            assertTrue(
                    outcome.steps().stream()
                            .filter(step -> step.part().equals(part))
                            .noneMatch(step -> step.result() instanceof Stepped.Result.Passed),
                    "a reader that is wired wrong has not passed: " + part);
        }
    }

    private static Set<Mistake> mistakes(WiringBlock.Outcome outcome) {
        return outcome.findings().stream().map(Finding::mistake).collect(Collectors.toSet());
    }

    private static Set<Block> failed(WiringBlock.Outcome outcome) {
        return outcome.steps().stream()
                .filter(step -> step.result() instanceof Stepped.Result.Failed)
                .map(Stepped::block)
                .collect(Collectors.toSet());
    }

    /// Each of the blocks in its order.
    private WiringBlock.Outcome walk() {
        var blocks =
                new DutyBlocks(SomeSite.profile(), READINGS, daemon, new PlayedPower(), daemon);
        var steps = new ArrayList<Stepped>();
        var findings = new ArrayList<Finding>();
        for (var block : EnumSet.range(Block.READERS, Block.LOAD)) {
            var outcomes =
                    block == Block.SAFETY
                            ? List.of(
                                    blocks.safety(),
                                    blocks.power(Optional.empty(), Optional.empty(), _ -> {}))
                            : List.of(blocks.walk(block));
            outcomes.forEach(
                    it -> {
                        steps.addAll(it.steps());
                        findings.addAll(it.findings());
                    });
        }
        return new WiringBlock.Outcome(steps, findings);
    }

    /// A daemon and its installer in one: what is asked for happens, and is recorded.
    private static final class Played implements Duty, Installer {

        final Map<String, List<String>> readAt = new HashMap<>();
        final Set<String> lost = new HashSet<>();
        final Set<String> no = new HashSet<>();
        final Set<String> skips = new HashSet<>();
        final Set<String> moved = new HashSet<>();
        boolean deafToFire;
        boolean losesAcks;
        boolean idle; // while it is cut off
        boolean forgets; // what is recorded meanwhile
        boolean noBroker;
        boolean cut;
        int fast = 50;
        int reads = READINGS;
        int opposing = 2;
        List<String> opposingAt = List.of("lane-in", "lane-out");
        List<String> openings = List.of(); // where a card that is shown twice opens twice
        String secondTap = "not_passed";
        String dataReason = "";
        String toStrangers = "refused";
        private final List<Json.Obj> events = new ArrayList<>();
        private long seq;
        private long unsent;
        private final List<Duration> taps = new ArrayList<>();

        @Override
        public Answer answer(Ask ask) {
            return switch (ask) {
                case Ask.Act(var step, _) when skips.contains(step) -> new Answer.Skipped("tired");
                case Ask.Act(var step, _) -> {
                    act(step);
                    yield new Answer.Done();
                }
                case Ask.Work(_, var back) -> {
                    if (!deafToFire) {
                        record("alarm", Map.of("alarm", "fire", "active", String.valueOf(!back)));
                    }
                    yield new Answer.Done();
                }
                case Ask.Confirm(var step, _) -> new Answer.Choice(no.contains(step) ? 1 : 0);
                case Ask.Tell _ -> new Answer.Text("-");
                case Ask.HandsOff _, Ask.Watch _, Ask.Saw _, Ask.Which _, Ask.LampDid _ ->
                        throw new AssertionError(ask);
            };
        }

        private void act(String step) {
            var words = step.split(" ", -1);
            switch (words[0]) {
                case "card" -> {
                    lost.forEach(
                            it ->
                                    record(
                                            "alarm",
                                            Map.of(
                                                    "alarm",
                                                    "reader_lost",
                                                    "detail",
                                                    it,
                                                    "active",
                                                    "true")));
                    readAt.getOrDefault(words[1], List.of(words[1]))
                            .forEach(it -> tap(it, "granted", "OK"));
                }
                case "reads" -> {
                    for (int i = 0; i < reads; i++) {
                        tap(words[1], "granted", "OK");
                    }
                }
                case "contact" -> tap(words[1], "granted", "OK");
                case "foreign", "two" ->
                        tap(
                                words[1],
                                words[1].equals("lane-out") ? "granted" : toStrangers,
                                "UNKNOWN");
                case "pass" -> passages("passed");
                case "exit" -> record("state", Map.of("point", words[1], "cause", "exit_button"));
                case "not-passed" -> passages("not_passed");
                case "re-tap" -> {
                    if (openings.isEmpty()) {
                        long first = tap("north-in", "granted", "OK");
                        long second = tap("north-in", "granted", "OK");
                        passages("passed", first);
                        passages(secondTap, second);
                    }
                    openings.forEach(result -> passages(result, tap("north-in", "granted", "OK")));
                }
                case "opposing" -> {
                    opposingAt.forEach(it -> tap(it, "granted", "OK"));
                    for (int i = 0; i < opposing; i++) {
                        passages("passed");
                    }
                }
                case "near-expiry" ->
                        record("tap", Map.of("verdict", "granted", "prompt", "renew"));
                case "forced", "held_open", "tailgated", "intrusion" ->
                        record(
                                "alarm",
                                Map.of("alarm", words[0], "point", words[1], "active", "true"));
                case "known" -> tap("north-in", "granted", "OK");
                case "denied" -> data("DENIED_LIST");
                case "expired" -> data("CARD_EXPIRED");
                case "out-of-hours" -> data("HOLIDAY");
                case "contact-only" -> data("CONTACT_ONLY");
                case "power" -> {} // it stays on
                case "offline" -> {
                    for (int i = 0; i < 2 && !idle; i++) {
                        tap("north-in", "granted", "OK");
                    }
                }
                case "fast" -> {
                    for (int i = 0; i < fast; i++) {
                        tap("lane-in", "granted", "OK");
                    }
                }
                default -> throw new AssertionError(step);
            }
        }

        private void data(String reason) {
            tap("north-in", "refused", dataReason.isEmpty() ? reason : dataReason);
        }

        private void passages(String result) {
            passages(result, 0);
        }

        private void passages(String result, long cause) {
            for (var point : List.of("north", "vault", "lane", "barrier")) {
                record("passage", Map.of("point", point, "result", result), cause);
            }
        }

        private long tap(String reader, String verdict, String reason) {
            taps.add(Duration.ofMillis(taps.isEmpty() ? 900 : 110 + taps.size()));
            record("tap", Map.of("reader", reader, "verdict", verdict, "reason", reason));
            return seq;
        }

        private void record(String kind, Map<String, String> fields) {
            record(kind, fields, 0);
        }

        private void record(String kind, Map<String, String> fields, long cause) {
            var data = Json.Obj.EMPTY.with("seq", ++seq).with("cause_seq", cause);
            for (var field : fields.entrySet()) {
                boolean flag = field.getKey().equals("active");
                data =
                        flag
                                ? data.with(field.getKey(), Boolean.parseBoolean(field.getValue()))
                                : data.with(field.getKey(), field.getValue());
            }
            events.add(Json.Obj.EMPTY.with("type", "onecard." + kind + ".v1").with("data", data));
            unsent += (cut && !forgets) || (losesAcks && unsent > 0) ? 1 : 0;
        }

        @Override
        public void pass(Duration time) {}

        @Override
        public List<Json.Obj> events() {
            var all = List.copyOf(events);
            events.clear();
            return all;
        }

        @Override
        public Set<String> pulsed() {
            return Set.copyOf(moved);
        }

        @Override
        public String start() {
            return "1a2b";
        }

        @Override
        public long place() {
            return 0;
        }

        @Override
        public long unsent() {
            return unsent;
        }

        @Override
        public boolean online() {
            return !cut && !noBroker;
        }

        @Override
        public void cut(boolean away) {
            cut = away;
            unsent = away || losesAcks ? unsent : 0;
        }

        @Override
        public List<Duration> taps() {
            var all = List.copyOf(taps);
            taps.clear();
            return all;
        }

        @Override
        public void close() {}
    }
}
