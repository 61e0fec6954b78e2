package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The contacts of the simulated board, moved as people and machines move them. What was moved
/// stays so while the power is off. Thread-safe.
final class Contacts {

    /// A contact has moved.
    interface Unseen {
        /// @param high the level of its line
        void moved(String contact, boolean high);
    }

    private final Place place;
    private final Path lines;
    private final Unseen unseen;
    private final Map<String, Boolean> active = new ConcurrentHashMap<>();

    /// @param lines the folder of the simulated board
    /// @param unseen told of each move, for the daemon traces none that it did not see
    Contacts(Place place, Path lines, Unseen unseen) throws IOException {
        this.place = place;
        this.unseen = unseen;
        this.lines = Files.createDirectories(lines);
    }

    boolean isActive(String contact) {
        return active.getOrDefault(contact, false);
    }

    void move(Iterable<String> contacts, boolean to) throws IOException {
        for (var contact : contacts) {
            active.put(contact, to);
            var level = place.level(contact, to);
            write(contact, level);
            unseen.moved(contact, level.equals("1") || level.equals("closed"));
        }
    }

    /// A meter's contact gives so many pulses in all.
    void pulses(String contact, long given) throws IOException {
        write(contact, "+" + given);
    }

    /// As one: a file that is half written would be a contact that nobody moved.
    private void write(String contact, String level) throws IOException {
        var next = lines.resolve(contact + ".pull.next");
        Files.writeString(next, level);
        Files.move(
                next,
                lines.resolve(contact + ".pull"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
