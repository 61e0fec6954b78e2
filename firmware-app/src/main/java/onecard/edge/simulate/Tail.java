package onecard.edge.simulate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// New whole lines of a file that grows, that may not be there yet, and that may be cut and begin
/// anew. For one thread.
public final class Tail {

    private static final int AT_ONCE_BYTES = 64 * 1024;

    private final Path file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long at;

    /// From the file's end as it is now: what stands in it is past.
    public Tail(Path file) throws IOException {
        this.file = file;
        at = Files.exists(file) ? Files.size(file) : 0;
    }

    /// Every line that was written since.
    public void each(Consumer<String> line) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            if (open.length() < at) {
                at = 0;
                begun.reset();
            }
            open.seek(at);
            var bytes = new byte[AT_ONCE_BYTES];
            for (int read = open.read(bytes); read > 0; read = open.read(bytes)) {
                at += read;
                split(bytes, read, line);
            }
        }
    }

    private void split(byte[] bytes, int length, Consumer<String> line) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                begun.write(bytes, from, i - from);
                line.accept(begun.toString(StandardCharsets.UTF_8));
                begun.reset();
                from = i + 1;
            }
        }
        begun.write(bytes, from, length - from);
    }
}
