package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.process.Await;
import onecard.edge.process.Listener;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The runbook's commands, taken from its text and run on what went wrong. Files of a board lie in
/// a folder of this test; `systemctl` starts and stops the daemon in this process; what only looks
/// at the machine is passed over.
class RunbookTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BEN = "342500d1560000050000000000000002";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            ssc,%s,p-0002,staff,,,,
            """
                    .formatted(ANN, BEN);

    /// They look, or are no affair of ours; what they are given is theirs to know.
    private static final Set<String> PASSED_OVER =
            Set.of("lsusb", "df", "ping", "journalctl", "timedatectl", "chronyc");

    /// They have no state to be told.
    private static final Set<String> STATELESS =
            Set.of("check", "keys new", "list publish", "journal verify --export");

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> words = new HashMap<>();
    private Optional<SimDaemon> board = Optional.empty();
    private Path site;
    private String yaml = "";
    private int port;

    /// What a command came to.
    private record Done(String command, int exit, String said) {}

    @BeforeEach
    void aBoard() throws Exception {
        port = Ports.free();
        var office = Files.createDirectories(at("/office"));
        var lists = SigningKey.madeAtFirstUse(office.resolve("lists.pem"));
        yaml =
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace("readers: { in", "readers: { out: { sim: true }, in")
                        .replace("relay: lock }", "relay: lock }, out: { reader: out }")
                        .replace("points:", "areas: { lab: { passback: hard } }\npoints:")
                        .replace("least: A0", "least: A0, area: lab")
                        .replace("device: bench", "device: north-gate")
                        .replace("journal: { host: none }", "journal: { host: none, max_mb: 512 }")
                        .replace(
                                "generate: true }",
                                "generate: true }, lists: [\"%s\"]".formatted(lists.publicText()))
                        .replace("127.0.0.1:1883", "127.0.0.1:" + port);
        for (var folder :
                List.of(
                        "/etc/onecard",
                        "/etc/credstore",
                        "/etc/chrony/conf.d",
                        "/var/tmp",
                        "/media/usb")) {
            Files.createDirectories(at(folder));
        }
        site = Files.writeString(at("/etc/onecard/site.yaml"), yaml);
        starts();
        board().imports("demo", PEOPLE, 2);
    }

    @AfterEach
    void ends() throws IOException {
        stops();
    }

    @Test
    void theBookHasElevenIncidentsAndEachHasCommands() throws Exception {
        var book = Runbook.read();
        assertEquals(
                IntStream.rangeClosed(0, 11).boxed().toList(), List.copyOf(book.all().keySet()));
        assertFalse(book.all().values().stream().anyMatch(List::isEmpty));
    }

    @Test
    void aDeadBoardIsReplaced() throws Exception {
        taps("in", ANN, "granted OK");
        var commands = Runbook.read().of(1);
        assertEquals(0, run(commands.getFirst()).exit());
        words.put("FORMER_KEY", said("signed by (ed25519:\\S+);"));
        stops();
        Files.move(at("/var/tmp/north-gate.backup"), at("/media/usb/north-gate.backup"));
        var former = at("/var/lib/onecard/state");
        var siteKey = Files.readString(former.resolve("site.key"));
        Files.move(former, at("/burnt"));
        Files.createDirectories(former);
        Files.writeString(former.resolve("site.key"), siteKey);
        Files.setPosixFilePermissions(
                former.resolve("site.key"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.delete(site);
        var sample = Files.createDirectories(at("/etc/onecard/lists")).resolve("people.csv");
        Files.copy(Path.of("src", "package", "people.csv"), sample);

        allGood(commands.subList(1, commands.size()));
        assertEquals(yaml, Files.readString(site));
        assertFalse(Files.exists(sample));
        var _ = board().watched.recorded();
        taps("in", ANN, "refused PASSBACK"); // as its predecessor saw
        taps("in", BEN, "granted OK");
    }

    /// The package's sample makes it each night.
    @Test
    void aBackupIsMadeEachNight() throws Exception {
        var unit = path("/usr/share/doc/onecard/examples/backup/onecard-backup.service");
        var starts =
                Files.readAllLines(unit).stream()
                        .filter(line -> line.startsWith("ExecStart="))
                        .map(line -> line.replace("ExecStart=/usr/bin/", ""))
                        .toList();
        assertEquals(1, starts.size());
        allGood(starts);
        assertTrue(Files.size(at("/var/tmp/onecard.backup")) > 0);
    }

    @Test
    void aRefusalIsExplained() throws Exception {
        taps("in", "342500d1560000050000000000000009", "refused UNKNOWN");
        var commands = Runbook.read().of(2);
        var tail = run(commands.getFirst());
        assertEquals(0, tail.exit());
        var last = tail.said().lines().filter(it -> it.contains("UNKNOWN")).toList().getLast();
        words.put("EVENT_ID", JsonReader.object(last).flatMap(it -> it.text("id")).orElseThrow());
        var explained = run(commands.get(1));
        assertEquals(0, explained.exit());
        assertTrue(explained.said().contains("UNKNOWN"), explained::said);
        assertEquals(2, commands.size());
    }

    @Test
    @Tag("mosquitto")
    void aLostCardIsDeniedByBrokerAndByHand() throws Exception {
        var commands = Runbook.read().of(3);
        Files.copy(site, at("/office/site.yaml"));
        deny(ANN);
        var births = new ConcurrentLinkedQueue<String>();
        try (var _ = Service.mosquitto(port, dir);
                var _ =
                        new Listener(
                                port,
                                "office",
                                "oc/v1/bench/north-gate/birth",
                                it -> births.add(it.text()))) {
            Await.until("the broker", SOON, () -> board().ailment().isEmpty());
            allGood(commands.subList(0, 2));
            Await.until("its word", SOON, () -> births.stream().anyMatch(RunbookTest::denies));
            taps("in", ANN, "refused DENIED_LIST");
        }
        deny(ANN, BEN);
        allGood(commands.subList(0, 1));
        copy(at("/office/lists"), at("/media/usb/lists"));
        allGood(commands.subList(2, 3));
        taps("in", BEN, "refused DENIED_LIST");
        assertEquals(3, commands.size());
    }

    @Test
    @Tag("mosquitto")
    void whatTheHostDidNotGetItGetsLaterOrOnceMore() throws Exception {
        taps("in", ANN, "granted OK");
        taps("out", ANN, "granted OK");
        var commands = Runbook.read().of(4);
        var doctor = run(commands.getFirst());
        assertEquals(0, doctor.exit(), "doors go on");
        assertTrue(doctor.said().contains("warn  uplink: "), doctor::said);
        allGood(commands.subList(1, 5));
        assertEquals(events(), Files.readAllLines(at("/media/usb/north-gate.jsonl")));

        var host = new ConcurrentLinkedQueue<String>();
        try (var _ = Service.mosquitto(port, dir);
                var _ =
                        new Listener(
                                port,
                                "host",
                                "oc/v1/bench/north-gate/evt/#",
                                it -> host.add(id(it.text())))) {
            var ids = events().stream().map(RunbookTest::id).toList();
            Await.until("all that it missed", SOON, () -> host.containsAll(ids));
            host.clear();
            var parts = ids.getLast().split(":");
            words.put("EPOCH", parts[1]);
            words.put("LAST_SEQ", parts[2]);
            allGood(commands.subList(5, 6));
            Await.until("all of it again", SOON, () -> host.containsAll(ids));
        }
        assertEquals(6, commands.size());
    }

    @Test
    void aReaderThatWasAwayIsBackByItself() throws Exception {
        var commands = Runbook.read().of(5);
        board().reader("in").lose();
        board().watched.next(it -> it.text("alarm").equals(Optional.of("reader_lost")));
        Await.until(
                "doctor to see it",
                SOON,
                () -> {
                    var doctor = run(commands.getFirst());
                    return doctor.exit() == 1 && doctor.said().contains("fail  board.readers.in: ");
                });
        run(commands.get(1));
        run(commands.get(2));
        board().reader("in").giveBack();
        Await.until("doctor to see it", SOON, () -> run(commands.get(3)).exit() == 0);
        taps("in", ANN, "granted OK");
        assertEquals(4, commands.size());
    }

    @Test
    void aJournalIsGivenOtherRoom() throws Exception {
        var commands = Runbook.read().of(6);
        allGood(commands.subList(0, 3));
        Files.writeString(site, yaml.replace("max_mb: 512", "max_mb: 64"));
        allGood(commands.subList(3, 6));
        assertTrue(out().contains("64 MB"), this::out);
        assertEquals(6, commands.size());
    }

    @Test
    void theClocksSettingsAreThoseThatComeWithThePackage() throws Exception {
        var commands = Runbook.read().of(7);
        allGood(commands);
        assertTrue(Files.readString(at("/etc/chrony/conf.d/onecard.conf")).contains("rtcsync"));
        assertTrue(out().contains("clock: "), this::out);
    }

    @Test
    void aSpoiltSiteFileGivesWayToTheOneBefore() throws Exception {
        var commands = Runbook.read().of(8);
        assertEquals(0, run(commands.getFirst()).exit());
        Files.writeString(site, yaml.replace("least: A0", "leest: A0"));
        var check = run(commands.get(1));
        assertEquals(1, check.exit());
        assertTrue(check.said().contains(site + ":14:"), check::said);
        assertTrue(check.said().contains("did you mean least?"), check::said);
        allGood(commands.subList(2, commands.size()));
        taps("in", ANN, "granted OK");
        assertEquals(5, commands.size());
    }

    @Test
    void afterAnEvacuationPeopleMayComeInAgain() throws Exception {
        words.put("POINT", "door-1");
        words.put("AREA", "lab");
        taps("in", ANN, "granted OK");
        var commands = Runbook.read().of(9);
        allGood(commands.subList(2, 3));
        taps("in", BEN, "refused LOCKDOWN");
        allGood(commands.subList(0, 2));
        taps("in", ANN, "granted OK");
        assertEquals(3, commands.size());
    }

    @Test
    void aCertificateCountsForAnotherWhile() throws Exception {
        var ca = at("/office/authority").toString();
        assertEquals(0, process("../scripts/ca", "init", ca, "langxi-hall"), this::err);
        assertEquals(0, process("../scripts/ca", "device", ca, "north-gate"), this::err);
        var issued = at("/office/authority/issued/north-gate.pem");
        var before = Files.readString(issued);
        var commands = Runbook.read().of(10);
        allGood(commands.subList(0, 1));
        assertFalse(Files.readString(issued).equals(before));
        Files.copy(issued, at("/media/usb/north-gate.pem"));
        allGood(commands.subList(1, commands.size()));
        assertEquals(
                Files.readString(issued), Files.readString(at("/etc/credstore/onecard.mqtt-cert")));
        assertEquals(4, commands.size());
    }

    @Test
    void theSitesKeyIsRolledAndWhoeverIsInsideStaysInside() throws Exception {
        words.put("LIST", "demo");
        taps("in", ANN, "granted OK");
        var commands = Runbook.read().of(11);
        allGood(commands.subList(0, 1));
        Files.copy(at("/office/next.key"), at("/media/usb/next.key"));
        var former = Files.move(state().resolve("site.key"), at("/etc/credstore/onecard.site-key"));
        allGood(commands.subList(1, 2));
        var next = at("/etc/credstore/onecard.site-key-next");
        var both = "site: { file: %s, former: { file: %s } }".formatted(next, former);
        Files.writeString(site, yaml.replace("site: { generate: true }", both));
        allGood(commands.subList(2, 4));
        taps("in", ANN, "refused PASSBACK");

        Files.writeString(at("/office/people.csv"), PEOPLE);
        Files.copy(site, at("/office/site.yaml"));
        allGood(commands.subList(4, 5));
        copy(at("/office/lists"), at("/media/usb/lists"));
        allGood(commands.subList(5, 6));
        taps("in", BEN, "granted OK"); // at once again would be the same presence
        taps("in", ANN, "refused PASSBACK");

        assertTrue(run(commands.get(6)).said().contains("since"), this::out);
        losesPower();
        Files.writeString(
                site,
                yaml.replace("site: { generate: true }", "site: { file: %s }".formatted(next)));
        losesPower();
        taps("in", ANN, "refused PASSBACK");
        for (var command : commands.subList(7, commands.size())) {
            allGood(List.of(command));
            losesPower();
            taps("in", ANN, "refused PASSBACK");
        }
        taps("out", ANN, "granted OK");
        assertFalse(Files.exists(former));
        assertEquals(10, commands.size());
    }

    @Test
    void anArchiveIsMadeForWhoeverIsAsked() throws Exception {
        allGood(Runbook.read().of(Runbook.OTHERWISE));
        assertTrue(Files.size(at("/var/tmp/support.zip")) > 0);
    }

    // --- what runs the commands ---

    private void allGood(List<String> commands) {
        assertFalse(commands.isEmpty());
        for (var command : commands) {
            var done = run(command);
            assertEquals(0, done.exit(), done::toString);
        }
    }

    /// As a shell would, as far as the book's lines go: words, one `>`, and nothing of its own.
    private Done run(String command) {
        out.reset();
        err.reset();
        try {
            var said = command.split(" > ", 2);
            var words = words(said[0]);
            int exit = done(words);
            if (said.length == 2) {
                Files.write(path(said[1]), out.toByteArray());
            }
            return new Done(command, exit, out() + err());
        } catch (Exception failed) {
            throw new AssertionError(command, failed);
        }
    }

    private List<String> words(String line) {
        var words = new ArrayList<>(List.of(line.strip().split("\\s+")));
        words.replaceAll(word -> this.words.getOrDefault(word, word));
        words.removeIf(word -> word.equals("sudo") || word.equals("office$"));
        return words;
    }

    private int done(List<String> words) throws Exception {
        var given = words.subList(1, words.size());
        if (PASSED_OVER.contains(words.getFirst())) {
            return 0;
        }
        return switch (words.getFirst()) {
            case "onecard" -> onecard(given);
            case "systemctl" -> systemctl(given);
            case "install", "cp" -> {
                var from = path(given.get(given.size() - 2));
                Files.copy(from, path(given.getLast()), StandardCopyOption.REPLACE_EXISTING);
                yield 0;
            }
            case "rm" -> {
                Files.deleteIfExists(path(given.getLast()));
                yield 0;
            }
            case "scripts/ca" ->
                    process(
                            "../scripts/ca",
                            given.getFirst(),
                            at("/office/" + given.get(1)).toString(),
                            given.get(2));
            default -> throw new AssertionError("nobody knows how to try " + words);
        };
    }

    private int onecard(List<String> given) {
        var args = new ArrayList<String>();
        for (var word : given) {
            boolean isOffices = isOfficesFile(word, args);
            boolean isFile = word.startsWith("/") || isOffices;
            args.add(isFile ? path(isOffices ? "/office/" + word : word).toString() : word);
        }
        // The office has the site's key, too: here in the state of the board.
        if (STATELESS.stream().noneMatch(String.join(" ", given)::startsWith)) {
            args.addAll(List.of("--state", state().toString()));
        }
        var console = new Console(Lang.EN, stream(out), stream(err));
        return Main.run(console, args.toArray(String[]::new));
    }

    /// A relative path: of a file of the office, or the folder of its lists.
    private static boolean isOfficesFile(String word, List<String> before) {
        boolean isName = !before.isEmpty() && before.getLast().equals("--list");
        return word.matches("[a-z]+\\.(csv|yaml|pem|key)") || word.equals("lists") && !isName;
    }

    private int systemctl(List<String> given) throws Exception {
        var what = given.getFirst() + " " + given.getLast();
        switch (what) {
            case "stop onecard" -> stops();
            case "restart onecard", "enable onecard" -> {
                stops();
                starts();
            }
            case "restart pcscd", "restart chrony" -> {}
            default -> throw new AssertionError("nobody knows how to try systemctl " + what);
        }
        return 0;
    }

    private int process(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var said = process.getInputStream()) {
            err.write(said.readAllBytes());
        }
        return process.waitFor();
    }

    // --- the board ---

    /// A file of the machine, in a folder of this test.
    private Path at(String path) {
        return dir.resolve("machine").resolve(path.substring(1));
    }

    private Path path(String path) {
        var examples = "/usr/share/doc/onecard/examples/";
        if (path.startsWith(examples)) {
            return Path.of("src/package/root").resolve(path.substring(1));
        }
        return path.startsWith("/var/lib/onecard/")
                ? state().resolve(path.substring("/var/lib/onecard/".length()))
                : at(path);
    }

    private Path state() {
        return at("/var/lib/onecard/state");
    }

    private SimDaemon board() {
        return board.orElseThrow();
    }

    private void starts() throws IOException {
        board = Optional.of(new SimDaemon(at("/var/lib/onecard"), Files.readString(site)));
        var _ = board().watched.recorded();
    }

    private void stops() throws IOException {
        if (board.isPresent()) {
            board().close();
        }
        board = Optional.empty();
    }

    /// Between two steps of whoever follows the book: the board starts as things are by then.
    private void losesPower() throws IOException {
        stops();
        starts();
    }

    private void taps(String reader, String card, String verdict) {
        assertEquals(verdict, verdict(reader, card));
    }

    private String verdict(String reader, String card) {
        board().tap(reader, card);
        return board().verdict();
    }

    private void deny(String... cards) throws IOException {
        var rows = Arrays.stream(cards).map(card -> "ssc," + card + ",,lost\n").toList();
        Files.writeString(at("/office/lost.csv"), "kind,id,from,reason\n" + String.join("", rows));
    }

    /// Whether a board says that it holds a list of whom it denies.
    private static boolean denies(String birth) {
        return JsonReader.object(birth).orElseThrow().array("lists").orElseThrow().items().stream()
                .map(Json.Obj.class::cast)
                .anyMatch(
                        list ->
                                list.text("name").equals(Optional.of("deny"))
                                        && list.number("version").orElse(0L) > 0);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private List<String> events() throws IOException {
        var events = new ArrayList<String>();
        try (var reader = JournalReader.open(StateDir.journal(state())).orElseThrow()) {
            long _ = reader.each(0, events::add);
        }
        return events;
    }

    private static String id(String event) {
        return JsonReader.object(event).flatMap((Json.Obj it) -> it.text("id")).orElseThrow();
    }

    private String said(String pattern) {
        var found = java.util.regex.Pattern.compile(pattern).matcher(out());
        assertTrue(found.find(), this::out);
        return found.group(1);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
