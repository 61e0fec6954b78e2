package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.demo.DemoBroker;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.LocalCommands;
import onecard.edge.state.StateDir;
import onecard.edge.walk.Answer;
import onecard.edge.walk.Ask;
import onecard.edge.walk.Block;
import onecard.edge.walk.Installer;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimKeypad;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A till, and a site of a door, a tripod and that till, walked to the end with everything as it
/// should be: lines and readers are simulated, and the daemon, its journal and its link are not.
class WalkedSiteTest {

    private static final String CARD = "342500d1560000050000000000000";
    private static final String CASHIER = CARD + "900";
    private static final String PIN = "271828";
    private static final int DENIED = 50; // those before may pass
    private static final int EXPIRED = 51;
    private static final String SITE =
            """
            onecard: 1
            site: hall
            device: gate
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers:
                pay: { sim: true, applications: [ssc, uid], contact_cards: refuse }
            #     door-in: { sim: true, applications: [ssc, uid], contact_cards: refuse }
            #     lane-in: { sim: true, applications: [ssc, uid], contact_cards: refuse }
            #     lane-out: { sim: true, applications: [ssc, uid], contact_cards: refuse }
              keypads: { keys: { sim: true } }
            #   relays:
            #     lock: { line: 17, max_on_ms: 10000, at_stop: off }
            #     open-in: { line: 27, max_on_ms: 10000, at_stop: off }
            #     open-out: { line: 22, max_on_ms: 10000, at_stop: off }
            #   contacts:
            #     leaf: { line: 5, closed_when: high, bias: pull_down, debounce_ms: 10 }
            #     exit: { line: 6, closed_when: high, bias: pull_down, debounce_ms: 10 }
            #     fire: { line: 13, closed_when: high, bias: pull_down, debounce_ms: 10 }
            #     passed: { line: 19, closed_when: high, bias: pull_down, debounce_ms: 10 }
            schedules:
              always: [ { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", until: "00:00" } ]
            points:
            #   - { id: front, profile: door, in: { reader: door-in, relay: lock }, contact: leaf,
            #       exit_button: exit, fire: fire, lock: fail_safe, release_ms: 3000,
            #       lists: [staff], least: A0, journal_full: refuse }
            #   - { id: lane, profile: tripod, in: { reader: lane-in, relay: open-in },
            #       out: { reader: lane-out, relay: open-out }, passed: passed, fire: fire,
            #       window_ms: 3000, lists: [staff], least: A0, journal_full: refuse }
              - { id: till, profile: canteen, in: { reader: pay }, keypad: keys, payment: counted,
                  meals: { meal: { schedule: always } }, repeat_within_s: 0,
                  operators: { lists: [staff], duties: { cashiers: [sell, void, settle] } },
                  lists: [staff], least: A0 }
            lists: { staff: { local: true } }
            journal: { host: none }
            uplink: { url: "mqtt://127.0.0.1:PORT" }
            keys: { site: { generate: true } }
            """;

    /// Left out: what takes its time, what simulated readers cannot do, and cards that nobody has.
    private static final Map<String, String> LEFT_OUT =
            Map.of(
                    "held_open front", "it takes a minute",
                    "two", "no second card at hand",
                    "near-expiry", "no such card at hand",
                    "out-of-hours", "everybody may at any hour",
                    "contact-only", "no such card at hand");

    @TempDir private Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aTillSellsForAFenTakesItBackAndIsSettled() throws Exception {
        var there = new AtTheSite("pay");
        var report = walked(SITE, there);
        assertEquals(List.of(), steps(report, "failed"));
        assertEquals(
                List.of("sale till", "void till", "torn till", "settle till"),
                there.acted.stream().filter(step -> step.endsWith(" till")).toList());
        assertEquals(
                4,
                steps(report, "passed").stream()
                        .filter(step -> step.text("block").equals(Optional.of("money")))
                        .count());
    }

    @Test
    @Tag("long") // a lane has its time
    void everyBlockOfASiteIsWalked() throws Exception {
        var report = walked(SITE.replaceAll("(?m)^# ", ""), new AtTheSite("door-in"));
        // Where the machine is busy a relay drops late, and its pulse is rightly told of.
        assertEquals(
                List.of(),
                steps(report, "failed").stream()
                        .filter(step -> !step.text("part").orElse("").startsWith("board.relays."))
                        .toList());
        for (var block : Block.values()) {
            assertTrue(
                    steps(report, "passed").stream()
                            .anyMatch(step -> step.text("block").equals(Optional.of(block.wire()))),
                    block::toString);
        }
        for (var lang : Lang.values()) {
            var page = directory.resolve("handover." + lang.tag() + ".html").toString();
            assertEquals(0, Main.run(console(), "walk", "--verify", page), this::said);
        }
    }

    private Json.Obj walked(String site, AtTheSite there) throws Exception {
        int port = Ports.free();
        var read = SiteFile.read(site.replace("PORT", String.valueOf(port)));
        var profile = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        var command = new WalkCommand(console());
        new CommandLine(command)
                .parseArgs("--readings", "3", "--report", directory.resolve("handover").toString());
        try (var _ = new DemoBroker(port);
                var held = StateDir.hold(there.state).orElseThrow()) {
            command.walk(
                    profile,
                    "c0ffee00",
                    held,
                    new WalkKept(there.state),
                    new WalkCommand.Hands(there, there::starts, WalkedSiteTest::passes));
        }
        return JsonReader.ownObject(Files.readString(directory.resolve("handover.json")))
                .orElseThrow();
    }

    /// What is waited for is waited for shorter: nobody here is slow.
    private static void passes(Duration time) {
        LockSupport.parkNanos(Math.min(time.toNanos(), Duration.ofMillis(100).toNanos()));
    }

    private static List<Json.Obj> steps(Json.Obj report, String result) {
        return report.array("steps").orElseThrow().items().stream()
                .map(Json.Obj.class::cast)
                .filter(step -> step.text("result").equals(Optional.of(result)))
                .toList();
    }

    private Console console() {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(Lang.EN, stream, stream);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Who does at the site what is asked: walks, taps, sells.
    private final class AtTheSite implements Installer {

        final List<String> acted = new ArrayList<>();
        private final String entrance;
        private final Path state = directory.resolve("state");
        private final Watched watched = new Watched(state);
        private Optional<Daemon> daemon = Optional.empty();
        private int came;
        private int strangers;

        /// @param entrance the reader that is tried for what concerns any
        AtTheSite(String entrance) {
            this.entrance = entrance;
        }

        void starts(Daemon started) {
            daemon = Optional.of(started);
            var csv =
                    new StringBuilder(
                            "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
            csv.append("ssc,").append(CASHIER).append(",p-900,cashiers,,,,\n");
            csv.append("pin,").append(PIN).append(",p-900,cashiers,,,,\n");
            for (int i = 1; i < DENIED; i++) {
                csv.append("ssc,").append(known(i)).append(",p-").append(i).append(",staff,,,,\n");
            }
            csv.append("ssc,").append(known(DENIED)).append(",p-50,staff,,,,1\n");
            csv.append("ssc,").append(known(EXPIRED)).append(",p-51,staff,,2026-01-31,,\n");
            try {
                var file = directory.resolve("staff.csv");
                Files.writeString(file, csv);
                var request = ListCommands.request(file, "staff", false, Lang.EN);
                var done = Control.ask(StateDir.controlSocket(state), request);
                assertEquals(Optional.of(53L), done.flatMap(answer -> answer.number("entries")));
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
                    pull(sense.contact(), sense.activeAtRest() == back);
                    yield new Answer.Done();
                }
                case Ask.Watch _ -> new Answer.Done();
                case Ask.Saw _, Ask.Confirm _ -> new Answer.Choice(0);
                case Ask.Act(var step, _) -> act(step);
                case Ask.Tell(var step, _) ->
                        new Answer.Text(step.equals("battery") ? "LFP 12 V 7 Ah, 2026-11" : "王");
                case Ask.Which _, Ask.LampDid _ -> throw new AssertionError(ask);
            };
        }

        private Answer act(String step) {
            var words = step.split(" ", -1);
            var why = LEFT_OUT.getOrDefault(step, LEFT_OUT.get(words[0]));
            if (why != null) {
                return new Answer.Skipped(why);
            }
            acted.add(step);
            var at = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "card" -> {
                    comes(at);
                    if (at.startsWith("lane")) {
                        home();
                    }
                }
                case "foreign" -> stranger(at);
                case "reads" -> strangers(at, 3);
                case "known" -> {
                    if (entrance.equals("pay")) {
                        return new Answer.Skipped("that comes with the money");
                    }
                    comes(entrance);
                }
                case "denied" -> taps(entrance, known(DENIED));
                case "expired" -> taps(entrance, known(EXPIRED));
                case "offline" -> strangers(entrance, 3);
                case "fast" -> strangers(entrance, 50);
                case "power" -> {} // a standby supply
                case "sale", "void", "torn", "settle" -> money(words[0]);
                default -> {
                    if (at.equals("front") || at.equals("door-in")) {
                        door(words[0]);
                    } else {
                        lane(words[0], at);
                    }
                }
            }
            return new Answer.Done();
        }

        private void door(String step) {
            switch (step) {
                case "pass" -> {
                    comes("door-in");
                    opens();
                }
                case "exit" -> {
                    pull("exit", true);
                    pull("exit", false);
                    opens();
                }
                case "not-passed" -> comes("door-in");
                case "re-tap" -> {
                    comes("door-in");
                    comesAgain("door-in");
                    opens();
                }
                case "forced" -> opens();
                default -> throw new AssertionError(step);
            }
        }

        private void opens() {
            pull("leaf", false);
            pull("leaf", true);
        }

        private void lane(String step, String at) {
            switch (step) {
                case "pass" -> {
                    comes(at);
                    turns();
                    home();
                }
                case "not-passed" -> {
                    comes("lane-in");
                    home();
                }
                case "re-tap" -> {
                    comes("lane-in");
                    comesAgain("lane-in");
                    turns();
                    home();
                }
                case "tailgated" -> {
                    comes("lane-in");
                    turns();
                    turns();
                    home();
                }
                case "intrusion" -> turns();
                case "opposing" -> {
                    comes("lane-in");
                    taps("lane-out", known(++came));
                    turns();
                    lane("open_out");
                    turns();
                    home();
                }
                default -> throw new AssertionError(step);
            }
        }

        private void turns() {
            pull("passed", true);
            pull("passed", false);
        }

        private void home() {
            lane("idle");
        }

        private void lane(String becomes) {
            watched.next(
                    data ->
                            data.text("point").equals(Optional.of("lane"))
                                    && data.text("state").equals(Optional.of(becomes)));
        }

        private void money(String step) {
            switch (step) {
                case "sale" -> {
                    enters("001");
                    taps("pay", CASHIER);
                    watched.next(data -> data.text("verdict").equals(Optional.of("asked")));
                    keys().type(PIN + "#");
                    watched.next(data -> data.text("answers").equals(Optional.of("sign")));
                    enters("1"); // fen
                    comes("pay");
                }
                case "void" -> enters("002");
                case "torn" -> torn();
                case "settle" -> settle();
                default -> throw new AssertionError(step);
            }
        }

        private void torn() {
            var reader = reader("pay");
            reader.present(card(known(++came)), SimTear.afterCommands(1));
            reader.remove();
        }

        private void settle() {
            try {
                var request =
                        Json.Obj.EMPTY
                                .with("id", "settle-01")
                                .with("verb", "settle")
                                .with("point", "till");
                var done =
                        Control.ask(
                                StateDir.controlSocket(state),
                                LocalCommands.request(request, Lang.EN));
                assertEquals(Optional.of(true), done.flatMap(answer -> answer.bool("ok")));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /// Until it was told: a keypad tells in order, so that once it is back it has.
        private void enters(String digits) {
            keys().type(digits + "#");
            keys().lose();
            keys().giveBack();
            for (boolean lost : new boolean[] {true, false}) {
                watched.next(
                        data ->
                                data.text("detail").equals(Optional.of("keys"))
                                        && data.bool("active").equals(Optional.of(lost)));
            }
        }

        private SimKeypad keys() {
            return (SimKeypad) daemon.orElseThrow().keypad("keys").orElseThrow();
        }

        // --- cards ---

        private static String known(int who) {
            return CARD + (100 + who);
        }

        /// Somebody who may pass, each time another, until it is free for them.
        private void comes(String reader) {
            taps(reader, known(++came));
            switch (reader) {
                case "door-in" -> watched.awaitLevel("lock", 1);
                case "lane-in" -> lane("open_in");
                case "lane-out" -> lane("open_out");
                default -> {}
            }
        }

        /// The same, with a stranger in between: or it would be the same presence.
        private void comesAgain(String reader) {
            stranger(reader);
            taps(reader, known(came));
        }

        private void stranger(String reader) {
            strangers++;
            taps(reader, CARD + Integer.toHexString(0xa00 + strangers));
        }

        private void strangers(String reader, int many) {
            for (int i = 0; i < many; i++) {
                stranger(reader);
            }
        }

        /// As people do: the next one comes once this one was decided.
        private void taps(String name, String card) {
            long before = decided();
            var reader = reader(name);
            reader.present(card(card), SimTear.NEVER);
            reader.remove();
            reader.awaitTold();
            if (!card.equals(CASHIER)) { // who is asked for a PIN first
                Await.until("the tap", Watched.SOON, () -> decided() > before);
            }
        }

        private static SimCard card(String number) {
            return SimCard.socialSecurity(number, 3, Optional.of("20360131"));
        }

        private SimReader reader(String name) {
            return (SimReader) daemon.orElseThrow().reader(name).orElseThrow();
        }

        private long decided() {
            return daemon.orElseThrow()
                    .metrics()
                    .json()
                    .number("onecard_tap_milliseconds_count")
                    .orElse(0L);
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
