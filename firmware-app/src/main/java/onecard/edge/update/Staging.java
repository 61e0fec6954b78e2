package onecard.edge.update;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.TrustedKeys;

/// A package becomes root's: looked at for what it is, whoever brought it and whatever they say of
/// it, and copied where nobody else writes. What is believed is the copy.
///
/// @param folder of updates
/// @param keys of `keys.updates` of the site file that root was given, and of none that came later
/// @param site this device's
/// @param device this device's
record Staging(Path folder, TrustedKeys keys, String site, String device) {

    /// A notice has some 500 bytes.
    static final int NOTICE_BYTES_MAX = 1 << 14;

    private static final Pattern SIG = Pattern.compile("[A-Za-z0-9_-]{86}");

    /// What became of it.
    sealed interface Taken {

        /// @param notice that is believed
        record Staged(Notice notice) implements Taken {}

        /// @param notice that said so; absent: none was believed
        record Refused(Optional<Notice> notice, Refusal refusal) implements Taken {}
    }

    /// What a file says; nothing, if it is none of that size.
    static byte[] bytes(Path notice) throws IOException {
        return Files.isRegularFile(notice, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(notice) <= NOTICE_BYTES_MAX
                ? Files.readAllBytes(notice)
                : new byte[0];
    }

    /// What it means, if a trusted key has signed it for this device.
    Taken believed(byte[] notice) {
        return believed(keys, site, device, notice);
    }

    /// What a notice says, if a trusted key has signed it for this device.
    static Taken believed(TrustedKeys keys, String site, String device, byte[] notice) {
        var signed = keys.verified(notice);
        if (signed.isEmpty()) {
            return refused(Why.UNSIGNED);
        }
        var read = Notice.of(signed.get());
        if (read.isEmpty()) {
            return refused(Why.MALFORMED);
        }
        return read.get().isFor(site, device)
                ? new Taken.Staged(read.get())
                : new Taken.Refused(read, new Refusal(Why.OF_ANOTHER, ""));
    }

    /// By which a notice is known again, whoever wrote it; empty if it has none.
    static String sig(byte[] notice) {
        return JsonReader.object(notice)
                .flatMap(it -> it.text("sig"))
                .filter(it -> SIG.matcher(it).matches())
                .orElse("");
    }

    private static Taken refused(Why why) {
        return new Taken.Refused(Optional.empty(), new Refusal(why, ""));
    }

    /// Copies it, and has it wait for its turn: durable when this returns.
    ///
    /// @param notice that was believed
    /// @param from the release in force
    Optional<Refusal> stage(Notice notice, FileChannel file, String from) throws IOException {
        Files.createDirectories(folder);
        if (Durable.isShort(folder, file.size())) {
            return Optional.of(new Refusal(Why.ROOM, folder.toString()));
        }
        var kept = folder.resolve(Update.PACKAGE);
        if (Durable.copy(file, kept, notice.sha256(), notice.bytesMax()).isEmpty()) {
            return Optional.of(new Refusal(Why.HASH, ""));
        }
        new Standing(
                        Step.STAGED,
                        notice.version().text(),
                        from,
                        notice.sig(),
                        latest(notice.issued()),
                        0,
                        Optional.empty())
                .keep(folder);
        return Optional.empty();
    }

    /// What was refused, for whoever asks.
    ///
    /// @param version that it is said to be; may be empty
    /// @param sig of its notice
    /// @param issued of a notice that was believed; [Instant#EPOCH] of any other
    void keep(String version, String sig, Instant issued, Refusal why, String from)
            throws IOException {
        Files.createDirectories(folder);
        new Standing(Step.REFUSED, version, from, sig, latest(issued), 0, Optional.of(why))
                .keep(folder);
    }

    /// Never earlier than that of a notice before.
    private Instant latest(Instant issued) throws IOException {
        return Standing.read(folder).map(Standing::issued).filter(issued::isBefore).orElse(issued);
    }
}
