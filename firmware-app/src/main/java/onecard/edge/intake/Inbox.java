package onecard.edge.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import onecard.attendance.Attendance;
import onecard.attendance.Session;
import onecard.edge.intake.Stimulus.AtCounter;
import onecard.edge.intake.Stimulus.Attends;
import onecard.edge.intake.Stimulus.Called;
import onecard.edge.intake.Stimulus.CardGone;
import onecard.edge.intake.Stimulus.Commanded;
import onecard.edge.intake.Stimulus.Compared;
import onecard.edge.intake.Stimulus.ContactChanged;
import onecard.edge.intake.Stimulus.ContactLost;
import onecard.edge.intake.Stimulus.Entered;
import onecard.edge.intake.Stimulus.Erase;
import onecard.edge.intake.Stimulus.Heard;
import onecard.edge.intake.Stimulus.Keyed;
import onecard.edge.intake.Stimulus.Laid;
import onecard.edge.intake.Stimulus.NotRecorded;
import onecard.edge.intake.Stimulus.OfPurse;
import onecard.edge.intake.Stimulus.Presented;
import onecard.edge.intake.Stimulus.Rated;
import onecard.edge.intake.Stimulus.ReaderBack;
import onecard.edge.intake.Stimulus.ReaderLost;
import onecard.edge.intake.Stimulus.ReaderReset;
import onecard.edge.intake.Stimulus.Received;
import onecard.edge.intake.Stimulus.Recorded;
import onecard.edge.intake.Stimulus.RelayBack;
import onecard.edge.intake.Stimulus.RelayLost;
import onecard.edge.intake.Stimulus.Sells;
import onecard.edge.intake.Stimulus.Shared;
import onecard.edge.intake.Stimulus.Silent;
import onecard.edge.intake.Stimulus.Weighed;

/// The bounded way into the edge loop; any thread offers, one takes. Nobody ever blocks to get
/// in.
///
/// Presentations, and what is entered or forgiven, are refused when it is full (counted; the reader
/// signals busy), and so are commands (their sender is told). Answers are never dropped: the
/// journal's own queue bounds them, and of a card one is asked at a time. A level is never dropped
/// either: past the limit the newest level of a contact, reader or tray replaces the older ones
/// that still wait, so what is true last is always heard.
public final class Inbox {

    /// Far more than people can present in the longest turn; a flood beyond it is a fault, not a
    /// queue of guests.
    public static final int PRESENTATIONS_MAX = 64;

    /// Edges waiting before older ones of the same device give way to the newest.
    public static final int LEVELS_MAX = 256;

    /// Commands waiting: more than operators can give before the loop has turned as often.
    public static final int COMMANDS_MAX = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<Stimulus> answers = new ArrayDeque<>();
    private final ArrayDeque<Stimulus> commands = new ArrayDeque<>();
    private final ArrayDeque<Level> levels = new ArrayDeque<>();
    private final ArrayDeque<Stimulus> presentations = new ArrayDeque<>();

    /// The newest word of each device of each session: it has all that those before it had.
    private final SequencedMap<Of, Stimulus> heard = new LinkedHashMap<>();

    private boolean presentedLast;
    private final AtomicLong dropped = new AtomicLong();

    /// False if it was dropped because the inbox is full; levels and answers never are.
    public boolean offer(Stimulus stimulus) {
        lock.lock();
        try {
            switch (stimulus) {
                case Presented _, Entered _, Keyed _, Called _, Rated _ -> {
                    if (presentations.size() >= PRESENTATIONS_MAX) {
                        dropped.incrementAndGet();
                        return false;
                    }
                    presentations.add(stimulus);
                }
                case CardGone _ -> {
                    if (!stimulus.equals(presentations.peekLast())) {
                        presentations.add(stimulus);
                    }
                }
                case Commanded _, Erase _ -> {
                    if (commands.size() >= COMMANDS_MAX) {
                        return false;
                    }
                    commands.add(stimulus);
                }
                case Recorded _, NotRecorded _, OfPurse _, Compared _ -> answers.add(stimulus);
                case Laid(var antenna, _) -> level("tray " + antenna, stimulus);
                case Weighed(var scale, _) -> level("scale " + scale, stimulus);
                case Stimulus.Counted(var meter, _) -> newest("meter " + meter, stimulus);
                case ContactChanged(var contact, _) -> level("contact " + contact, stimulus);
                case ContactLost(var contact, _, _) -> level("contact " + contact, stimulus);
                case RelayLost(var relay, _) -> level("relay " + relay, stimulus);
                case RelayBack(var relay) -> level("relay " + relay, stimulus);
                case ReaderLost(var reader, _) -> level("reader " + reader, stimulus);
                case ReaderBack(var reader) -> level("reader " + reader, stimulus);
                case ReaderReset(var reader, var step, _, _) ->
                        level("reset " + reader + " " + step, stimulus);
                case Sells told -> level("list " + told.list(), stimulus);
                case Attends.ByRoster(var list, _) -> level("roster " + list, stimulus);
                case Attends.Elsewhere said -> heard(said);
                case Attends.AtBroker(var topic) -> level("kept " + topic, stimulus);
                case AtCounter told -> level(key(told), stimulus);
                case Received _ -> level("received", stimulus);
                case Shared(var device, _) -> level("shared " + device, stimulus);
                case Silent(var device) -> level("silence " + device, stimulus);
                case Heard(var device) -> level("silence " + device, stimulus);
            }
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The next stimulus, answers first (somebody stands at a door waiting for one), then commands,
    /// then levels, then new cards and what other desks say in turn: whoever stands at this one
    /// does not wait for all that was said at others; empty after `wait`.
    public Optional<Stimulus> take(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (isEmpty()) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = arrived.awaitNanos(left);
            }
            if (!answers.isEmpty()) {
                return Optional.of(answers.remove());
            }
            if (!commands.isEmpty()) {
                return Optional.of(commands.remove());
            }
            if (!levels.isEmpty()) {
                return Optional.of(levels.remove().stimulus());
            }
            presentedLast = heard.isEmpty() || !presentations.isEmpty() && !presentedLast;
            return Optional.of(
                    presentedLast
                            ? presentations.remove()
                            : Objects.requireNonNull(heard.pollFirstEntry()).getValue());
        } finally {
            lock.unlock();
        }
    }

    /// All of the journal's answers that wait: what one commit made durable is heard in one turn.
    public List<Stimulus> answers() {
        lock.lock();
        try {
            var all = List.copyOf(answers);
            answers.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing waits.
    public boolean isEmpty() {
        lock.lock();
        try {
            return answers.isEmpty()
                    && commands.isEmpty()
                    && levels.isEmpty()
                    && heard.isEmpty()
                    && presentations.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Presentations turned away so far.
    public long dropped() {
        return dropped.get();
    }

    /// A sum says all that the one before it did.
    private void newest(String device, Stimulus stimulus) {
        levels.removeIf(waiting -> waiting.device().equals(device));
        levels.add(new Level(device, stimulus));
    }

    /// It keeps its place; a device that speaks of more sessions than are remembered loses its own
    /// oldest words, which the set that the broker keeps has as well.
    private void heard(Attends.Elsewhere said) {
        heard.put(new Of(said.device(), said.session()), said);
        var theirs =
                heard.keySet().stream().filter(it -> it.device().equals(said.device())).toList();
        if (theirs.size() > Attendance.SESSIONS_MAX) {
            heard.remove(theirs.getFirst());
        }
    }

    /// Of whom, and of what.
    private record Of(String device, Session session) {}

    private void level(String device, Stimulus stimulus) {
        if (levels.size() >= LEVELS_MAX) {
            levels.removeIf(waiting -> waiting.device().equals(device));
        }
        levels.add(new Level(device, stimulus));
    }

    /// What each replaces; every receipt is one by itself.
    private static String key(AtCounter told) {
        return switch (told) {
            case AtCounter.Lost(var device) -> "counter " + device;
            case AtCounter.Back(var device) -> "counter " + device;
            case AtCounter.Troubled(var printer, _) -> "trouble " + printer;
            case AtCounter.NotPrinted(var receipt, _) -> "receipt " + receipt;
        };
    }

    private record Level(String device, Stimulus stimulus) {}
}
