package onecard.edge.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The end of a log, from its last whole lines.
public final class LogTail {

    /// Some thousand lines: hours of a board that has troubles.
    static final int BYTES_MAX = 256 * 1024;

    private static final Path JOURNALCTL = Path.of("/usr/bin/journalctl");

    private static final int SECONDS_MAX = 10;

    private LogTail() {}

    /// Of a file.
    public static String of(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            long from = Math.max(0, channel.size() - BYTES_MAX);
            channel.position(from);
            var bytes = Channels.newInputStream(channel).readNBytes(BYTES_MAX);
            return wholeLines(new String(bytes, StandardCharsets.UTF_8), from > 0);
        }
    }

    /// What systemd keeps of our service.
    ///
    /// @throws IOException if there is no systemd, or this user may not read it
    public static String ofService() throws IOException {
        if (!Files.isExecutable(JOURNALCTL)) {
            throw new IOException("no " + JOURNALCTL);
        }
        var process =
                new ProcessBuilder(
                                JOURNALCTL.toString(),
                                "--unit=onecard",
                                "--lines=2000",
                                "--no-pager",
                                "--output=short-iso")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (var out = process.getInputStream()) {
            var text = read(out);
            boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(JOURNALCTL + " did not say it");
            }
            return text;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(InputStream out) throws IOException {
        var bytes = out.readNBytes(16 * BYTES_MAX);
        int from = Math.max(0, bytes.length - BYTES_MAX);
        var text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return wholeLines(text, from > 0);
    }

    private static String wholeLines(String text, boolean isCut) {
        int end = text.indexOf('\n');
        return isCut && end >= 0 ? text.substring(end + 1) : text;
    }
}
