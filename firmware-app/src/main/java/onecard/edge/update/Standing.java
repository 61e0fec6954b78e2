package onecard.edge.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.WholeFile;
import onecard.edge.words.Message;
import onecard.words.Words;

/// What became of the last update, or how far it is: one file, root's, for everybody to read.
///
/// @param version that is, or was, to be in force; empty: its notice did not say
/// @param from the release before
/// @param sig of its notice, by which the daemon knows it again; empty: a file by hand
/// @param issued of the latest notice that was ever taken; [Instant#EPOCH]: of none
/// @param tries trials that have begun
/// @param refusal why it is not in force, or not wholly
public record Standing(
        Step step,
        String version,
        String from,
        String sig,
        Instant issued,
        int tries,
        Optional<Refusal> refusal) {

    /// Its name in root's folder of updates.
    public static final String FILE = "update.json";

    private static final String READABLE = "rw-r--r--";

    Standing at(Step next) {
        return new Standing(next, version, from, sig, issued, tries, Optional.empty());
    }

    Standing tried() {
        return new Standing(Step.TRYING, version, from, sig, issued, tries + 1, Optional.empty());
    }

    Standing not(Step next, Refusal why) {
        return new Standing(next, version, from, sig, issued, tries, Optional.of(why));
    }

    /// What stands there; empty if nothing does, or nothing of use.
    ///
    /// @param folder of updates
    /// @throws IOException if it cannot be read
    public static Optional<Standing> read(Path folder) throws IOException {
        try {
            return JsonReader.object(Files.readAllBytes(folder.resolve(FILE)))
                    .flatMap(Standing::of);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Whether a notice of the broker's is not later than one that was taken: whoever retains the
    /// former ones could have each of them tried again, in turn.
    boolean isPast(Notice notice) {
        return issued.isAfter(Instant.EPOCH) && !notice.issued().isAfter(issued);
    }

    /// Durable when this returns.
    void keep(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        WholeFile.write(file, Canonical.bytes(json()));
        readable(folder);
    }

    /// A power cut may have come before that.
    static void readable(Path folder) throws IOException {
        var file = folder.resolve(FILE);
        if (Files.exists(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(READABLE));
        }
    }

    /// For people, with the reason if there is one.
    public Words words() {
        var said =
                switch (step) {
                    case STAGED -> Message.UPDATE_STAGED.with(version);
                    case TRYING -> Message.UPDATE_TRYING.with(version);
                    case GOOD -> Message.UPDATE_GOOD.with(version);
                    case INSTALLED -> Message.UPDATE_INSTALLED.with(version);
                    case ROLLED_BACK -> Message.UPDATE_ROLLED_BACK.with(version, from);
                    case REFUSED -> Message.UPDATE_REFUSED.with(version);
                };
        return refusal.map(it -> Message.UPDATE_SEEN.with(said, it.words())).orElse(said);
    }

    private Json.Obj json() {
        var json =
                Json.Obj.EMPTY
                        .with("step", step.wire())
                        .with("version", version)
                        .with("from", from)
                        .with("sig", sig)
                        .with("issued", issued.toString())
                        .with("tries", tries);
        return refusal.isEmpty()
                ? json
                : json.with("why", refusal.get().why().wire())
                        .with("detail", refusal.get().detail());
    }

    private static Optional<Standing> of(Json.Obj json) {
        var why = json.text("why").flatMap(Why::of);
        return json.text("step")
                .flatMap(Step::of)
                .map(
                        step ->
                                new Standing(
                                        step,
                                        json.text("version").orElse(""),
                                        json.text("from").orElse(""),
                                        json.text("sig").orElse(""),
                                        json.text("issued")
                                                .flatMap(Notice::instant)
                                                .orElse(Instant.EPOCH),
                                        Math.toIntExact(
                                                Math.clamp(
                                                        json.number("tries").orElse(0L),
                                                        0,
                                                        Update.TRIES_MAX)),
                                        why.map(
                                                it ->
                                                        new Refusal(
                                                                it,
                                                                json.text("detail").orElse("")))));
    }
}
