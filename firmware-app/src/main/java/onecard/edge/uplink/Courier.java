package onecard.edge.uplink;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Broker.Hello;
import onecard.edge.uplink.Broker.Message;
import onecard.edge.uplink.Tally.Count;
import onecard.time.ClockTrust;

/// Connects, subscribes, announces the device and carries the journal to the broker; one step at
/// a time, so that a thread can drive it by the real clock and a simulation by its own. Steps
/// come from one thread; the broker's answers and everything marked so from any.
public final class Courier {

    /// The most in flight, whatever the broker takes: at 80 ms of round trip still 3,200 events a
    /// second, and some 200 KB that a lost link may send twice.
    static final int WINDOW = 256;

    static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
    /// A broker that answers pings but no message of ours is as good as none.
    static final Duration ANSWER_DEADLINE = Duration.ofSeconds(60);
    static final Duration WARN_EVERY = Duration.ofSeconds(60);
    static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

    private static final Duration IDLE = Duration.ofSeconds(1);

    /// @param session number of this run of the daemon, in `status` and the will
    /// @param backlogPerSecond the pace of a backlog; live events have none
    public record Settings(Topics topics, long session, int backlogPerSecond) {}

    /// What the rest of the daemon lends; all of it is called from the stepping thread.
    ///
    /// @param canonical writes an object in its canonical form
    /// @param trust of the clock, as `birth` tells it: it is told anew when this changes
    /// @param wallTime RFC 3339 with offset
    /// @param serving whether cards are being served, the condition for `online`
    public record Ports(
            Outbox outbox,
            Broker broker,
            Backoff backoff,
            List<Inbound> inbound,
            Alarms alarms,
            Function<Json.Obj, String> canonical,
            Supplier<Json.Obj> birth,
            Supplier<Json.Obj> metrics,
            Supplier<ClockTrust> trust,
            Supplier<String> wallTime,
            BooleanSupplier serving) {}

    /// Told on the edge only: once when it starts, once when it ends.
    @FunctionalInterface
    public interface Alarms {
        void changed(Alarm alarm, boolean active, String detail);
    }

    public enum Alarm {
        /// Somebody else uses our client id.
        UPLINK_TAKEN_OVER,
        /// Credentials, permissions, certificates or the clock keep us out.
        UPLINK_REFUSED,
        /// The broker takes the connection but not some of the events.
        EVENTS_REFUSED,
        /// The broker does not let us hear all we should: lists, commands, settings.
        SUBSCRIPTION_REFUSED,
        /// Our certificate ends within 30 days.
        CERTIFICATE_EXPIRING;

        /// The name in events.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Phase {
        WAITING,
        CONNECTING,
        SUBSCRIBING,
        SERVING,
        STOPPING,
        STOPPED
    }

    /// @param detail why, for a person; empty while all is well
    public record Health(boolean online, Optional<Trouble> trouble, String detail) {}

    private record Told(int link, Runnable act) {}

    private final Settings settings;
    private final Ports ports;
    private final Tally tally = new Tally();
    private final Drain drain;
    private final Runnable signal;

    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Answers answers = new Answers();
    private final AtomicBoolean committed = new AtomicBoolean();
    private volatile boolean stopAsked;
    private volatile boolean cut;
    private volatile Health health = new Health(false, Optional.empty(), "not connected yet");

    private final Notices notices = new Notices();
    private final Telling telling = new Telling(notices, tally);
    private final Announcer announcer;
    private final Hearing hearing;
    private final Attempts attempts;
    private final Set<Alarm> raised = new HashSet<>();
    private Phase phase = Phase.WAITING;
    private Optional<Broker.Link> link = Optional.empty();
    private int links;
    private long until;
    private long servingSince;
    private long countedTo; // of the time that it serves
    private long warnAt;
    private long now;
    private int window = 1;
    private boolean offlineSaid;
    private boolean started;

    /// @param signal wakes whoever steps; called from any thread, must not block
    public Courier(Settings settings, Ports ports, Runnable signal) {
        this.settings = settings;
        this.ports = ports;
        this.signal = signal;
        announcer = new Announcer(settings, ports, notices);
        hearing = new Hearing(announcer.standing(), ports.inbound(), tally);
        attempts = new Attempts(ports.backoff());
        drain = new Drain(ports.outbox(), ports.backoff(), tally, settings.backlogPerSecond());
        ports.outbox()
                .onCommit(
                        () -> {
                            committed.set(true);
                            signal.run();
                        });
    }

    /// Does what is due and returns when, by the same clock, to come again at the latest.
    public long step(long nowNanos) {
        now = nowNanos;
        if (!started) {
            started = true;
            until = now;
        }
        hear();
        if (stopAsked && phase != Phase.STOPPING && phase != Phase.STOPPED) {
            beginStop();
        }
        if (cut
                && (phase == Phase.CONNECTING
                        || phase == Phase.SUBSCRIBING
                        || phase == Phase.SERVING)) {
            fail(Trouble.NETWORK, "cut off on purpose");
        }
        switch (phase) {
            case WAITING -> {
                if (!cut && now >= until) {
                    connect();
                }
            }
            case CONNECTING -> {
                if (now >= until) {
                    fail(
                            Trouble.NETWORK,
                            "the broker did not answer within "
                                    + CONNECT_DEADLINE.toSeconds()
                                    + " s");
                }
            }
            case SUBSCRIBING -> {
                if (now >= until) {
                    fail(
                            Trouble.NETWORK,
                            "no SUBACK within " + CONNECT_DEADLINE.toSeconds() + " s");
                }
            }
            case SERVING -> serve();
            case STOPPING -> finish();
            case STOPPED -> {}
        }
        return wake();
    }

    /// Any thread: say goodbye and end; [#stopped] once done, at the latest after about 3 s of
    /// steps.
    public void stop() {
        stopAsked = true;
        signal.run();
    }

    public boolean stopped() {
        return phase == Phase.STOPPED;
    }

    /// Any thread: no link from now on, or one again: to show that nothing is lost meanwhile.
    public void cut(boolean away) {
        cut = away;
        signal.run();
    }

    /// Any thread: what `birth` tells or whether we serve has changed.
    public void announce() {
        announcer.announce();
        signal.run();
    }

    /// Any thread: send these again, marked as replayed, at the backlog's pace.
    ///
    /// @return false if too many wait already
    public boolean replay(List<StoredEvent> events) {
        boolean taken = drain.replay(events);
        signal.run();
        return taken;
    }

    /// Any thread: tell now what is told of the device, and how it is.
    public void sync() {
        announcer.measure();
        announce();
    }

    /// Any thread: to the broker, over any number of links, until it has it; what it is to keep
    /// anew on each link, and of each topic the newest only.
    public void tell(String topic, Json.Obj body, boolean retained) {
        tell(announcer.message(topic, body, 1, retained), () -> {});
    }

    /// Any thread: what the broker keeps there is taken away.
    ///
    /// @param taken told, each time, once it is; from the stepping thread
    public void clear(String topic, Runnable taken) {
        tell(new Message(topic, new byte[0], 1, true), taken);
    }

    private void tell(Message message, Runnable taken) {
        telling.tell(message, taken);
        signal.run();
    }

    /// Any thread: what an [Inbound] wants has changed.
    public void interestChanged() {
        hearing.interestChanged();
        signal.run();
    }

    /// Any thread: what came under this topic was lost.
    public void askAgain(String topic) {
        hearing.askAgain(topic);
        signal.run();
    }

    /// Any thread.
    public Health health() {
        return health;
    }

    /// Any thread: whether the broker has granted all these topics on the present link.
    public boolean hears(Set<String> filters) {
        return health.online() && hearing.hears(filters);
    }

    public Tally tally() {
        return tally;
    }

    private void hear() {
        // Before the rest, which may be that the link they came by is gone.
        for (var next = answers.take(); next.isPresent(); next = answers.take()) {
            if (next.get().link() == links) {
                published(next.get().ticket(), next.get().reasonCode());
            }
        }
        for (var next = told.poll(); next != null; next = told.poll()) {
            if (next.link() == links) {
                next.act().run();
            }
        }
        hearing.handOver();
        if (committed.getAndSet(false)) {
            drain.committed();
        }
        telling.take();
    }

    private void connect() {
        links++;
        phase = Phase.CONNECTING;
        until = now + CONNECT_DEADLINE.toNanos();
        var will = Optional.of(announcer.status("offline"));
        var hello = new Hello(settings.topics().clientId(), will, CONNECT_DEADLINE);
        link = Optional.of(ports.broker().open(hello, new Ears(links)));
    }

    private void connected(int receiveMaximum) {
        if (phase != Phase.CONNECTING) {
            return;
        }
        window = Math.max(1, Math.min(WINDOW, receiveMaximum));
        phase = Phase.SUBSCRIBING;
        until = now + CONNECT_DEADLINE.toNanos();
        hearing.begin(now, link.orElseThrow());
        if (hearing.isSettled()) {
            subscribed();
        }
    }

    private void subscribed(long number, List<Integer> codes) {
        hearing.answered(number, codes);
        if (phase == Phase.SUBSCRIBING && hearing.isSettled()) {
            subscribed();
        }
    }

    /// Taps are published whether or not we may hear everything.
    private void subscribed() {
        phase = Phase.SERVING;
        tally.add(Count.CONNECTS);
        servingSince = now;
        countedTo = now;
        announcer.begin(now);
        notices.begin();
        drain.begin(window, now);
        clear(Alarm.UPLINK_REFUSED);
        clear(Alarm.UPLINK_TAKEN_OVER);
        warnAt = now;
        health = new Health(true, Optional.empty(), "");
    }

    private void serve() {
        long seconds = Duration.ofNanos(now - countedTo).toSeconds();
        tally.add(Count.ONLINE_SECONDS, seconds);
        countedTo += Duration.ofSeconds(seconds).toNanos();
        if (now >= warnAt) {
            warnAt = now + WARN_EVERY.toNanos();
            warn();
        }
        announcer.say(now);
        hearing.follow(now, link.orElseThrow());
        sendOwn();
        if (!notices.isReady()) {
            drain.fill(telling.inFlight(), now, this::send);
        }
        drain.flushIfDue(now);
        tellRefusals();
        long oldest = oldestUnanswered();
        if (oldest != Long.MAX_VALUE && now - oldest > ANSWER_DEADLINE.toNanos()) {
            fail(
                    Trouble.NETWORK,
                    "the broker did not answer for " + ANSWER_DEADLINE.toSeconds() + " s");
        }
    }

    private long oldestUnanswered() {
        long publish = Math.min(telling.oldestSent(), drain.oldestSent());
        return Math.min(publish, hearing.oldestAsked());
    }

    private void warn() {
        ports.broker()
                .warning()
                .ifPresentOrElse(
                        why -> raise(Alarm.CERTIFICATE_EXPIRING, why),
                        () -> clear(Alarm.CERTIFICATE_EXPIRING));
    }

    private void tellRefusals() {
        if (drain.isRefused()) {
            raise(Alarm.EVENTS_REFUSED, "the broker refuses events; they are kept and tried again");
        } else {
            clear(Alarm.EVENTS_REFUSED);
        }
        if (!hearing.refused().isEmpty()) {
            raise(
                    Alarm.SUBSCRIPTION_REFUSED,
                    "the broker refuses to tell " + String.join(", ", hearing.refused()));
        } else if (hearing.isSettled()) {
            clear(Alarm.SUBSCRIPTION_REFUSED);
        }
    }

    private void beginStop() {
        if (phase == Phase.SERVING) {
            phase = Phase.STOPPING;
            until = now + LAST_ANSWERS.toNanos();
            notices.endSaying();
        } else {
            link.ifPresent(Broker.Link::abandon);
            ended();
        }
    }

    /// No more rows are taken; the last answers, then `offline` in our own words, since a clean
    /// goodbye suppresses the will.
    private void finish() {
        sendOwn();
        if (drain.inFlight() == 0 && telling.isAnswered() && !offlineSaid) {
            offlineSaid = true;
            notices.say(announcer.status("offline"));
            sendOwn();
        }
        if ((offlineSaid && notices.isEmpty()) || now >= until) {
            // Where nobody took our word, the broker says it by the will, which a goodbye
            // withdraws.
            boolean taken = offlineSaid && notices.isTaken();
            link.ifPresent(taken ? Broker.Link::disconnect : Broker.Link::abandon);
            ended();
        }
    }

    private void ended() {
        links++;
        link = Optional.empty();
        drain.end();
        phase = Phase.STOPPED;
        health = new Health(false, Optional.empty(), "stopped");
    }

    private void fail(Trouble trouble, String detail) {
        link.ifPresent(Broker.Link::abandon);
        link = Optional.empty();
        links++;
        if (phase == Phase.STOPPING) {
            ended();
            return;
        }
        var lasted = phase == Phase.SERVING ? Duration.ofNanos(now - servingSince) : Duration.ZERO;
        drain.end();
        telling.linkLost();
        phase = Phase.WAITING;
        until = now + attempts.failed(trouble, lasted).toNanos();
        switch (trouble) {
            case NETWORK, BUSY -> {}
            case TAKEN_OVER -> raise(Alarm.UPLINK_TAKEN_OVER, detail);
            case REFUSED, TLS, CLOCK -> raise(Alarm.UPLINK_REFUSED, detail);
        }
        // Last, so that whoever sees it finds the alarms told.
        health = new Health(false, Optional.of(trouble), detail);
    }

    private void send(StoredEvent event, boolean replayed, long ticket) {
        var topic = settings.topics().event(event.point(), event.kind());
        link.orElseThrow()
                .publish(new Message(topic, Envelope.of(event, replayed), 1, false), ticket);
    }

    private void sendOwn() {
        telling.send(window, drain.inFlight(), now, link.orElseThrow());
    }

    private void published(long ticket, int reasonCode) {
        if (Telling.isTicket(ticket)) {
            telling.answered(ticket, reasonCode, now);
        } else {
            drain.answered(ticket, reasonCode, now);
        }
    }

    private void unpublished(long ticket) {
        if (Telling.isTicket(ticket)) {
            telling.unanswered(ticket, now);
        } else {
            drain.unanswered(ticket, now);
        }
    }

    private void raise(Alarm alarm, String detail) {
        if (raised.add(alarm)) {
            ports.alarms().changed(alarm, true, detail);
        }
    }

    private void clear(Alarm alarm) {
        if (raised.remove(alarm)) {
            ports.alarms().changed(alarm, false, "");
        }
    }

    private long wake() {
        if (hearing.isWaiting() || !told.isEmpty() || !answers.mayRest(drain.inFlight())) {
            return now;
        }
        return switch (phase) {
            case WAITING -> cut ? now + IDLE.toNanos() : until;
            case CONNECTING, SUBSCRIBING -> until;
            case SERVING -> {
                long due = Math.min(drain.wake(now), telling.wake(now));
                yield Math.min(now + IDLE.toNanos(), due);
            }
            case STOPPING -> until;
            case STOPPED -> Long.MAX_VALUE;
        };
    }

    /// The broker's voice on one link; a late word of an earlier link is not heard.
    private final class Ears implements Broker.Events {
        private final int of;

        Ears(int of) {
            this.of = of;
        }

        @Override
        public void connected(int receiveMaximum) {
            tellCourier(() -> Courier.this.connected(receiveMaximum));
        }

        @Override
        public void subscribed(long ticket, List<Integer> reasonCodes) {
            tellCourier(() -> Courier.this.subscribed(ticket, reasonCodes));
        }

        @Override
        public void published(long ticket, int reasonCode) {
            if (answers.put(new Answers.Answer(of, ticket, reasonCode))) {
                signal.run();
            }
        }

        @Override
        public void unpublished(long ticket, String why) {
            tellCourier(() -> Courier.this.unpublished(ticket));
        }

        @Override
        public void arrived(String topic, byte[] payload, boolean retained) {
            if (hearing.arrived(new Inbound.Arrived(topic, payload, retained))) {
                signal.run();
            }
        }

        @Override
        public void down(Trouble trouble, String detail) {
            tellCourier(() -> fail(trouble, detail));
        }

        private void tellCourier(Runnable act) {
            told.add(new Told(of, act));
            signal.run();
        }
    }
}
