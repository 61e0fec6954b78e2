package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as somebody tries it, until its guests have come: what it says, and what its journal
/// and its lines hold of that.
class DemoTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir Path dir;

    @Test
    void everyGuestComesAndWhatBecomesOfThemIsTold() throws Exception {
        try (var demo =
                new DaemonProcess(
                        "demo", "--headless", "--lang", "en", "--state", dir.toString())) {
            for (var seen :
                    new String[] {
                        "onecard.tap.v1 granted OK pass",
                        "onecard.tap.v1 granted OK staff",
                        "onecard.tap.v1 refused REPLAYED",
                        "onecard.sale.v1 done subsidy 5.00 personal 7.00",
                        "onecard.sale.v1 done personal 12.00",
                        "onecard.tap.v1 refused NO_BALANCE",
                        "evt/gate-1/visit  entered",
                        "evt/guests-1/sale  done",
                        "evt/gate-1/visit  closed differences [\"card_not_returned\"]",
                        "evt/desk-1/attendance  on_time present 2 expected 2",
                        "evt/desk-1/attendance  walk_in present 2 expected 2",
                        "evt/desk-1/attendance  report present 2 expected 2 on_time 2 late 0"
                                + " walk_in 1",
                        "evt/barrier-1/tap  granted OK staff tolerant",
                        "evt/barrier-1/passage  passed",
                        "evt/barrier-1/tap  refused UNKNOWN none"
                    }) {
                Await.until(seen, SOON, () -> demo.output().contains(seen) || !demo.alive());
                assertTrue(demo.output().contains(seen), demo::output);
            }
            aVisitorComesEatsAndLeaves();
            whoeverSignedInIsInTheReport();
            theArmRisesForTheOneThatIsExpected();
        }
    }

    /// The gate, the till and the gate again know one pass. A guest who is not let out at once
    /// leaves in another round, so it begins with whoever is out.
    private void aVisitorComesEatsAndLeaves() {
        var pass = new Watched(dir).next(at("gate-1", "transition", "exited")).text("pass");
        var journal = new Watched(dir);
        journal.next(at("gate-1", "transition", "entered").and(it -> it.text("pass").equals(pass)));
        journal.next(at("guests-1", "state", "done").and(it -> it.text("subject").equals(pass)));
        journal.next(at("gate-1", "transition", "exited").and(it -> it.text("pass").equals(pass)));
        var closed =
                journal.next(
                        at("gate-1", "transition", "closed")
                                .and(it -> it.text("pass").equals(pass)));
        assertEquals("[\"card_not_returned\"]", Canonical.text(closed.array("differences").get()));
    }

    private void whoeverSignedInIsInTheReport() {
        var journal = new Watched(dir);
        var first = journal.next(at("desk-1", "result", "on_time"));
        var second = journal.next(at("desk-1", "result", "on_time"));
        var walkIn = journal.next(at("desk-1", "result", "walk_in"));
        var report = journal.next(at("desk-1", "what", "report"));
        for (var signed : List.of(first, second, walkIn)) {
            assertEquals(report.text("meeting"), signed.text("meeting"));
        }
        assertEquals(
                List.of(2L, 2L, 1L),
                List.of("present", "on_time", "walk_in").stream()
                        .map(field -> report.number(field).orElse(-1L))
                        .toList());
    }

    /// A car that does not drive through in time comes again, so it begins with one that passed.
    private void theArmRisesForTheOneThatIsExpected() {
        var passed = new Watched(dir).next(at("barrier-1", "result", "passed"));
        var journal = new Watched(dir);
        var granted = journal.next(it -> it.number("seq").equals(passed.number("cause_seq")));
        assertTrue(at("barrier-1", "verdict", "granted").test(granted), granted::toString);
        assertEquals("tolerant", match(granted));
        assertEquals("none", match(journal.next(at("barrier-1", "verdict", "refused"))));
        long raised = journal.timesOn("raise"); // before the journal, which has each grant first
        var rows = new Watched(dir).recorded().stream();
        long grants = rows.filter(at("barrier-1", "verdict", "granted")).count();
        assertTrue(raised <= grants, raised + " times up for " + grants);
    }

    private static String match(Json.Obj tap) {
        return tap.object("plate").flatMap(plate -> plate.text("match")).orElse("-");
    }

    private static Predicate<Json.Obj> at(String point, String field, String value) {
        return event ->
                event.text("point").equals(Optional.of(point))
                        && event.text(field).equals(Optional.of(value));
    }

    @Test
    void itEndsByItselfAndLeavesNothingBehind() throws Exception {
        var temporary = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + dir);
        try (var demo = new DaemonProcess(temporary, "demo", "--headless", "--seconds", "3")) {
            assertEquals(0, demo.await(SOON), demo::output);
            assertTrue(demo.output().contains("onecard-demo"), demo::output);
        }
        try (var left = Files.list(dir)) {
            assertEquals(
                    List.of(),
                    left.filter(it -> it.getFileName().toString().startsWith("onecard")).toList());
        }
    }
}
