package onecard.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A C program that hears every event, and what it says of the live ones.
final class HearingHost implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final Map<Long, Long> heard = new HashMap<>();

    /// Returns once it is subscribed.
    HearingHost(Path program, int port) throws IOException {
        var topics = UplinkedJournal.TOPICS;
        process =
                new ProcessBuilder(
                                program.toString(), Integer.toString(port), topics.event("+", "#"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        out = process.inputReader();
        if (!"ready".equals(out.readLine())) {
            throw new IOException(program + " is not subscribed");
        }
    }

    /// When the live event of this seq came, by the monotonic clock.
    long heard(long seq) throws IOException {
        while (!heard.containsKey(seq)) {
            var line = out.readLine();
            if (line == null) {
                throw new IOException("ended before it heard of " + seq);
            }
            var parts = line.split(" ");
            heard.put(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
        return heard.get(seq);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
