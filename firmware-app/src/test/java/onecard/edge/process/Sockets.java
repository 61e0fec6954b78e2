package onecard.edge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a process listens on, as the kernel has it.
final class Sockets {

    private static final String LISTENING = "0A";

    private Sockets() {}

    /// `HEX:PORT` of each TCP socket: `0100007F:1F90` is 127.0.0.1:8080.
    static Set<String> listening(long pid) throws IOException {
        var own = sockets(pid);
        var found = new TreeSet<String>();
        for (var table : List.of("tcp", "tcp6")) {
            for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                var columns = line.strip().split(" +");
                if (columns[3].equals(LISTENING) && own.contains("socket:[" + columns[9] + "]")) {
                    found.add(columns[1]);
                }
            }
        }
        return found;
    }

    private static Set<String> sockets(long pid) throws IOException {
        var own = new HashSet<String>();
        try (var handles = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (var handle : handles.toList()) {
                try {
                    own.add(Files.readSymbolicLink(handle).toString());
                } catch (IOException _) {
                    // Closed meanwhile.
                }
            }
        }
        return own;
    }
}
