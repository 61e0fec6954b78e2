package onecard.edge.uplink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.Outbox.Position;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Tally.Count;

/// What to publish next on one link, and what became of it. One thread; time is an argument.
///
/// Live rows (committed after the link came up) go first. The backlog follows in seq order, never
/// in the last slots of the window, so a tap waits for no backlog. A refusal that concerns
/// everybody (quota) stops all and the refused rows come first afterwards, in order. A refusal of
/// one row sets that row aside to be tried again later while the others overtake it: it arrives
/// out of seq order, and a consumer sorts by seq. Where it concerns all of a point and kind (topic,
/// permission), that row alone asks again now and then; the others are left out, and read again
/// once it is taken. No refused row is ever marked sent; with too many aside, everything stops for
/// a while.
final class Drain {

    /// Rows that may wait to be sent again because somebody asked: some 4 MB.
    static final int ASKED_MAX = 2_000;

    /// More rows set aside than this and the trouble is the broker's, not the rows'. Live rows that
    /// are refused then are left out, and read again once none is aside.
    static final int MOST_ASIDE = 64;

    private static final int NOT_AUTHORIZED = 0x87;
    private static final int TOPIC_INVALID = 0x90;
    private static final int TOO_LARGE = 0x95;
    private static final int PAYLOAD_INVALID = 0x99;

    static final int MARK_ROWS = 200;
    static final Duration MARK_AFTER = Duration.ofMillis(250);
    /// Slots of the window no backlog row may take.
    static final int LIVE_SLOTS = 4;

    private record Row(
            StoredEvent event,
            long order,
            int tries,
            long dueNanos,
            boolean replay,
            long sentNanos) {
        Row sentAt(long nanos) {
            return new Row(event, order, tries, dueNanos, replay, nanos);
        }

        Row refused(long due) {
            return new Row(event, order, tries + 1, due, replay, sentNanos);
        }

        Position position() {
            return Drain.position(event);
        }
    }

    /// What a broker's permissions can tell apart.
    private record Subject(String point, String kind) {
        static Subject of(StoredEvent event) {
            return new Subject(event.point(), event.kind());
        }
    }

    interface Sender {
        void send(StoredEvent event, boolean replayed, long ticket);
    }

    private final Outbox outbox;
    private final Unsent unsent;
    private final Backoff backoff;
    private final Tally tally;
    private final Pace pace;

    /// By ticket, the longest unanswered first.
    private final LinkedHashMap<Long, Row> inFlight = new LinkedHashMap<>();
    private final PriorityQueue<Row> again =
            new PriorityQueue<>(Comparator.comparingLong(Row::order));
    private final PriorityQueue<Row> aside =
            new PriorityQueue<>(Comparator.comparingLong(Row::dueNanos));
    /// What the broker refuses whoever asks, each with one row aside.
    private final Set<Subject> closed = new HashSet<>();

    /// Refused and not taken since, over all links; as many as may be aside.
    private final Set<Position> refused = new HashSet<>();

    private final Deque<StoredEvent> asked = new ConcurrentLinkedDeque<>();
    private final Deque<StoredEvent> held = new ArrayDeque<>(); // of those asked for
    private final AtomicInteger askedCount = new AtomicInteger();
    private final List<Position> marks = new ArrayList<>();

    private boolean opened; // what was left out may be taken now
    private boolean skipped; // this turn ended among rows that were left out; more may follow
    private int window = 1;
    private int width = 1;
    private int refusals;
    private long pausedUntil;
    private boolean paused;
    private long marksSince;
    private long order;
    private long ticket;

    Drain(Outbox outbox, Backoff backoff, Tally tally, int backlogPerSecond) {
        this.outbox = outbox;
        unsent = new Unsent(outbox);
        this.backoff = backoff;
        this.tally = tally;
        pace = new Pace(backlogPerSecond);
    }

    /// The store finds an epoch by its name; the index is its own affair.
    static Position position(StoredEvent event) {
        return new Position(event.epoch(), event.seq());
    }

    /// A new link: every row not marked is sent again.
    void begin(int receiveMaximum, long now) {
        window = receiveMaximum;
        width = receiveMaximum;
        refusals = 0;
        paused = false;
        unsent.begin();
        pace.begin(now);
    }

    /// The link is gone: answers that came are kept, everything else will be read again. What was
    /// asked for is marked as sent already, and is first in line again.
    void end() {
        for (int i = 0; i < inFlight.size(); i++) {
            tally.add(Count.EVENTS_UNANSWERED);
        }
        askForHeld();
        Stream.of(inFlight.values(), again, aside)
                .flatMap(Collection::stream)
                .filter(Row::replay)
                .sorted(Comparator.comparingLong(Row::order).reversed())
                .forEach(
                        row -> {
                            asked.addFirst(row.event());
                            askedCount.incrementAndGet();
                        });
        inFlight.clear();
        again.clear();
        aside.clear();
        closed.clear();
        unsent.end();
        flush();
    }

    void committed() {
        unsent.committed();
    }

    /// Any thread.
    ///
    /// @return false if too many wait already
    boolean replay(List<StoredEvent> events) {
        if (askedCount.addAndGet(events.size()) > ASKED_MAX) {
            askedCount.addAndGet(-events.size());
            return false;
        }
        asked.addAll(events);
        return true;
    }

    int inFlight() {
        return inFlight.size();
    }

    int setAside() {
        return aside.size();
    }

    /// Whether the broker refused an event that it has not taken since.
    boolean isRefused() {
        return !refused.isEmpty();
    }

    /// When the oldest unanswered row left; `Long.MAX_VALUE` if none is.
    long oldestSent() {
        return inFlight.isEmpty() ? Long.MAX_VALUE : inFlight.firstEntry().getValue().sentNanos();
    }

    /// Publishes as much as window and pace allow.
    ///
    /// @param taken slots of the window held by other messages
    void fill(int taken, long now, Sender sender) {
        if (paused && now < pausedUntil) {
            return;
        }
        paused = false;
        pace.accrue(now);
        while (inFlight.size() + taken < width) {
            var row = next(taken, now);
            skipped = unsent.skipped();
            if (row.isEmpty()) {
                return;
            }
            long number = ++ticket;
            inFlight.put(number, row.get().sentAt(now));
            var event = row.get().event();
            sender.send(event, row.get().replay() || Envelope.replayed(event, now), number);
        }
    }

    void answered(long number, int reasonCode, long now) {
        var row = inFlight.remove(number);
        if (row == null) {
            return;
        }
        if (reasonCode < 0x80) {
            good(row, now);
            return;
        }
        tally.add(Count.EVENTS_REFUSED);
        if (refused.size() < MOST_ASIDE) {
            refused.add(row.position());
        }
        switch (reasonCode) {
            case NOT_AUTHORIZED, TOPIC_INVALID -> {
                var subject = Subject.of(row.event());
                if (row.tries() == 0 && closed.contains(subject)) {
                    leaveOut(row);
                } else if (setAside(row, now)) {
                    closed.add(subject);
                } else {
                    closed.remove(subject); // nobody would ask for it any more
                }
            }
            case TOO_LARGE, PAYLOAD_INVALID -> {
                boolean _ = setAside(row, now);
            }
            default -> {
                again.add(row.refused(0));
                pause(now);
            }
        }
    }

    /// False if there is no room.
    private boolean setAside(Row row, long now) {
        if (aside.size() >= MOST_ASIDE) {
            leaveOut(row);
            pause(now);
            return false;
        }
        long due = now + backoff.delay(Trouble.REFUSED, row.tries()).toNanos();
        aside.add(row.refused(due));
        return true;
    }

    /// It is read again later; what was asked for is marked as sent, and kept here.
    private void leaveOut(Row row) {
        if (row.replay()) {
            held.add(row.event());
            askedCount.incrementAndGet();
        } else {
            unsent.leaveOut();
        }
    }

    private void askForHeld() {
        while (!held.isEmpty()) {
            asked.addFirst(held.removeLast());
        }
    }

    /// It did not leave, or nobody will answer: first in line again.
    void unanswered(long number, long now) {
        var row = inFlight.remove(number);
        if (row != null) {
            tally.add(Count.EVENTS_UNANSWERED);
            again.add(row);
            pause(now);
        }
    }

    void flushIfDue(long now) {
        if (!marks.isEmpty()
                && (marks.size() >= MARK_ROWS || now - marksSince >= MARK_AFTER.toNanos())) {
            flush();
        }
    }

    /// When to look again if nothing happens before.
    long wake(long now) {
        long wake = Long.MAX_VALUE;
        if (!marks.isEmpty()) {
            wake = Math.min(wake, marksSince + MARK_AFTER.toNanos());
        }
        // What has time and only lacks room is woken by the answer that makes it.
        if (paused && pausedUntil > now) {
            wake = Math.min(wake, pausedUntil);
        }
        if (!paused && inFlight.size() < width) {
            var due = aside.peek();
            if (due != null && due.dueNanos() > now) {
                wake = Math.min(wake, due.dueNanos());
            }
            boolean more = unsent.hasBacklog() || !asked.isEmpty();
            if (more && (!pace.isOne() || skipped)) {
                wake = Math.min(wake, pace.due(now));
            }
        }
        return wake;
    }

    private void good(Row row, long now) {
        tally.add(Count.EVENTS_SENT);
        if (marks.isEmpty()) {
            marksSince = now;
        }
        marks.add(row.position());
        refused.remove(row.position());
        boolean wasClosed = closed.remove(Subject.of(row.event()));
        if (wasClosed || row.tries() > 0) {
            opened = true;
            askForHeld();
        }
        refusals = 0;
        width = Math.min(window, width * 2);
    }

    private void pause(long now) {
        width = 1;
        if (!paused) {
            paused = true;
            pausedUntil = now + backoff.delay(Trouble.BUSY, refusals++).toNanos();
        }
    }

    private void flush() {
        if (!marks.isEmpty()) {
            outbox.markSent(List.copyOf(marks));
            marks.clear();
        }
    }

    private Optional<Row> next(int taken, long now) {
        var fresh = unsent.live(this::isOpen);
        if (fresh.isPresent()) {
            return row(fresh.get(), false);
        }
        if (!again.isEmpty()) {
            return Optional.of(again.remove());
        }
        var due = aside.peek();
        if (due != null && due.dueNanos() <= now) {
            return Optional.of(aside.remove());
        }
        int reserve = Math.min(LIVE_SLOTS, width / 4);
        if (inFlight.size() + taken >= width - reserve
                || !pace.isOne()
                || aside.size() >= MOST_ASIDE) {
            return Optional.empty();
        }
        readLeftOut();
        var old = unsent.backlog(this::isOpen, this::onTheirWay);
        if (old.isPresent()) {
            pace.take();
            return row(old.get(), false);
        }
        for (var wanted = asked.poll(); wanted != null; wanted = asked.poll()) {
            if (!isOpen(wanted)) {
                held.add(wanted);
                continue;
            }
            askedCount.decrementAndGet();
            pace.take();
            return row(wanted, true);
        }
        return Optional.empty();
    }

    /// Not of what the broker refuses whoever asks.
    private boolean isOpen(StoredEvent event) {
        return !closed.contains(Subject.of(event));
    }

    private Optional<Row> row(StoredEvent event, boolean replay) {
        return Optional.of(new Row(event, ++order, 0, 0, replay, 0));
    }

    /// Whatever is not marked is a backlog once more, but for what is held here.
    private void readLeftOut() {
        if (!unsent.isLeftOut() || unsent.hasBacklog()) {
            return;
        }
        boolean probing = inFlight.values().stream().anyMatch(row -> row.tries() > 0);
        boolean due = opened || (aside.isEmpty() && again.isEmpty() && !probing);
        if (due) {
            flush();
            opened = false;
            unsent.beginBacklog();
        }
    }

    private Set<Position> onTheirWay() {
        return Stream.of(inFlight.values(), again, aside)
                .flatMap(Collection::stream)
                .map(Row::position)
                .collect(Collectors.toUnmodifiableSet());
    }
}
