package onecard.edge.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onecard.edge.birth.Birth;
import onecard.edge.clock.Build;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.WholeFile;
import onecard.edge.site.SiteTree;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.words.Message;
import onecard.words.Words;

/// What whoever is asked for help needs to see of a board, in one zip: what `doctor` found, the
/// site file, metrics, versions, how the journal stands, the end of the log. All of it has gone
/// through a [Mask]; no event of the journal is in it, and no secret is read for it.
public final class SupportBundle {

    /// So many of what is wrong with a journal show what it is.
    private static final int PROBLEMS_MAX = 20;

    private final Mask mask = new Mask();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);
    private final Path state;

    /// @param state the state directory, which somebody else may hold
    public SupportBundle(Path state) {
        this.state = state;
    }

    /// A text that is not to be had in its entirety.
    @FunctionalInterface
    public interface Source {
        /// @throws IOException if it cannot be read
        String text() throws IOException;
    }

    /// Writes it, for its owner alone, in the place of one that is there.
    ///
    /// @param yaml the site file as it stands
    /// @param found what `doctor` says, or what is wrong with the site file
    public void write(Path out, String yaml, Json found, Source log, Instant now)
            throws IOException {
        text(
                "README.txt",
                Message.BUNDLE_README.with().zh() + "\n\n" + Message.BUNDLE_README.with().en());
        json("findings.json", found);
        json("site.json", SiteTree.of(yaml).orElseGet(() -> new Json.Str("no YAML")));
        json("versions.json", versions(now));
        json("files.json", files());
        json("journal.json", journal());
        json("metrics.json", metrics());
        text("log.txt", orWhyNot(log));
        zip.finish();
        WholeFile.write(out, bytes.toByteArray());
    }

    private void json(String name, Json json) throws IOException {
        entry(name, Canonical.text(mask.json(json)));
    }

    private void text(String name, String text) throws IOException {
        entry(name, mask.text(text));
    }

    private void entry(String name, String masked) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((masked.stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String orWhyNot(Source source) {
        try {
            return source.text();
        } catch (IOException unread) {
            return "not to be had: " + unread.getMessage();
        }
    }

    private static Json versions(Instant now) {
        return Json.Obj.EMPTY
                .with("onecard", Birth.VERSION)
                .with("built", Build.time().toString())
                .with("now", now.toString())
                .with("java", property("java.vm.version"))
                .with("os", property("os.name") + " " + property("os.version"))
                .with("machine", property("os.arch"))
                .with("distribution", firstLine(Path.of("/etc/os-release")))
                .with("board", firstLine(Path.of("/proc/device-tree/model")))
                .with("memory", firstLine(Path.of("/proc/meminfo")));
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    private static String firstLine(Path file) {
        return orWhyNot(
                () -> {
                    try (var in = Files.newInputStream(file)) {
                        var text = new String(in.readNBytes(256), StandardCharsets.UTF_8);
                        return text.split("[\\x00\\n]", -1)[0];
                    }
                });
    }

    /// Names and sizes; nothing of what is inside.
    private Json files() {
        var files = Json.Obj.EMPTY;
        try {
            var root = state.toRealPath(); // it may be a link itself, to another disk
            for (var file : walked(root)) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files = files.with(root.relativize(file).toString(), Files.size(file));
                }
            }
            return files;
        } catch (IOException | java.io.UncheckedIOException unread) {
            return notToBeHad(unread);
        }
    }

    private static List<Path> walked(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root, 2)) {
            return all.sorted().toList();
        }
    }

    private Json journal() {
        var file = StateDir.journal(state);
        try {
            var opened = JournalReader.open(file);
            if (opened.isEmpty()) {
                return Json.Obj.EMPTY;
            }
            try (var reader = opened.get();
                    var outbox = new JournalOutbox(file)) {
                var proof =
                        reader.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
                var problems =
                        proof.problems().stream().limit(PROBLEMS_MAX).map(Words::en).toList();
                return Json.Obj.EMPTY
                        .with("records", proof.records())
                        .with("epochs", proof.epochs())
                        .with("holds", proof.holds())
                        .with("wrong", proof.problems().size())
                        .with("problems", Json.Arr.ofText(problems))
                        .with("unsent", outbox.unsentCount());
            }
        } catch (IOException | IllegalStateException unread) {
            return notToBeHad(unread);
        }
    }

    private Json metrics() {
        try {
            return Running.metrics(state).orElse(Json.Obj.EMPTY);
        } catch (IOException unread) {
            return notToBeHad(unread);
        }
    }

    private static Json notToBeHad(Exception why) {
        return Json.Obj.EMPTY.with("not_to_be_had", String.valueOf(why.getMessage()));
    }
}
