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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is held about somebody, asked and erased by the command: beside the daemon, in its place,
/// and as doors behave afterwards.
class TraceCommandTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String BOB = "342500d1560000050000000000000002";

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ContractValidator contract = new ContractValidator();
    private Optional<SimDaemon> daemon = Optional.empty();
    private Path site;
    private String text = "";

    @BeforeEach
    void start() throws Exception {
        text =
                Files.readString(Path.of("../profiles/examples/bench-door.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace("readers: { in", "readers: { out: { sim: true }, in")
                        .replace("relay: lock }", "relay: lock }, out: { reader: out }")
                        .replace("points:", "areas: { lab: { passback: hard } }\npoints:")
                        .replace("least: A0", "least: A0, area: lab, renew_within_days: 180")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        site = Files.writeString(dir.resolve("site.yaml"), text);
        starts();
        daemon().imports(
                        "demo",
                        Files.readString(Path.of("../profiles/examples/bench-door.csv")),
                        6);
    }

    @AfterEach
    void stop() throws IOException {
        stops();
    }

    @Test
    void whatIsErasedIsForgottenAtOnceAndAfterARestart() throws Exception {
        comesIn(ANN);
        taps(BOB);
        assertEquals("refused PASSBACK", taps(ANN));
        var card = token("\"rule\":\"staff\"", "credential", "token");
        var person = token("\"crossing\"", "crossing", "subject");
        assertEquals(0, trace(person));
        assertTrue(said().contains("area      lab"), this::said);
        assertEquals(0, trace(card));
        assertTrue(said().contains("prompted  today at door-1"), this::said);
        assertTrue(said().contains("list      demo version 1: 1 entries, as credential"));
        long before = events(card);
        assertTrue(before >= 2);

        assertEquals(0, trace(person, "--erase"));
        assertTrue(said().contains("erased    areas 1; kept until it lapses: -"), this::said);
        assertFalse(said().contains("area      lab"), this::said);
        assertEquals(0, trace(card, "--erase"));
        assertTrue(said().contains("erased    prompts 1"), this::said);
        taps(BOB);
        assertEquals("granted OK", taps(ANN));
        assumed(2);
        taps(BOB);
        assertEquals("refused PASSBACK", taps(ANN));
        assertEquals(0, trace(person, "--erase"));

        stops();
        starts();
        assertEquals("granted OK", taps(ANN));
        assertTrue(events(card) > before, "the journal is never changed");
        assertTrue(journal().stream().anyMatch(it -> it.contains("\"what\":\"erase\"")));
        for (var event : journal()) {
            var published = JsonReader.object(event).orElseThrow().with("replayed", false);
            assertEquals(Optional.empty(), contract.objectionBySchema("event", text(published)));
        }
    }

    @Test
    void withoutADaemonTheCommandIsOne() throws Exception {
        comesIn(ANN);
        var person = token("\"crossing\"", "crossing", "subject");
        stops();

        assertEquals(2, trace(person));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--site"));
        assertEquals(0, trace(person, "--site", site.toString()));
        assertTrue(said().contains("area      lab"), this::said);
        try (var held = StateDir.hold(dir.resolve("state")).orElseThrow()) {
            assertEquals(3, trace(person, "--erase", "--site", site.toString()), held::toString);
        }
        assertEquals(0, trace(person, "--erase", "--site", site.toString()));
        assertTrue(said().contains("erased    areas 1"), this::said);

        starts();
        assertEquals("granted OK", taps(ANN));
    }

    @Test
    void asJsonItIsEverythingThatNamesThem() throws Exception {
        comesIn(ANN);
        var card = token("\"rule\":\"staff\"", "credential", "token");
        assertEquals(0, trace(card, "--json"));
        var told = JsonReader.object(said()).orElseThrow();
        assertEquals(Optional.of(card), told.text("token"));
        assertEquals(
                journal().stream().filter(it -> it.contains(card)).toList(),
                told.array("events").orElseThrow().items().stream()
                        .map(event -> text((Json.Obj) event))
                        .toList());
        assertTrue(told.text("stay_until").isPresent());
        assertEquals(
                text(told), said().strip(), "one line, sorted, though it is told as it is read");
        assertEquals(0, trace(card, "--json", "--erase"));
        var both = JsonReader.object(said()).orElseThrow();
        assertEquals(text(both), said().strip());
        var erased = both.object("erased").orElseThrow();
        assertEquals(Optional.of(1L), erased.object("removed").orElseThrow().number("prompts"));

        assertEquals(0, trace("00".repeat(16)));
        assertTrue(said().contains("nothing is held about it"));
        assertEquals(2, trace("ABC"));
    }

    // --- what is done ---

    private SimDaemon daemon() {
        return daemon.orElseThrow();
    }

    private void starts() throws IOException {
        daemon = Optional.of(new SimDaemon(dir, text));
    }

    private void stops() throws IOException {
        if (daemon.isPresent()) {
            daemon.get().close();
        }
        daemon = Optional.empty();
    }

    private void comesIn(String card) {
        assertEquals("granted OK", taps(card));
        assumed(1);
    }

    /// Their card ends in a month.
    private String taps(String card) {
        var ends = LocalDate.now(ZONE).plusDays(30).format(DateTimeFormatter.BASIC_ISO_DATE);
        var reader = daemon().reader("in");
        reader.present(SimCard.socialSecurity(card, 3, Optional.of(ends)), SimTear.NEVER);
        reader.remove();
        return daemon().verdict();
    }

    /// No contact tells of a passage: it is assumed once the door has been released.
    private void assumed(int times) {
        Await.until(
                "a passage",
                Watched.SOON,
                () ->
                        journal().stream().filter(it -> it.contains("\"crossing\"")).count()
                                >= times);
    }

    private int trace(String token, String... more) {
        out.reset();
        err.reset();
        var words = new ArrayList<>(List.of("trace", "--token", token));
        words.addAll(List.of(more));
        words.addAll(List.of("--state", dir.resolve("state").toString(), "--lang", "en"));
        var console =
                new Console(
                        Lang.EN,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(console, words.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    // --- what is so ---

    private long events(String token) {
        return journal().stream().filter(it -> it.contains(token)).count();
    }

    /// In the last record with that text in it.
    private String token(String of, String member, String name) {
        return journal().reversed().stream()
                .filter(event -> event.contains(of) && !event.contains("\"refused\""))
                .map(event -> JsonReader.object(event).orElseThrow())
                .flatMap(event -> event.object("data").orElseThrow().object(member).stream())
                .flatMap(it -> it.text(name).stream())
                .reduce((_, first) -> first)
                .orElseThrow();
    }

    private List<String> journal() {
        var events = new ArrayList<String>();
        var file = dir.resolve("state").resolve("journal.db");
        try (var reader = JournalReader.open(file).orElseThrow()) {
            reader.each(0, events::add);
            return events;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String text(Json.Obj event) {
        return Canonical.text(event);
    }
}
