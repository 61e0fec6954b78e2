package onecard.edge.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.Outbox.Position;

/// What a drain puts on the wire, for a program that sends the same.
public final class DrainedMessages {

    /// How many of them are unanswered at most.
    public static final int WINDOW = Courier.WINDOW;

    private DrainedMessages() {}

    /// Writes a backlog to a file: topic, tab and payload, one message a line.
    public static void write(Outbox outbox, Topics topics, Path file) throws IOException {
        try (var lines = Files.newBufferedWriter(file)) {
            var after = Position.START;
            for (var rows = outbox.unsent(after, Unsent.READ_ROWS);
                    !rows.isEmpty();
                    rows = outbox.unsent(after, Unsent.READ_ROWS)) {
                for (var row : rows) {
                    var payload = new String(Envelope.of(row, true), StandardCharsets.UTF_8);
                    lines.write(topics.event(row.point(), row.kind()) + '\t' + payload + '\n');
                }
                after = rows.getLast().position();
            }
        }
    }
}
