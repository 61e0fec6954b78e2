package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.clock.Clocks;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.LocalCommands;
import onecard.edge.state.StateDir;
import onecard.hal.sim.SimBioSensor;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimKeypad;
import onecard.hal.sim.SimPrinter;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimScanner;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;

/// The whole daemon in this process, with simulated devices: cards are held to it, its keys are
/// pressed, and what it wrote down is read.
final class SimDaemon implements AutoCloseable {

    private static final AtomicInteger ORDERS = new AtomicInteger();

    final Watched watched;
    private final Path dir;
    private final StateDir held;
    private final Daemon daemon;
    private final Clocks clocks;

    /// By the board's own clocks.
    SimDaemon(Path dir, String site) throws IOException {
        this(dir, site, Clocks.BOARD);
    }

    /// @param dir with a folder `state`, or without: it is made then
    /// @param site a site file
    SimDaemon(Path dir, String site, Clocks clocks) throws IOException {
        this.dir = dir;
        this.clocks = clocks;
        var state = Files.createDirectories(dir.resolve("state"));
        watched = new Watched(state);
        var read = SiteFile.read(site);
        var profile = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        held = StateDir.hold(state).orElseThrow();
        daemon =
                Wiring.start(
                        profile,
                        held,
                        clocks,
                        "none",
                        bug -> {
                            throw new AssertionError(bug);
                        });
    }

    // --- what people do ---

    /// Somebody holds a social security card to a reader, and takes it away.
    void tap(String reader, String card) {
        var there = reader(reader);
        there.present(SimCard.socialSecurity(card, 3, Optional.of("20360131")), SimTear.NEVER);
        there.remove();
    }

    SimReader reader(String name) {
        return (SimReader) daemon.reader(name).orElseThrow();
    }

    /// And ends it.
    void enter(String keypad, String digits) {
        keypad(keypad).type(digits + "#");
    }

    SimKeypad keypad(String name) {
        return (SimKeypad) daemon.keypad(name).orElseThrow();
    }

    /// Whether somebody is asked for a PIN there.
    boolean awaitsPin(String keypad) {
        return daemon.points().loop().asked(keypad).isPresent();
    }

    SimScanner scanner(String name) {
        return (SimScanner) daemon.scanner(name).orElseThrow();
    }

    SimBioSensor sensor(String name) {
        return (SimBioSensor) daemon.sensor(name).orElseThrow();
    }

    SimPrinter printer(String name) {
        return (SimPrinter) daemon.printer(name).orElseThrow();
    }

    // --- what the installer and the host do ---

    /// Brings a list in.
    void imports(String list, String csv, long entries) throws IOException {
        var file = dir.resolve(list + ".csv");
        Files.writeString(file, csv);
        var done =
                Control.ask(held.controlSocket(), ListCommands.request(file, list, false, Lang.EN));
        assertEquals(Optional.of(entries), done.flatMap(answer -> answer.number("entries")));
    }

    /// Brings the signed lists of a folder in.
    void imports(Path signed) throws IOException {
        var done = Control.ask(held.controlSocket(), ListCommands.request(signed, Lang.EN));
        assertEquals(Optional.of(true), done.flatMap(answer -> answer.bool("ok")), done::toString);
    }

    /// What a command is answered.
    Json.Obj ask(Json.Obj command) throws IOException {
        return Control.ask(held.controlSocket(), LocalCommands.request(command, Lang.EN))
                .orElseThrow();
    }

    // --- how it is ---

    /// What it lacks to be well.
    Optional<String> ailment() {
        return daemon.ailment();
    }

    /// Returns once the loop has turned over whatever was done to that reader so far. A script
    /// waits for that before its time goes on: a card left when the loop heard of it, and who comes
    /// again too soon after that is taken to wave.
    ///
    /// @param moment lets a moment go by on the script's clock
    void awaitHeard(String reader, Runnable moment) {
        reader(reader).awaitTold();
        var inbox = daemon.points().inbox();
        Await.until("all is heard", Watched.SOON, inbox::isEmpty);
        awaitTurn(reader, moment); // what it took last it may be turning over yet
    }

    /// Returns once a turn has ended after that moment.
    void awaitTurn(String reader, Runnable moment) {
        moment.run();
        reader(reader).remove(); // nothing lies there: the loop looks at its clock
        long now = clocks.nanos().getAsLong();
        Await.until("a turn", Watched.SOON, () -> turnedNanos() >= now);
    }

    /// Returns once all that follows from what happened has happened. A record is read as soon as
    /// it is durable, and whoever comes next may be before the loop knows: but what is ordered is
    /// recorded, and answered, after all of that; and where nothing else was recorded meanwhile,
    /// nothing more follows.
    ///
    /// @param point that is in its normal state: what is ordered there changes nothing
    void awaitSettled(String point) {
        Await.until("nothing more to follow", Watched.SOON, () -> settled(point));
    }

    private boolean settled(String point) {
        int before = watched.unseen();
        var order =
                Json.Obj.EMPTY
                        .with("id", "settled-%06d".formatted(ORDERS.incrementAndGet()))
                        .with("verb", "normal")
                        .with("point", point);
        assertEquals(Optional.of(true), asked(order).bool("ok"));
        return watched.unseen() == before + 1; // the order itself
    }

    private Json.Obj asked(Json.Obj order) {
        try {
            return ask(order);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// When its last turn ended, by its clock.
    private long turnedNanos() {
        return daemon.points().thread().progressNanos();
    }

    /// The next tap's verdict and why.
    String verdict() {
        var tap = watched.tap();
        return tap.text("verdict").orElseThrow() + " " + tap.text("reason").orElseThrow();
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        held.close();
    }
}
