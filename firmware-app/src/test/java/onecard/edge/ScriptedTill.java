package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import onecard.edge.clock.Clocks;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.words.Lang;
import org.junit.jupiter.api.io.TempDir;

/// What those who stand before and behind one till of the whole daemon do in a script: its time is
/// the test's own, so the times on the slips are always the same.
abstract class ScriptedTill {

    private static final String COUNTER =
            """
            keypads: { keys: { sim: true } }
              displays: { front: { sim: true }, back: { sim: true } }
              voices: { speaker: { sim: true, lang: %s } }
              printers: { paper: { sim: true } }
              gpio:""";

    @TempDir Path dir;

    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final long began = System.nanoTime();

    /// It stands still but for the test: nothing lapses while a busy machine takes its time.
    final Clocks clocks;

    private final String reader;
    SimDaemon till;
    TillTape tape;

    /// @param morning when the script begins
    @SuppressWarnings("NullAway.Init") // the daemon and its tape are each script's
    ScriptedTill(Instant morning) {
        this(morning, "pay");
    }

    /// @param reader one that is there
    @SuppressWarnings("NullAway.Init")
    ScriptedTill(Instant morning, String reader) {
        this.reader = reader;
        clocks = new Clocks(() -> began + passed.get().toNanos(), () -> morning.plus(passed.get()));
    }

    /// As in the morning.
    void beginsAnew() {
        passed.set(Duration.ZERO);
    }

    /// What a record follows from.
    void enter(String digits) {
        moment();
        till.enter("keys", digits);
    }

    /// A keypad tells in order, so once it is back the loop has heard what was keyed before.
    void key(String digits) {
        enter(digits);
        till.keypad("keys").lose();
        till.keypad("keys").giveBack();
        for (boolean lost : new boolean[] {true, false}) {
            till.watched.next(
                    it ->
                            it.text("detail").equals(Optional.of("keys"))
                                    && it.bool("active").equals(Optional.of(lost)));
        }
    }

    /// No two things happen at once.
    void moment() {
        passes(Duration.ofMillis(10));
    }

    /// Until its broker is there. Meanwhile its time goes as the world's, or an attempt that failed
    /// would never be made again; in the end the same time has passed, however long it took.
    void online() {
        var before = passed.get();
        long waitsFrom = System.nanoTime();
        BooleanSupplier online =
                () -> {
                    var waited = Duration.ofNanos(System.nanoTime() - waitsFrom);
                    passed.set(before.plus(Collections.min(List.of(waited, Watched.SOON))));
                    return till.ailment().isEmpty();
                };
        Await.until("the broker", Watched.SOON, online);
        later(before.plus(Watched.SOON).minus(passed.get()));
    }

    /// Page by page, as long as each stays.
    void pages(int pages) {
        for (int page = 0; page < pages; page++) {
            later(Duration.ofSeconds(4));
        }
    }

    /// Time goes on, and everything that is due by then was done. A turn may have begun before and
    /// ended after it, so another one is waited for.
    void later(Duration time) {
        till.awaitHeard(reader, () -> passes(Duration.ofMillis(1)));
        till.awaitTurn(reader, () -> passes(time));
        till.awaitTurn(reader, () -> passes(Duration.ofMillis(1)));
    }

    private void passes(Duration time) {
        passed.updateAndGet(before -> before.plus(time));
    }

    /// The state directory of a daemon: on slips stand tokens, and those follow from its key.
    static Path stateWithKey(Path dir) throws IOException {
        var state = Files.createDirectories(dir.resolve("state"));
        var key = state.resolve("site.key");
        Files.writeString(key, "0123456789abcdef".repeat(4) + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return state;
    }

    /// @param script its name
    static Path golden(String script, Lang lang) {
        return Path.of("src", "test", "resources", "onecard", "edge")
                .resolve(script + "." + lang.tag() + ".txt");
    }

    /// A board of that site file with all that stands on a counter.
    static String withCounter(String site, Lang lang) {
        return site.replace("gpio:", COUNTER.formatted(lang == Lang.ZH ? "zh" : "en"));
    }
}
