package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import onecard.access.AntiPassback;
import onecard.access.Area;
import onecard.access.Assurance;
import onecard.access.Border;
import onecard.access.Company;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.TwoPersons;
import onecard.edge.cli.Console;
import onecard.edge.cli.ExplainCommand;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.PlateShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.plates.Match;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `explain` over taps of the real loop in a real journal.
class ExplainTest {

    private static final Safeguards SAFEGUARDS =
            Safeguards.NONE
                    .with(
                            new Border(
                                    Optional.empty(),
                                    Optional.of(
                                            new Area(
                                                    "lab",
                                                    Optional.of(new AntiPassback.Hard()),
                                                    OptionalInt.of(20),
                                                    Set.of(),
                                                    Optional.empty()))))
                    .with(
                            new Company(
                                    Set.of(),
                                    Optional.empty(),
                                    Optional.of(new TwoPersons(Set.of(), Duration.ofSeconds(15)))));

    @TempDir Path state;

    @Test
    void eachStepOfATapIsToldWithWhatItLookedAt() throws Exception {
        var rig = new Rig(Map.of("d", SAFEGUARDS));
        rig.tap("d-in", 1, "staff");
        rig.tap("d-in", 2, "staff");
        rig.answer();
        rig.open("d");
        rig.after(Duration.ofSeconds(3));
        rig.tap("d-in", 1, "staff");
        keep(rig);

        // The epoch record comes first.
        assertEquals(
                List.of(
                        "step  1    fire: not asked here",
                        "step  2    posture: clear",
                        "step  3    credential: clear  (kind uid, assurance A0)",
                        "step  4    signature: not asked here",
                        "step  5    deny: clear",
                        "step  6    known: clear  (name staff, version 17)",
                        "step  7    validity: clear",
                        "step  8    age of the list: clear",
                        "step  9    clock: clear  (clock synced)",
                        "step 10    schedule: not asked here",
                        "step 11    lock-out: clear",
                        "step 12    uses: not asked here",
                        "step 13    anti-passback: clear  (area lab)",
                        "step 14    occupancy: clear  (area lab, inside 0, limit 20)",
                        "step 15    interlock: not asked here",
                        "step 16    first person: not asked here",
                        "step 17    escort: not asked here",
                        "step 18    second person: asked"),
                steps(explain("00000001:2")));

        var answered = explain("00000001:3");
        assertTrue(answered.contains("asked      by 00000001:2"), answered::toString);
        assertEquals(
                "step 18    second person: clear  (companion " + Rig.subject(2) + ")",
                steps(answered).get(17));

        var last = steps(explain("00000001:" + (rig.journal.size() + 1)));
        assertEquals(
                "step 13    anti-passback: refused  (area lab, since 2026-11-24T01:00:00Z)",
                last.getLast());
    }

    @Test
    void whatIsNoTapHasNoSteps() throws Exception {
        var rig = new Rig(Map.of("d", SAFEGUARDS));
        rig.fire(true);
        keep(rig);
        assertEquals(List.of(), steps(explain("00000001:2")));
    }

    @Test
    void howAPlateWasFoundIsTold() throws Exception {
        var rig = new Rig(Map.of("d", SAFEGUARDS));
        var plate = new PlateShown(Optional.of(Match.AMBIGUOUS), 93, Duration.ofSeconds(10));
        var unknown =
                new Presentation.Known(
                        Credential.of(CredentialKind.PLATE, new Token(1, 1), Assurance.A0),
                        List.of(),
                        List.of());
        rig.loop.turn(
                new Stimulus.Presented(
                        "d-in",
                        unknown,
                        0,
                        0,
                        0,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(plate)),
                rig.now);
        keep(rig);
        var told = explain("00000001:2");
        assertTrue(told.contains("plate      ambiguous  confidence 93 %"), told::toString);
    }

    private void keep(Rig rig) throws Exception {
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "0001",
                        Rig.ZONE,
                        SigningKey.ofSeed(new byte[32]),
                        () -> "00000001");
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        try (var file =
                JournalFile.open(
                        state.resolve("journal.db"), who, limits, new MemoryFold(), rig.now)) {
            var _ = file.commit(rig.journal, rig.now);
        }
    }

    private List<String> explain(String id) {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        var command = new CommandLine(new ExplainCommand(new Console(Lang.EN, print, print)));
        assertEquals(0, command.execute(id, "--state", state.toString()));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> steps(List<String> story) {
        return story.stream().filter(line -> line.startsWith("step ")).toList();
    }
}
