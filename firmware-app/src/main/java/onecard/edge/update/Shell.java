package onecard.edge.update;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Other programs of the machine.
interface Shell {

    /// What one said, and how it ended; 0: well.
    record Said(int status, String text) {

        boolean well() {
            return status == 0;
        }

        /// What it began with: the rest of what systemctl says is where to look.
        String first() {
            int end = text.indexOf('\n');
            return end < 0 ? last() : text.substring(0, end);
        }

        /// What is most likely the reason.
        String last() {
            return text.isEmpty() ? "status " + status : text.substring(text.lastIndexOf('\n') + 1);
        }
    }

    /// Waits for its end.
    ///
    /// @param within after which it is ended
    Said run(Duration within, List<String> command) throws IOException;
}
