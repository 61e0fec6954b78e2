package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListType;
import onecard.hal.serial.IdText;
import onecard.hal.serial.Pty;
import onecard.hal.serial.ScriptedTags;
import onecard.site.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A till of the real daemon, with a resident ID card module: from the bytes on a real tty to the
/// sale's records, over a kill in between.
class TillAtWorkTest {

    @TempDir Path dir;
    private Path site;
    private Path state;
    private Watched watched;
    private IdModule pay;
    private SigningKey host;

    @BeforeEach
    void wire() throws Exception {
        state = dir.resolve("state");
        watched = new Watched(state);
        site = dir.resolve("site.yaml");
        pay = IdModule.at(dir.resolve("pay"));
        host = SigningKey.madeAtFirstUse(dir.resolve("host.pem"));
        var yaml = Files.readString(Path.of("..", "profiles", "examples", "bench-canteen.yaml"));
        Files.writeString(
                site,
                yaml.replaceFirst(
                                "pay: \\{ pcsc.*\\] \\}",
                                "pay: { serial: " + dir.resolve("pay") + " }")
                        .replace(
                                "generate: true }",
                                "generate: true }, lists: [\"%s\"]".formatted(host.publicText()))
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free()));
        var list = dir.resolve("list.csv");
        Files.writeString(
                list,
                """
                kind,id,subject,groups,valid_from,valid_until,schedule,deny
                idcard,%s,p-0001,staff,,,,
                """
                        .formatted(IdText.NUMBER));
        Bench.importList(list, site, state);
    }

    @AfterEach
    void unplug() {
        pay.close();
    }

    @Test
    void lunchIsPaidFromWhatTheHostSaysAndWhatWasSoldSince() throws Exception {
        balances("p-0001,subsidy,800,%s,", "p-0001,personal,2000,%s,");
        try (var daemon = run()) {
            pay.tap(IdText.NUMBER);
            assertEquals(Optional.of("granted"), watched.tap().text("verdict"));
            assertEquals("pending subsidy 500 personal 700", sale());
            assertEquals("done subsidy 500 personal 700", sale());
            pay.gone();
            pay.tap(IdText.OTHER_NUMBER);
            assertEquals(Optional.of("UNKNOWN"), refused());
            daemon.kill();
        }
        try (var daemon = run()) {
            pay.tap(IdText.NUMBER);
            assertEquals("pending personal 1200", sale());
            assertEquals("done personal 1200", sale());
            // The same card again at once is one that was waved twice; somebody else comes between.
            pay.gone();
            pay.tap(IdText.OTHER_NUMBER);
            assertEquals(Optional.of("UNKNOWN"), refused());
            pay.gone();
            pay.tap(IdText.NUMBER);
            assertEquals(Optional.of("NO_BALANCE"), refused());
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    @Test
    void whatIsPaidIsShownSaidAndPrintedOnceItIsDone() throws Exception {
        balances("p-0001,subsidy,800,%s,", "p-0001,personal,2000,%s,");
        try (var glass = new Pty()) {
            Files.writeString(
                    site,
                    Files.readString(site)
                            .replace(
                                    "gpio:",
                                    "displays: { glass: { serial: %s } }\n  voices: { speaker: { sim: true } }\n  printers: { paper: { sim: true } }\n  gpio:"
                                            .formatted(glass.tty()))
                            .replace(
                                    "    meals:",
                                    "    display: glass\n    voice: speaker\n    printer: paper\n    meals:"));
            try (var daemon = run()) {
                awaitShown(glass, "CNY            12.00");
                pay.tap(IdText.NUMBER);
                assertEquals("pending subsidy 500 personal 700", sale());
                assertEquals("done subsidy 500 personal 700", sale());

                awaitShown(glass, "Paid           12.00");
                awaitShown(glass, "CNY            12.00");
                Await.until(
                        "the voice",
                        Watched.SOON,
                        () -> daemon.output().contains("speaker: 收款十二元, 余额十六元"));
                Await.until(
                        "the receipt", Watched.SOON, () -> daemon.output().contains("paper| ✂"));
                assertTrue(
                        daemon.output().contains("paper| 余额 Left                  16.00"),
                        daemon::output);
                assertEquals(0, daemon.stop(), daemon::output);
            }
        }
    }

    @Test
    void whatLiesOnTheAntennaIsPaidForAndIsSpentThen() throws Exception {
        balances("p-0001,personal,2000,%s,");
        try (var cable = new Pty();
                var plates = new ScriptedTags(cable, 1)) {
            Files.writeString(
                    site,
                    Files.readString(site)
                            .replace(
                                    "gpio:",
                                    "trays: { plates: { serial: %s } }\n  gpio:"
                                            .formatted(cable.tty()))
                            .replace(", price_fen: 1200", "")
                            .replace(
                                    "    meals:",
                                    "    mode: tray\n    tray: plates\n    dishes: [ { number: 2,"
                                            + " price_fen: 650, tags: [E2] } ]\n    meals:"));
            try (var daemon = run()) {
                plates.awaitRounds(3); // two that are empty were heard
                plates.lay(Set.of("E20047000000000000000001", "E20047000000000000000002"));
                Await.until(
                        "the price",
                        Watched.SOON,
                        () -> daemon.output().contains("till-1: to pay 13.00 (2 6.50, 2 6.50)"));
                pay.tap(IdText.NUMBER);
                assertEquals("pending personal 1300", sale());
                assertEquals("done personal 1300", sale());
                pay.gone();
                pay.tap(IdText.OTHER_NUMBER);
                assertEquals(Optional.of("UNKNOWN"), refused());
                pay.gone();
                pay.tap(IdText.NUMBER);
                assertEquals(Optional.of("NO_AMOUNT"), refused());
                assertEquals(0, daemon.stop(), daemon::output);
            }
        }
    }

    /// What a display is sent until then is older.
    private static void awaitShown(Pty display, String line) throws InterruptedException {
        var sent = new StringBuilder();
        Await.until(
                line,
                Watched.SOON,
                () -> {
                    var bytes = display.read(256, Duration.ZERO);
                    sent.append(new String(bytes, StandardCharsets.US_ASCII));
                    return sent.indexOf(line) >= 0;
                });
    }

    private Optional<String> refused() {
        return watched.next(it -> it.text("verdict").equals(Optional.of("refused"))).text("reason");
    }

    private void balances(String... rows) throws Exception {
        var now = Instant.now();
        var csv = dir.resolve("accounts.csv");
        Files.writeString(
                csv,
                "subject,wallet,balance_fen,as_of,included\n"
                        + String.join("\n", rows).replace("%s", now.toString())
                        + "\n");
        var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), state));
        var folder = new ListFolder(dir.resolve("signed"));
        var built =
                new ListBuild(folder, "bench", tokens, ZoneId.of("Asia/Shanghai"), host)
                        .list(
                                csv,
                                "accounts",
                                ListType.WALLETS,
                                new ListBuild.Terms(
                                        Optional.empty(), now, Optional.empty(), Optional.empty()),
                                false);
        assertInstanceOf(ListBuild.Result.Built.class, built, built::toString);
        try (var command =
                new DaemonProcess(
                        "list",
                        "import",
                        folder.path().toString(),
                        "--site",
                        site.toString(),
                        "--state",
                        state.toString())) {
            assertEquals(0, command.await(Watched.SOON), command::output);
        }
    }

    private DaemonProcess run() throws Exception {
        return new DaemonProcess("run", "--site", site.toString(), "--state", state.toString())
                .awaitReady();
    }

    /// The state of the next record of a sale, and what each wallet pays.
    private String sale() {
        Json.Obj event = watched.next(each -> each.text("sale").isPresent());
        var said = new StringBuilder(event.text("state").orElseThrow());
        for (var item : List.copyOf(event.array("legs").orElseThrow().items())) {
            var leg = (Json.Obj) item;
            said.append(' ')
                    .append(leg.text("wallet").orElseThrow())
                    .append(' ')
                    .append(leg.number("amount_fen").orElseThrow());
        }
        return said.toString();
    }
}
