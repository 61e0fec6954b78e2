package onecard.edge.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// What a daemon that goes on writing has traced by now, a JSON object a line.
final class Trace {

    private Trace() {}

    /// Its whole lines: of one that crosses a page of the kernel's cache, whoever reads meanwhile
    /// may see the beginning alone.
    static List<Json.Obj> of(Path file) throws IOException {
        var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> JsonReader.object(line).orElseThrow())
                .toList();
    }
}
