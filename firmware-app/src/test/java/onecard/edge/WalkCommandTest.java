package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import onecard.edge.birth.Birth;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.demo.DemoBroker;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.edge.walk.Answer;
import onecard.edge.walk.Ask;
import onecard.edge.walk.Block;
import onecard.edge.walk.ConsoleInstaller;
import onecard.edge.walk.Installer;
import onecard.edge.walk.Page;
import onecard.edge.walk.Report;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A door commissioned from end to end: simulated lines, the daemon itself, a broker, and an
/// installer who does what is asked.
class WalkCommandTest {

    private static final String CARD = "342500d15600000500000000000000";
    private static final String HASH = "c0ffee00";
    private static final int KNOWN = 9; // of this place; who comes next has another card
    private static final String SITE =
            """
            onecard: 1
            site: hall
            device: gate
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true, applications: [ssc, uid], contact_cards: refuse } }
              relays: { lock: { sim: true, max_on_ms: 10000, at_stop: off } }
              contacts:
                leaf: { sim: true, closed_when: high, debounce_ms: 10 }
                fire: { sim: true, closed_when: high, debounce_ms: 10 }
            points:
              - { id: door-1, profile: door, in: { reader: in, relay: lock }, contact: leaf, fire: fire, lock: fail_safe,
                  release_ms: 3000, lists: [staff], least: A0, journal_full: refuse }
            lists: { staff: { local: true } }
            journal: { host: none }
            uplink: { url: "mqtt://127.0.0.1:PORT" }
            keys: { site: { generate: true } }
            """;

    /// Left out here: what takes its time, and what the table of the blocks has.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "held_open door-1",
                    "re-tap door-1",
                    "two in",
                    "denied",
                    "expired",
                    "near-expiry",
                    "out-of-hours",
                    "contact-only");

    @TempDir private Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path site = Path.of("");
    private Path state = Path.of("");
    private Optional<DemoBroker> broker = Optional.empty();

    @BeforeEach
    void place() throws IOException {
        state = directory.resolve("state");
        site = directory.resolve("site.yaml");
        Files.writeString(site, SITE.replace("PORT", String.valueOf(Ports.free())));
    }

    @AfterEach
    void end() {
        broker.ifPresent(DemoBroker::close);
    }

    @Test
    void aDoorIsCommissionedAndItsReportIsProved() throws Exception {
        int port = Ports.free();
        Files.writeString(site, SITE.replace("PORT", String.valueOf(port)));
        broker = Optional.of(new DemoBroker(port));
        var there = new AtTheDoor();
        var report =
                walk(
                        new WalkCommand.Hands(
                                there,
                                there::starts,
                                time -> LockSupport.parkNanos(time.toNanos())));

        // Where the machine is busy a relay drops late, and its pulse is rightly told of.
        assertEquals(
                List.of(),
                mistakes(report).stream().filter(it -> !it.equals("PULSE_WIDTH")).toList());
        assertEquals(
                List.of(),
                steps(report, "failed").stream()
                        .filter(step -> !step.text("part").equals(Optional.of("board.relays.lock")))
                        .toList());
        assertEquals(LEFT_OUT.size() + 1, steps(report, "skipped").size()); // and the fire's line
        for (var block : Block.values()) {
            boolean walked =
                    steps(report, "passed").stream()
                            .anyMatch(step -> step.text("block").equals(Optional.of(block.wire())));
            assertEquals(block != Block.MONEY, walked, block::toString);
        }
        assertEquals(Optional.of("Wang"), report.text("walked_by"));

        var json = Files.readString(directory.resolve("report.json"));
        assertFalse(json.contains(CARD) || json.contains("token"), "whose card it was");
        var html = directory.resolve("report.en.html");
        assertTrue(Files.readString(html).contains("2000 ms asked for, as the line"));
        assertTrue(Files.readString(html).contains("</svg>"));
        assertTrue(Files.readString(html).contains("cards read: ssc 3 A"));
        for (var file : List.of("report.json", "report.en.html", "report.zh-CN.html")) {
            assertEquals(0, verify(directory.resolve(file)), this::said);
        }
        var page = Files.readString(html);
        Files.writeString(html, page.replace("<h1>Commissioning", "<h1>Another"));
        assertEquals(Exit.PROBLEMS, verify(html));
        assertTrue(said().contains("was altered since"), this::said);
        Files.writeString(html, page.replace("Wang", "Wang Wu"));
        assertEquals(Exit.PROBLEMS, verify(html));
        var other = "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        assertEquals(
                Exit.PROBLEMS,
                run(
                        "walk",
                        "--verify",
                        directory.resolve("report.json").toString(),
                        "--key",
                        other));
        assertTrue(said().contains("by another device"), this::said);
    }

    @Test
    void aWalkWithoutAnswersLeavesEverythingOutAndSaysSo() throws Exception {
        Installer nobody = _ -> new Answer.Skipped("nobody is here");
        var report = walk(new WalkCommand.Hands(nobody, _ -> {}, _ -> {}));
        assertFalse(steps(report, "skipped").isEmpty());
        assertEquals(
                List.of("offline"), // nobody needs to be there to see that there is no broker
                steps(report, "failed").stream()
                        .map(step -> step.text("block").orElseThrow())
                        .toList());
    }

    /// A fire holds it from the start on.
    @Test
    void aLockThatIsHeldIsNotTakenForOneThatTheStartMoved() throws Exception {
        var sim = Files.createDirectories(state.resolve("sim"));
        Files.writeString(sim.resolve("fire.pull"), "1");
        Installer nobody = _ -> new Answer.Skipped("nobody is here");
        var report =
                walk(
                        new WalkCommand.Hands(
                                nobody, _ -> new Watched(state).awaitLevel("lock", 1), _ -> {}));
        assertEquals(List.of(), mistakes(report));
    }

    /// It was lost before anybody was asked for a card.
    @Test
    void aReaderThatIsNotThereIsNamed() throws Exception {
        Installer idle =
                ask ->
                        switch (ask) {
                            case Ask.Act _ -> new Answer.Done(); // and does nothing
                            case Ask.Confirm _ -> new Answer.Choice(0);
                            case Ask.HandsOff _,
                                    Ask.Work _,
                                    Ask.Watch _,
                                    Ask.Saw _,
                                    Ask.Which _,
                                    Ask.LampDid _,
                                    Ask.Tell _ ->
                                    new Answer.Skipped("-");
                        };
        var report =
                walk(
                        new WalkCommand.Hands(
                                idle,
                                daemon -> pulled((SimReader) daemon.reader("in").orElseThrow()),
                                _ -> {}));
        assertEquals(List.of("READER_LOST"), mistakes(report));
    }

    /// The process is gone with the power; the board starts its daemon before anybody goes on.
    @Test
    void aWalkGoesOnAfterThePowerWasCut() throws Exception {
        var begun = new ArrayList<Block>();
        assertThrows(
                PowerCut.class, () -> walk(new WalkCommand.Hands(cut(begun), _ -> {}, _ -> {})));
        assertTrue(begun.contains(Block.READERS), begun::toString);
        assertFalse(begun.contains(Block.DATA), begun::toString);
        bootedAnew();
        var _ = started();

        begun.clear();
        Installer back = told(begun, ask -> new Answer.Skipped("-"));
        var report =
                walk(
                        new WalkCommand(console()),
                        new WalkCommand.Hands(back, _ -> {}, _ -> {}),
                        "--resume");
        assertEquals(
                List.of(
                        Block.SAFETY,
                        Block.DATA,
                        Block.OFFLINE,
                        Block.MONEY,
                        Block.LOAD,
                        Block.HANDOVER),
                begun);
        assertEquals(4, count(report, "block", "wiring"), "what came before the cut is in it");
        assertEquals(1, count(report, "part", "power"), "nobody looked whether something moved");
        var measured =
                steps(report, "skipped").stream()
                        .filter(step -> step.text("part").equals(Optional.of("power")))
                        .map(step -> step.array("measured").orElseThrow().toString())
                        .findFirst()
                        .orElseThrow();
        assertTrue(measured.contains("boot dead"), measured);
        assertTrue(measured.contains("came up by itself"), measured);
        assertFalse(Files.exists(state.resolve("walk.json")), "it is over");
    }

    /// The walk's own daemon is none that came up by itself.
    @Test
    void aDaemonThatDoesNotComeBackWithThePowerFails() throws Exception {
        assertThrows(
                PowerCut.class,
                () -> walk(new WalkCommand.Hands(cut(new ArrayList<>()), _ -> {}, _ -> {})));
        bootedAnew();
        Installer nobody = _ -> new Answer.Skipped("-");
        var report =
                walk(
                        new WalkCommand(console()),
                        new WalkCommand.Hands(nobody, _ -> {}, _ -> {}),
                        "--resume");
        assertTrue(
                steps(report, "failed").stream()
                        .anyMatch(step -> step.toString().contains("did not come up by itself")),
                report::toString);
    }

    /// Nor is it where it records for the first time once the power is to be cut.
    @Test
    void aRecordOfTheWalksOwnDaemonIsNoneOfAnother() throws Exception {
        var _ = started();
        long place = recorded();
        var own = started();
        var journal = state.resolve("journal.db");
        assertEquals(Optional.empty(), WalkedDaemon.firstRecord(journal, place, own));
        assertTrue(WalkedDaemon.firstRecord(journal, place, "none").isPresent());
        var _ = started();
        assertTrue(WalkedDaemon.firstRecord(journal, place, own).isPresent());
    }

    /// A terminal goes, and no signal says so: the walk is reported as far as it came, and kept.
    @Test
    void aWalkThatNobodyAnswersAnyMoreGoesOn() throws Exception {
        var answers = new ArrayDeque<>(List.of("s", "s", "s", "s", "s"));
        var terminal = new ConsoleInstaller(Lang.EN, _ -> {}, answers::poll);
        var report = walk(new WalkCommand.Hands(terminal, _ -> {}, _ -> {}));
        assertTrue(answers.isEmpty(), "it came to the readers");
        assertTrue(count(report, "block", "readers") > 0, report::toString);
        assertTrue(said().contains("go on with the rest by --resume"), this::said);

        var begun = new ArrayList<Block>();
        var next =
                walk(
                        new WalkCommand(console()),
                        new WalkCommand.Hands(
                                told(begun, _ -> new Answer.Skipped("-")), _ -> {}, _ -> {}),
                        "--resume");
        assertEquals(Block.READERS, begun.getFirst());
        assertEquals(
                count(report, "block", "readers"),
                count(next, "block", "readers"),
                "what was left out for want of answers is asked once more, and told once");
        assertFalse(Files.exists(state.resolve("walk.json")), "it is over");
    }

    private void bootedAnew() throws IOException {
        var kept = state.resolve("walk.json");
        var text = Files.readString(kept);
        Files.writeString(kept, text.replaceFirst("\"boot\":\"....", "\"boot\":\"dead"));
    }

    /// What was not cut off is asked for once more.
    @Test
    void aWalkThatGoesOnAtTheSameBootAsksForThePowerAgain() throws Exception {
        assertThrows(
                PowerCut.class,
                () -> walk(new WalkCommand.Hands(cut(new ArrayList<>()), _ -> {}, _ -> {})));
        var asked = new ArrayList<String>();
        Installer back =
                ask -> {
                    asked.add(ask.words().en());
                    return ask instanceof Ask.Confirm(var step, _) && step.equals("resume")
                            ? new Answer.Choice(0)
                            : new Answer.Skipped("-");
                };
        var report = walk(new WalkCommand.Hands(back, _ -> {}, _ -> {}));
        assertTrue(asked.getFirst().contains("4 of its blocks are"), asked::toString);
        assertTrue(
                asked.get(1).startsWith("the controller was not without power"), asked::toString);
        assertEquals(1, count(report, "part", "start"), "what was done is not done twice");
    }

    @Test
    void thereIsNothingToGoOnWithWhereNoWalkWasCutShort() {
        assertEquals(
                Exit.FAILED,
                run("walk", "--site", site.toString(), "--state", state.toString(), "--resume"));
        assertTrue(said().contains("no walk of this site file was cut short"), this::said);
    }

    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Nobody does anything, until the power is to be cut.
    private static Installer cut(List<Block> begun) {
        return told(
                begun,
                ask -> {
                    if (ask instanceof Ask.Act(var step, _) && step.equals("power")) {
                        throw new PowerCut();
                    }
                    return new Answer.Skipped("-");
                });
    }

    private static Installer told(List<Block> begun, Installer answers) {
        return new Installer() {
            @Override
            public Answer answer(Ask ask) {
                return answers.answer(ask);
            }

            @Override
            public void begins(Block block) {
                begun.add(block);
            }
        };
    }

    /// By the board itself.
    ///
    /// @return what its records call that start
    private String started() throws IOException {
        var read = SiteFile.read(Files.readString(site));
        var profile = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        long before = recorded();
        try (var held = StateDir.hold(state).orElseThrow();
                var daemon = Wiring.start(profile, held, HASH, bug -> {})) {
            Await.until("its first record", Watched.SOON, () -> recorded() > before);
            return daemon.boot();
        }
    }

    private long recorded() {
        try {
            return WalkedDaemon.recorded(state.resolve("journal.db"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Of steps that were left out.
    private static long count(Json.Obj report, String field, String value) {
        return steps(report, "skipped").stream()
                .filter(step -> step.text(field).equals(Optional.of(value)))
                .count();
    }

    private static List<String> mistakes(Json.Obj report) {
        return report.array("findings").orElseThrow().items().stream()
                .map(found -> ((Json.Obj) found).text("mistake").orElseThrow())
                .toList();
    }

    private void pulled(SimReader reader) {
        reader.lose();
        var _ =
                new Watched(state)
                        .next(data -> data.text("alarm").equals(Optional.of("reader_lost")));
    }

    /// In the middle of a pulse; what asks then is asked of nobody, and no daemon starts any more.
    @Test
    void aWalkThatIsCutShortLeavesNoOutputEnergised() throws Exception {
        Installer there = ask -> ask instanceof Ask.Tell ? new Answer.Text("-") : new Answer.Done();
        var command = new WalkCommand(console());
        var trace = state.resolve("sim").resolve("lines.trace");
        var report =
                walk(
                        command,
                        new WalkCommand.Hands(
                                there,
                                _ -> {},
                                time -> {
                                    if (level(trace).equals(Optional.of(1L))) {
                                        command.hold().cut();
                                    }
                                    LockSupport.parkNanos(time.toNanos());
                                }));
        assertEquals(Optional.of(0L), level(trace));
        assertEquals(1, energised(trace), "it was once, and not again");
        var failed = steps(report, "failed").stream().map(step -> step.text("part").orElseThrow());
        assertTrue(failed.toList().contains("daemon"), report::toString);
    }

    private static long energised(Path trace) {
        return levels(trace).stream().filter(level -> level == 1).count();
    }

    private static Optional<Long> level(Path trace) {
        return levels(trace).stream().reduce((_, last) -> last);
    }

    /// Of the lock, one after the other.
    private static List<Long> levels(Path trace) {
        try {
            return Files.exists(trace)
                    ? Files.readAllLines(trace).stream()
                            .flatMap(line -> JsonReader.object(line).stream())
                            .flatMap(change -> change.number("level").stream())
                            .toList()
                    : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Before anybody is asked for anything: nobody walks an hour for a report that is lost.
    @Test
    void aReportThatCannotBeWrittenIsToldBeforeTheWalk() {
        var nowhere = directory.resolve("nowhere");
        assertEquals(
                Exit.FAILED,
                run(
                        "walk",
                        "--site",
                        site.toString(),
                        "--state",
                        state.toString(),
                        "--report",
                        nowhere.resolve("report").toString()));
        assertTrue(said().contains(nowhere + ": no report can be written there"), this::said);
        assertFalse(Files.exists(state.resolve("journal.db")), "nothing was walked");
    }

    @Test
    void aStateThatADaemonHoldsIsNotWalked() throws IOException {
        try (var _ = StateDir.hold(state).orElseThrow()) {
            assertEquals(
                    Exit.FAILED,
                    run("walk", "--site", site.toString(), "--state", state.toString()));
        }
        assertTrue(said().contains("may be held by one onecard at a time"), this::said);
    }

    /// Only root may give a directory away.
    @Test
    void aStateOfAnotherUserIsNotWalked() throws IOException {
        assumeTrue(System.getProperty("user.name", "").equals("root"), "not root");
        Files.createDirectories(state);
        var users = state.getFileSystem().getUserPrincipalLookupService();
        Files.setOwner(state, users.lookupPrincipalByName("nobody"));
        assertEquals(
                Exit.FAILED, run("walk", "--site", site.toString(), "--state", state.toString()));
        assertTrue(said().contains("belongs to user nobody"), this::said);
    }

    @Test
    void wrongUsageAndWhatIsNoReportAreTold() throws IOException {
        assertEquals(Exit.USAGE, run("walk"));
        var file = directory.resolve("some.html");
        Files.writeString(file, "<html></html>");
        assertEquals(Exit.PROBLEMS, verify(file));
        Files.writeString(file, "{\"report\":1}");
        assertEquals(Exit.PROBLEMS, verify(file));
    }

    @Test
    void aPageThatAnotherVersionMadeIsToldFromOneThatWasAltered() throws IOException {
        var key = SigningKey.ofSeed(new byte[32]);
        var page = directory.resolve("some.html");
        for (var version : List.of("0.9", Birth.VERSION)) {
            var time = OffsetDateTime.parse("2026-11-30T15:00:00+08:00");
            var report =
                    new Report(
                            Map.of("onecard", version),
                            time,
                            time,
                            "Wang",
                            List.of(),
                            List.of(),
                            Map.of());
            Files.writeString(page, Page.of(report.signed(key), Lang.EN) + "\n");
            assertEquals(Exit.PROBLEMS, verify(page));
            assertEquals(!version.equals("0.9"), said().contains("was altered since"), this::said);
        }
        assertTrue(said().contains("made by version 0.9 and not " + Birth.VERSION), this::said);
    }

    private Json.Obj walk(WalkCommand.Hands hands) throws IOException {
        return walk(new WalkCommand(console()), hands);
    }

    private Json.Obj walk(WalkCommand command, WalkCommand.Hands hands, String... options)
            throws IOException {
        var args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--report", directory.resolve("report.html").toString()));
        new CommandLine(command).parseArgs(args.toArray(String[]::new));
        var read = SiteFile.read(Files.readString(site));
        var profile = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        try (var held = StateDir.hold(state).orElseThrow()) {
            int status = command.walk(profile, HASH, held, new WalkKept(state), hands);
            var report =
                    JsonReader.ownObject(Files.readString(directory.resolve("report.json")))
                            .orElseThrow();
            assertEquals(steps(report, "failed").isEmpty() ? 0 : Exit.PROBLEMS, status);
            return report;
        }
    }

    private static List<Json.Obj> steps(Json.Obj report, String result) {
        return report.array("steps").orElseThrow().items().stream()
                .map(Json.Obj.class::cast)
                .filter(step -> step.text("result").equals(Optional.of(result)))
                .toList();
    }

    private int verify(Path file) {
        return run("walk", "--verify", file.toString());
    }

    private int run(String... args) {
        return Main.run(console(), args);
    }

    private Console console() {
        return new Console(
                Lang.EN,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    /// Who does at the door what is asked, and sees what its lock does.
    private final class AtTheDoor implements Installer {

        private final Watched watched = new Watched(state);
        private Optional<Daemon> daemon = Optional.empty();
        private int came;
        private int strangers;

        void starts(Daemon started) {
            daemon = Optional.of(started);
            var csv =
                    new StringBuilder(
                            "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
            for (int i = 1; i <= KNOWN; i++) {
                csv.append("ssc,").append(CARD).append("0").append(i);
                csv.append(",p-").append(i).append(",staff,,,,\n");
            }
            imports(csv.toString());
        }

        private void imports(String csv) {
            try {
                var file = directory.resolve("staff.csv");
                Files.writeString(file, csv);
                var request = ListCommands.request(file, "staff", false, Lang.EN);
                var done = Control.ask(StateDir.controlSocket(state), request);
                assertEquals(
                        Optional.of((long) KNOWN),
                        done.flatMap(answer -> answer.number("entries")));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public Answer answer(Ask ask) {
            return switch (ask) {
                case Ask.HandsOff() -> {
                    pull("leaf", true);
                    yield new Answer.Done();
                }
                case Ask.Work(var sense, var back) -> {
                    if (sense.contact().equals("fire") && daemon.isEmpty()) {
                        yield new Answer.Skipped("the alarm is locked");
                    }
                    pull(sense.contact(), sense.activeAtRest() == back);
                    yield new Answer.Done();
                }
                case Ask.Watch _ -> new Answer.Done();
                case Ask.Saw _ -> new Answer.Choice(0);
                case Ask.Act(var step, _) when LEFT_OUT.contains(step) ->
                        new Answer.Skipped("not today");
                case Ask.Act(var step, _) -> {
                    act(step);
                    yield new Answer.Done();
                }
                case Ask.Confirm(var step, _) when step.startsWith("free") -> {
                    watched.awaitLevel("lock", 1);
                    yield new Answer.Choice(0);
                }
                case Ask.Confirm _ -> new Answer.Choice(0);
                case Ask.Tell _ -> new Answer.Text("Wang");
                case Ask.Which _, Ask.LampDid _ -> throw new AssertionError(ask);
            };
        }

        private void act(String step) {
            switch (step) {
                case "power" -> {} // a standby supply
                case "card in", "known", "not-passed door-1" -> known();
                case "foreign in" -> taps(1);
                case "reads in" -> taps(10);
                case "offline" -> taps(3);
                case "fast" -> taps(50);
                case "pass in door-1" -> {
                    known();
                    watched.awaitLevel("lock", 1);
                    pull("leaf", false);
                    pull("leaf", true);
                }
                case "forced door-1" -> {
                    pull("leaf", false);
                    pull("leaf", true);
                }
                default -> throw new AssertionError(step);
            }
        }

        private void known() {
            came++;
            tap(CARD + "0" + came);
        }

        /// Of strangers, each with a card of their own.
        private void taps(int many) {
            for (int i = 0; i < many; i++) {
                strangers++;
                tap(CARD + (char) ('a' + strangers / 16) + Integer.toHexString(strangers % 16));
            }
        }

        private long decided() {
            return daemon.orElseThrow()
                    .metrics()
                    .json()
                    .number("onecard_tap_milliseconds_count")
                    .orElse(0L);
        }

        /// As people do: the next one comes once this one was decided.
        private void tap(String card) {
            long before = decided();
            var reader = (SimReader) daemon.orElseThrow().reader("in").orElseThrow();
            reader.present(SimCard.socialSecurity(card, 3, Optional.of("20360131")), SimTear.NEVER);
            reader.remove();
            reader.awaitTold();
            Await.until("the tap", Watched.SOON, () -> decided() > before);
        }

        private void pull(String contact, boolean high) {
            try {
                watched.pull(contact, high ? 1 : 0);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
