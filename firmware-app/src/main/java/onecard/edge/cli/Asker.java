package onecard.edge.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import onecard.edge.words.Message;

/// Somebody at a terminal who answers line by line.
///
/// @param lines what they write
public record Asker(BufferedReader lines, Console console) {

    /// Whoever sits at this process; empty where its output or input is none's.
    public static Optional<Asker> ofProcess(Console console) {
        return Optional.ofNullable(System.console())
                .filter(java.io.Console::isTerminal)
                .map(terminal -> new Asker(new BufferedReader(terminal.reader()), console));
    }

    /// The next line, or the preset for one that is empty; empty once there is no more.
    Optional<String> answer(String preset) {
        console.out().print(Message.INIT_PRESET.with(preset).in(console.lang()));
        console.out().flush();
        try {
            return Optional.ofNullable(lines.readLine())
                    .map(String::strip)
                    .map(line -> line.isEmpty() ? preset : line);
        } catch (IOException _) {
            return Optional.empty(); // a terminal that went away
        }
    }
}
