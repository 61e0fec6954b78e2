package onecard.edge.store.registry;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.tinylog.Logger;

/// A published list that is remembered whole, as it was in force at the last look, for all threads
/// of a device at once. Whoever brings another version into force looks, and nobody who taps waits
/// for that. Thread-safe.
///
/// @param <T> what it says, understood; immutable
public final class HeldList<T> implements AutoCloseable {

    private final String name;
    private final WholeList list;
    private final Function<WholeList.Said, T> understanding;

    /// Written by whoever looks, read by whoever taps.
    private volatile Optional<Known<T>> known = Optional.empty();

    /// The last look could not be taken. Guarded by this.
    private boolean failed;

    private record Known<T>(WholeList.Said said, T meaning) {}

    /// Nothing is held before the first look.
    ///
    /// @param understanding of a version; what of it cannot be understood it tells the log, and
    ///     leaves out
    public HeldList(String name, WholeList list, Function<WholeList.Said, T> understanding) {
        this.name = name;
        this.list = list;
        this.understanding = understanding;
    }

    /// Another version may be in force. The one before is over then, so a list that cannot be read
    /// is as if it were not held; the log says so once.
    public synchronized void look() {
        try {
            known = list.read().map(this::known);
            failed = false;
        } catch (IOException why) {
            known = Optional.empty();
            if (!failed) {
                Logger.error(why, "the list {} cannot be read: it is as if it were not held", name);
            }
            failed = true;
        }
    }

    /// Looks once more where the last look failed: a registry that was busy, or a medium that
    /// failed once, says nothing about the list.
    ///
    /// @return whether it is read now, and was not before
    public synchronized boolean lookAgain() {
        if (!failed) {
            return false;
        }
        look();
        return !failed;
    }

    /// Empty if no version is held.
    public Optional<T> now() {
        return known.map(Known::meaning);
    }

    /// What was said before is not understood again.
    @SuppressWarnings("ReferenceEquality")
    private Known<T> known(WholeList.Said said) {
        return known.filter(before -> before.said() == said)
                .orElseGet(() -> new Known<>(said, understanding.apply(said)));
    }

    @Override
    public synchronized void close() throws IOException {
        list.close();
    }
}
