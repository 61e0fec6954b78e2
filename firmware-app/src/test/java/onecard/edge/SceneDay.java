package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import onecard.edge.clock.Clocks;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.WholeFile;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListType;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.store.journal.JournalReader;
import onecard.site.SiteProfile;

/// A day of one of the scenes: the whole daemon by a shipped profile, on simulated devices, with
/// its real journal; its time is the test's own, and it is stopped and started in between.
final class SceneDay implements AutoCloseable {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Path dir;
    private String site;
    private final Instant morning;
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
    private final long began = System.nanoTime();
    private final Clocks clocks;
    private final SigningKey host;
    private final Watched watched;
    private SimDaemon daemon;
    private final String point; // some point: what is ordered there changes nothing
    private int rolls;
    private Path key;

    /// @param profile a shipped file; its readers, scanners and lines are simulated ones here
    SceneDay(Path dir, Path profile, Instant morning) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.morning = morning;
        host = SigningKey.madeAtFirstUse(this.dir.resolve("host.pem"));
        ScriptedTill.stateWithKey(this.dir);
        key = this.dir.resolve("state").resolve(Secrets.MADE_HERE);
        site =
                Files.readString(profile)
                        .replaceAll("\\{ pcsc: [^}]*\\}", "{ sim: true }")
                        .replaceAll(", passed: [a-z-]+", "")
                        .replaceAll("(?m)^ +(scanners|codes|passed-in|passed-out):.*\n", "")
                        .replace("clock: kernel ", "clock: assume_synced ")
                        .replace(", scanner: codes", "")
                        .replace("host: required", "host: none")
                        .replace(
                                "\n  site: { generate: true }",
                                "\n  lists: [\"%s\"]\n  site: { generate: true }"
                                        .formatted(host.publicText()));
        clocks = new Clocks(() -> began + passed.get().toNanos(), () -> now().toInstant());
        daemon = new SimDaemon(dir, site, clocks);
        watched = new Watched(dir.resolve("state"));
        point = profile().points().getFirst().id();
    }

    /// A day by one of `profiles/examples`.
    static SceneDay of(Path dir, String profile, Instant morning) throws IOException {
        return new SceneDay(dir, Path.of("..", "profiles", "examples", profile), morning);
    }

    ZonedDateTime now() {
        return morning.plus(passed.get()).plus(set.get()).atZone(ZONE);
    }

    /// Somebody sets the clock: no time goes by.
    void sets(Duration by) {
        set.updateAndGet(before -> before.plus(by));
    }

    /// Time goes by, and nobody comes.
    void later(Duration time) {
        passed.updateAndGet(before -> before.plus(time));
    }

    /// Somebody holds a card to a reader, and again where the one before is not through; returns
    /// once all that follows from it has happened.
    ///
    /// @return its final record
    Json.Obj taps(String reader, String card) {
        while (true) {
            daemon.tap(reader, card);
            var record = watched.tap();
            settles();
            heard(reader);
            if (!record.text("reason").equals(Optional.of("NO_AMOUNT"))) {
                return record;
            }
            later(Duration.ofSeconds(3)); // nobody is quicker
        }
    }

    /// Returns once the loop knows what was done to that reader by now, and all else it was told.
    void heard(String reader) {
        daemon.awaitHeard(reader, () -> later(Duration.ofMillis(1)));
    }

    /// The next such record; returns once all that follows from it has happened.
    Json.Obj hears(Predicate<Json.Obj> record) {
        var heard = watched.next(record);
        settles();
        return heard;
    }

    private void settles() {
        daemon.awaitSettled(point);
    }

    /// So much later, once everything that is due by then was done.
    Json.Obj awaits(Duration time, String reader, Predicate<Json.Obj> record) {
        later(time);
        daemon.reader(reader).remove(); // nothing lies there: the loop looks at its clock
        return hears(record);
    }

    /// The daemon is stopped and started.
    void restarts() throws IOException {
        daemon.close();
        daemon = new SimDaemon(dir, site, clocks);
    }

    /// The site's key is rolled: another one from now on, and the one of before beside it.
    void rolls() throws IOException {
        var former = key;
        rolls++;
        key = dir.resolve("next-" + rolls + ".key");
        WholeFile.write(key, "5%x".formatted(rolls).repeat(32).getBytes(StandardCharsets.US_ASCII));
        site =
                site.replace("site: { generate: true }", "site: { file: %s }".formatted(former))
                        .replace(
                                "site: { file: %s }".formatted(former),
                                "site: { file: %s, former: { file: %s } }".formatted(key, former));
        restarts();
    }

    /// The key of before is known no more.
    void hasRolled() throws IOException {
        site = site.replaceAll(", former: \\{[^}]*\\}", "");
        restarts();
    }

    /// Somebody who was asked for their PIN enters one.
    ///
    /// @return their final record
    Json.Obj enters(String keypad, String digits) {
        Await.until("the question", Watched.SOON, () -> daemon.awaitsPin(keypad));
        daemon.enter(keypad, digits);
        var record = watched.tap();
        settles();
        return record;
    }

    Path state() {
        return dir.resolve("state");
    }

    /// The site file as it is now.
    SiteProfile profile() {
        return ((SiteFile.Read.Good) SiteFile.read(site)).profile();
    }

    /// Brings in who may pass.
    void people(String list, String rows, long entries) throws IOException {
        daemon.imports(
                list,
                "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n" + rows,
                entries);
    }

    /// Brings in a list that the host signed.
    void signed(String name, ListType type, String csv) throws Exception {
        var folder = new ListFolder(dir.resolve("signed-" + name));
        var _ = build(folder).list(csv(name, csv), name, type, terms(), false);
        daemon.imports(folder.path());
    }

    /// Brings in what is denied everywhere.
    void denied(String csv) throws Exception {
        var folder = new ListFolder(dir.resolve("signed-deny"));
        var _ = build(folder).denied(csv("deny", csv), terms(), false);
        daemon.imports(folder.path());
    }

    private ListBuild build(ListFolder folder) throws IOException {
        return new ListBuild(folder, "my-site", tokens(), ZONE, host);
    }

    private ListBuild.Terms terms() {
        return new ListBuild.Terms(
                Optional.empty(), now().toInstant(), Optional.empty(), Optional.empty());
    }

    private Path csv(String name, String csv) throws IOException {
        return Files.writeString(dir.resolve(name + "-signed.csv"), csv);
    }

    Tokens tokens() throws IOException {
        return Secrets.tokens(profile().keys(), state());
    }

    /// Everything that is recorded, as published.
    List<Json.Obj> records() throws IOException {
        var records = new ArrayList<Json.Obj>();
        try (var journal =
                JournalReader.open(dir.resolve("state").resolve("journal.db")).orElseThrow()) {
            journal.each(0, event -> records.add(JsonReader.object(event).orElseThrow()));
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        daemon.close();
    }
}
