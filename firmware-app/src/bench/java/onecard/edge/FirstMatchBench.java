package onecard.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.Series.Figures;
import onecard.edge.crypto.KeyFile;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.VaultKey;
import onecard.edge.crypto.WholeFile;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.process.Await;
import onecard.edge.process.Service;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.vault.Consent;
import onecard.edge.store.vault.Vault;
import onecard.hal.bio.Modality;
import onecard.hal.camera.PictureFeed;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.VirtualCard;
import onecard.site.Secret;

/// From `exec` of a daemon with fingers of five thousand people to the relay that the first of them
/// opens, whose card is shown as soon as it is ready; beside the fourth of the same daemon, from
/// its card's power-on. And what such a daemon takes of the memory.
final class FirstMatchBench implements Bench.Work {

    private static final int PEOPLE = 5_000;
    private static final int VIEWS = 2;
    private static final int CARDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration GONE = Duration.ofMillis(900);
    private static final String SITE = "bench-fingers";
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private static final Pattern CHANGE =
            Pattern.compile("\\{\"mono_us\":(\\d+),\"line\":\"lock\",\"level\":([01]),.*");

    /// The command line up to the arguments of `onecard`, from the script that knows it.
    private static final List<String> OURS = System.getProperty("bench.ours", "").lines().toList();

    private static final String READER_UP = "onecard_reader_up{reader=\"in\"} 1";

    private final List<MadeFinger> fingers = MadeFinger.several(CARDS);
    private final Map<Integer, List<Figures>> days = new HashMap<>(); // by round

    private final int port = freePort();

    private record Place(Path site, Path state, Path pictures) {}

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var place = made(setting.scratch());
        System.out.println("  a daemon that knows " + VIEWS * PEOPLE + " templates");
        try (var _ = Service.pcscd()) {
            var pairs =
                    Pairs.run(
                            setting.rounds(),
                            round -> day(place, round).getFirst(),
                            round -> day(place, round).getLast());
            pairs.print("exec to first match, ms", Figures::p50, 1e6, "ours <= 1500");
            pairs.print("RSS after it, MB", Figures::extra, 1e6, "<= 350");
        }
    }

    // --- the daemon ---

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String metrics() {
        var uri = URI.create("http://127.0.0.1:" + port + "/metrics");
        try (var body = uri.toURL().openStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return ""; // not yet
        }
    }

    /// One start and its cards, the same for both who ask.
    private List<Figures> day(Place place, int round) throws Exception {
        var known = days.get(round);
        if (known != null) {
            return known;
        }
        var cards = new ArrayList<Figures>();
        try (var feed = new PictureFeed(place.pictures())) {
            feed.shows(fingers.getFirst().impression(9));
            int before = opened(place).size();
            long exec = System.nanoTime();
            try (var daemon = Running.start(OURS, place.site(), place.state())) {
                // What lies there at the reader's first look is no tap.
                Await.until("the reader", PATIENCE, () -> metrics().contains(READER_UP));
                try (var _ = new VirtualCard(card(0))) {
                    cards.add(opens(place, before, exec, daemon));
                }
                for (int i = 1; i < CARDS; i++) {
                    away(place);
                    feed.shows(fingers.get(i).impression(9));
                    try (var card = new VirtualCard(card(i))) {
                        Await.until("power", PATIENCE, () -> card.poweredNanos() != 0);
                        cards.add(opens(place, before + i, card.poweredNanos(), daemon));
                    }
                }
            }
        }
        days.put(round, cards);
        return cards;
    }

    private static Figures opens(Place place, int before, long from, Running daemon)
            throws Exception {
        Await.until("the relay", PATIENCE, () -> opened(place).size() > before);
        double took = opened(place).get(before) * 1e3 - from;
        return new Figures(took, took, took, daemon.residentBytes());
    }

    /// The lock is locked again, and pcscd has seen that the card has gone.
    private static void away(Place place) {
        Await.until("the lock again", PATIENCE, () -> changes(place).getLast().level() == 0);
        long end = System.nanoTime() + GONE.toNanos();
        Await.until("the card to be gone", PATIENCE, () -> System.nanoTime() > end);
    }

    /// A change of the lock, in microseconds of the monotonic clock.
    private record Change(long micros, int level) {}

    /// When it was opened, each time.
    private static List<Long> opened(Place place) {
        return changes(place).stream()
                .filter(change -> change.level() == 1)
                .map(Change::micros)
                .toList();
    }

    private static List<Change> changes(Place place) {
        var trace = place.state().resolve("sim/lines.trace");
        if (!Files.exists(trace)) {
            return List.of();
        }
        try (var lines = Files.lines(trace)) {
            return lines.map(CHANGE::matcher)
                    .filter(change -> change.matches())
                    .map(
                            change ->
                                    new Change(
                                            Long.parseLong(change.group(1)),
                                            Integer.parseInt(change.group(2))))
                    .toList();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static SimCard card(int person) {
        return SimCard.socialSecurity(People.code(person), 3, Optional.of("20360101"));
    }

    // --- what it knows ---

    private Place made(Path directory) throws Exception {
        var state = Files.createDirectories(directory.resolve("state"));
        var pictures = Files.createDirectories(directory.resolve("pictures"));
        var key = directory.resolve("vault.key");
        WholeFile.write(key, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
        var site =
                Files.writeString(
                        directory.resolve("site.yaml"),
                        """
                        onecard: 1
                        site: %s
                        device: bench
                        timezone: Asia/Shanghai
                        clock: assume_synced
                        board:
                          gpio: { chip: sim }
                          readers: { in: { pcsc: "*", slot: contactless, applications: [ssc] } }
                          keypads: { pad: { sim: true } }
                          biometrics: { print: { modality: finger, directory: %s, dpi: 500 } }
                          relays: { lock: { sim: true, max_on_ms: 10000, at_stop: off } }
                        points:
                          - id: door-1
                            profile: door
                            in: { reader: in, keypad: pad, finger: print, relay: lock }
                            release_ms: 1000
                            lists: [demo]
                            second_factor: [finger, pin]
                            journal_full: refuse
                        lists: { demo: { local: true } }
                        journal: { host: none }
                        metrics: { listen: "127.0.0.1:%d" }
                        biometric_data: { purpose: gate, assessment: none-bench }
                        uplink: { url: "mqtt://127.0.0.1:1" }
                        keys: { site: { generate: true }, vault: { file: %s } }
                        """
                                .formatted(SITE, pictures, port, key));
        var tokens = new Tokens(KeyFile.secretMadeAtFirstUse(state.resolve("site.key")));
        try (var registry = Registry.open(state.resolve("registry.db"))) {
            new ListImport(registry, tokens, Samples.ZONE, directory)
                    .run(People.csv(directory, PEOPLE), "demo", false, Instant.now());
        }
        var vaultKey = VaultKey.of(new Secret.File(key.toString()), state, SITE);
        try (var vault = Vault.open(state.resolve("vault.db"), vaultKey, Optional.empty())) {
            for (int person = 0; person < PEOPLE; person++) {
                enrol(vault, tokens, person);
            }
        }
        return new Place(site, state, pictures);
    }

    private final Map<Integer, List<Template>> views = new HashMap<>();

    /// Everybody has the fingers of one of the first few.
    private void enrol(Vault vault, Tokens tokens, int person) throws IOException {
        var who =
                new Enrolled(
                        Token.of(tokens.bytes("subject", "p-" + person)),
                        CredentialKind.SSC,
                        Token.of(tokens.bytes("ssc", People.code(person))));
        var until = NOW.plus(Duration.ofDays(365));
        vault.consent(
                new Consent(
                        who.person(),
                        Modality.FINGER,
                        "gate",
                        "2026-03",
                        "desk",
                        false,
                        false,
                        NOW,
                        until),
                "local:bench");
        var of = views.computeIfAbsent(person % CARDS, this::views);
        var _ = vault.enrol(who, of, NOW, "local:bench");
    }

    private List<Template> views(int finger) {
        var found = new ArrayList<Template>();
        try (var engine = new FingerEngine()) {
            for (int i = 1; i <= VIEWS; i++) {
                var picture = fingers.get(finger).impression(i);
                var extraction = engine.extract(picture, 1, "camera", NOW);
                found.add(((Extraction.Made) extraction).template());
            }
        }
        return found;
    }
}
