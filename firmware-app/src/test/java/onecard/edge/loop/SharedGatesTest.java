package onecard.edge.loop;

import static onecard.access.SharedTerms.Alone.OPEN;
import static onecard.access.SharedTerms.Alone.REFUSE;
import static onecard.edge.loop.SharedCode.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Check;
import onecard.access.Elsewhere;
import onecard.access.LetIn;
import onecard.access.Safeguards;
import onecard.access.SharedRules;
import onecard.access.Token;
import onecard.edge.store.journal.EventKind;
import org.junit.jupiter.api.Test;

/// A pass at two devices: who wins, and what happens while nobody can be asked.
class SharedGatesTest {

    private static final Duration LIMIT = SharedRules.LIMIT;

    private final SharedGates site = new SharedGates(OPEN, "barrier", "gate");
    private final SharedGates.Gate barrier = site.gate("barrier");
    private final SharedGates.Gate gate = site.gate("gate");

    // --- online ---

    @Test
    void whoeverTheBrokerHearsFirstWins() {
        site.settle();
        barrier.shows(code());
        gate.shows(code());
        assertEquals(List.of("tap asked ELSEWHERE"), gate.rig.taps());
        assertEquals(List.of("lane-in ASKED Please wait"), gate.rig.panel);
        gate.accept();
        site.settle();

        assertEquals(List.of("OK"), gate.taps("granted"));
        assertEquals(List.of("USED_UP"), barrier.taps("refused"));
        assertEquals(List.of("release lane in"), gate.rig.line);
        barrier.waits(Duration.ofSeconds(2));
        barrier.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP", "USED_UP"), barrier.taps("refused"));
        site.gates.values().forEach(SharedGates.Gate::assertARestartRemembersTheSame);
    }

    @Test
    void anEntryIsSaidToBeOneAndWhoDidNotPassGivesItBack() {
        site.settle();
        gate.shows(code());
        site.settle();
        var data = gate.of(EventKind.TAP).getLast();
        assertEquals(Optional.of(true), data.bool("shared"));
        assertTrue(data.number("asks").isPresent() || data.text("verdict").isPresent());
        assertEquals(
                Optional.of(Check.values().length),
                data.object("decided").flatMap(it -> it.text("steps")).map(String::length));
        gate.waits(Rig.RELEASE.plusSeconds(2));
        site.settle();
        gate.assertARestartRemembersTheSame();
        assertTrue(gate.rig.loop.letIn().by().values().stream().allMatch(LetIn.Own::isUndone));

        barrier.shows(code());
        site.settle();
        barrier.walks();
        site.settle();
        assertEquals(List.of("gate", "barrier"), site.letIn().reversed());
        assertEquals(List.of(), gate.doubles());
        gate.waits(Duration.ofSeconds(2));
        gate.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP"), gate.taps("refused"));
    }

    @Test
    void whoeverLeavesIsNeitherAskedNorRefused() {
        site.settle();
        gate.shows(code());
        site.settle();
        gate.walks();
        site.settle();
        barrier.rig.shows("lane-out", code());
        barrier.journal();
        assertEquals(List.of("release lane out"), barrier.rig.line);
        site.settle();
        gate.waits(Duration.ofSeconds(3));
        gate.rig.shows("lane-out", code());
        gate.journal();
        gate.rig.walks("lane", "-out");
        site.settle();
        gate.assertARestartRemembersTheSame();
        assertTrue(gate.rig.loop.letIn().own(SharedCode.PASS).orElseThrow().left());
    }

    @Test
    void aPassThatIsGoodTwiceLetsInAtBothAndNotThreeTimes() {
        var pass = new Token(7, 2);
        site.settle();
        barrier.shows(code(pass, 2));
        gate.shows(code(pass, 2));
        site.settle();
        assertEquals(List.of("barrier", "gate"), site.letIn());
        for (var each : site.gates.values()) {
            each.walks();
            each.waits(Duration.ofSeconds(3));
            each.shows(code(pass, 2));
            site.settle();
            assertEquals(List.of("USED_UP"), each.taps("refused"));
            assertEquals(List.of(), each.doubles());
        }
    }

    @Test
    void nothingElseAtTheGateWaitsForTheBroker() {
        site.settle();
        gate.shows(code());
        gate.rig.tap("lane-in", 5, "staff");
        assertEquals(List.of("tap asked ELSEWHERE", "tap granted staff"), gate.rig.taps());
    }

    @Test
    void aGateThatSharesWithNobodyAsksNobody() {
        var rig = new Rig(Map.of("lane", Safeguards.NONE));
        rig.shows("lane-in", code());
        assertEquals(List.of("tap granted pass"), rig.taps());
        assertEquals(Optional.empty(), rig.journal.getFirst().data().bool("shared"));
    }

    // --- the broker is late, silent or away ---

    @Test
    void whenTheBrokerDoesNotAnswerThePassWorks() {
        site.settle();
        gate.shows(code());
        gate.waits(LIMIT.minusMillis(1));
        assertEquals(List.of("tap asked ELSEWHERE"), gate.rig.taps());
        gate.waits(Duration.ofMillis(1));
        assertEquals(List.of("tap granted pass"), gate.rig.taps());
        // Its word comes late: nobody is let in by it twice.
        site.settle();
        assertEquals(List.of("OK"), gate.taps("granted"));
        assertEquals(List.of(), gate.doubles());
    }

    @Test
    void orNobodyComesInIfTheSiteWantsThat() {
        var careful = new SharedGates(REFUSE, "barrier", "gate");
        var one = careful.gate("gate");
        careful.settle();
        one.shows(code());
        one.waits(LIMIT);
        one.journal();
        assertEquals(List.of("DEVICE_FAULT"), one.taps("refused"));
        one.cut();
        one.waits(Duration.ofSeconds(2));
        one.shows(code());
        one.journal();
        assertEquals(List.of("DEVICE_FAULT", "DEVICE_FAULT"), one.taps("refused"));
        one.rig.shows("lane-out", code());
        one.journal();
        assertEquals(List.of("OK"), one.taps("granted"), "nobody is kept in");
        // What it claimed is given up once it can say so.
        one.connects();
        careful.settle();
        careful.gate("barrier").shows(code());
        careful.settle();
        assertEquals(List.of("OK"), careful.gate("barrier").taps("granted"));
    }

    @Test
    void whereTheLineIsKnownToBeAwayNobodyWaits() {
        site.settle();
        gate.cut();
        gate.shows(code());
        assertEquals(List.of("tap granted pass"), gate.rig.taps());
    }

    /// Of a device that died with a claim nobody knows whether it let them in.
    @Test
    void aClaimOfADeviceThatIsGoneClosesThePassForAWhileOnly() {
        site.settle();
        gate.shows(code());
        gate.accept();
        gate.cut();
        site.settle();
        barrier.shows(code());
        barrier.journal();
        assertEquals(List.of("BUSY"), barrier.taps("refused"));
        barrier.waits(Elsewhere.CLAIM_KEPT);
        barrier.shows(code());
        site.settle();
        assertEquals(List.of("OK"), barrier.taps("granted"));
    }

    /// A broker without one order: each hears the other first.
    @Test
    void whereEachHearsTheOtherFirstTheFirstByNameComesIn() {
        site.settle();
        barrier.shows(code());
        gate.shows(code());
        barrier.accept();
        gate.accept();
        var swapped = List.copyOf(barrier.post).reversed();
        barrier.post.clear();
        barrier.post.addAll(swapped);
        site.settle();
        assertEquals(List.of("OK"), barrier.taps("granted"));
        assertEquals(List.of("BUSY"), gate.taps("refused"));
    }

    /// And each hears itself first: it cannot be prevented, and is found.
    @Test
    void whereEachHearsItselfFirstItIsFoundAtOnce() {
        site.settle();
        barrier.shows(code());
        gate.shows(code());
        barrier.accept();
        gate.accept();
        var swapped = List.copyOf(gate.post).reversed();
        gate.post.clear();
        gate.post.addAll(swapped);
        site.settle();
        barrier.assertFlagged("gate");
        gate.assertFlagged("barrier");
    }

    @Test
    void whoeverIsNotLetInForWantOfARecordHasTakenNothingFromTheOther() {
        site.settle();
        gate.shows(code());
        gate.journal();
        gate.accept();
        gate.deliver();
        gate.refuses();
        site.settle();
        assertEquals(List.of(), gate.rig.line);
        barrier.shows(code());
        site.settle();
        assertEquals(List.of("OK"), barrier.taps("granted"));
    }

    /// Neither what another says nor what was said before the claim is its answer.
    @Test
    void onlyItsOwnWordComingBackAnswersAClaim() {
        site.settle();
        gate.shows(code(new Token(7, 9), 1));
        gate.journal();
        gate.accept();
        gate.shows(code());
        gate.journal();
        barrier.shows(code(new Token(7, 8), 1));
        barrier.accept();
        gate.deliver();
        gate.journal();
        assertEquals(List.of("OK"), gate.taps("granted"), "the first one alone");
        gate.deliver();
        gate.journal();
        assertEquals(List.of("OK"), gate.taps("granted"), "still");
        site.settle();
        assertEquals(List.of("OK", "OK"), gate.taps("granted"));
    }

    /// Two passes are claimed side by side; what was used here needs no broker.
    @Test
    void twoPassesAreClaimedTogetherAndNeitherIsGoodAgain() {
        site.settle();
        gate.shows(code());
        gate.rig.shows("lane-in", code(new Token(7, 9), 1));
        site.settle();
        assertEquals(List.of("OK", "OK"), gate.taps("granted"));
        gate.waits(Duration.ofSeconds(2));
        gate.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP"), gate.taps("refused"));
    }

    // --- who talks ---

    @Test
    void nobodyIsHeardButThoseThatAreNamed() {
        site.settle();
        var word = new SharedGates(OPEN, "gate", "stranger");
        word.settle();
        word.gate("stranger").shows(code());
        word.settle();
        var letter = new ArrayList<String>();
        word.gate("gate").cut();
        word.gate("gate").connects();
        letter.addAll(word.gate("gate").post);
        letter.stream().filter(it -> it.startsWith("stranger")).forEach(gate::hear);
        gate.shows(code());
        site.settle();
        assertEquals(List.of("OK"), gate.taps("granted"));
        assertEquals(List.of(), gate.doubles());
    }

    /// Another run of ours has said more, as the broker has it: ours is the one that counts.
    @Test
    void aDeviceThatLostItsNumberIsHeardAgain() {
        site.settle();
        forge(90_000_000_000L);
        gate.shows(code());
        site.settle();
        assertEquals(List.of("OK"), gate.taps("granted"));
        barrier.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP"), barrier.taps("refused"));
    }

    /// Numbers begin again where they end, and so nobody has the last word in its name.
    @Test
    void nobodySilencesADeviceByTheHighestNumber() {
        site.settle();
        forge(1L << 52);
        site.settle();
        forge((1L << 53) - 1);
        gate.shows(code());
        site.settle();
        assertEquals(List.of("OK"), gate.taps("granted"));
        barrier.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP"), barrier.taps("refused"));
    }

    /// The broker has lost what it kept when the device comes back; the others stayed.
    @Test
    void aRunIsHeardThoughTheBrokerForgotTheOneBefore() {
        site.settle();
        forge(110_000_000L); // a long run
        site.settle();
        gate.cut();
        gate.restarts();
        gate.up = true;
        gate.shows(code());
        site.settle();
        assertEquals(List.of("OK"), gate.taps("granted"));
        barrier.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP"), barrier.taps("refused"));
    }

    /// Says that of the gate, as the broker tells everybody.
    private void forge(long number) {
        var word =
                "gate {\"device\":\"gate\",\"number\":%d,\"passes\":[],\"session\":7,\"v\":1}"
                        .formatted(number);
        gate.hear(word);
        barrier.hear(word);
    }
}
