package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Tally.Count;

/// What the broker is asked to tell, and what it tells: follows what each [Inbound] wants, and
/// hands it what came. Owned by the stepping thread, but for what is marked so.
final class Hearing {

    /// Signatures checked in one step, so that a flood of messages delays no event.
    static final int MESSAGES_A_STEP = 8;

    /// When the broker would not let us hear what we should.
    static final Duration REFUSED_AGAIN = Duration.ofSeconds(60);

    /// What was lost in a flood is not asked for again faster than a flood may end.
    static final Duration LOST_AGAIN = Duration.ofSeconds(5);

    private final List<Inbound> hearers;
    private final Tally tally;
    private final Mailbox mailbox;
    private final Interest interest;
    private final AtomicBoolean interestChanged = new AtomicBoolean();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private volatile Set<String> heard = Set.of(); // read by any thread
    private long refusedAgainAt = Long.MAX_VALUE;
    private long lostAgainAt;
    private boolean blind; // to the spare on this link

    /// @param spare what we can do without: a broker that does not tell it is no trouble
    Hearing(Inbound spare, List<Inbound> needed, Tally tally) {
        hearers = Stream.concat(Stream.of(spare), needed.stream()).toList();
        this.tally = tally;
        mailbox = new Mailbox(hearers);
        interest = new Interest(spare.filters());
    }

    /// Any thread: what an [Inbound] wants has changed.
    void interestChanged() {
        interestChanged.set(true);
    }

    /// Any thread: what came under this topic was lost.
    void askAgain(String topic) {
        lost.add(topic);
    }

    /// Any thread: whether the broker has granted all these topics on the present link.
    boolean hears(Set<String> filters) {
        return heard.containsAll(filters);
    }

    /// Any thread: keeps it for the next step, if somebody wants it and there is room.
    ///
    /// @return whether there is something to do
    boolean arrived(Arrived message) {
        var fate = mailbox.put(message);
        if (fate != Mailbox.Fate.KEPT) {
            tally.add(Count.INBOUND_DROPPED);
        }
        if (fate == Mailbox.Fate.LOST && wanted().contains(message.topic())) {
            askAgain(message.topic());
        }
        return fate != Mailbox.Fate.UNWANTED;
    }

    /// Any thread.
    boolean isWaiting() {
        return !mailbox.isEmpty();
    }

    /// Hands over some of what came.
    void handOver() {
        for (int i = 0; i < MESSAGES_A_STEP && isWaiting(); i++) {
            mailbox.take().ifPresent(this::handOver);
        }
    }

    private void handOver(Mailbox.Letter letter) {
        boolean taken = letter.addressee().arrived(letter.message());
        tally.add(taken ? Count.INBOUND_TAKEN : Count.INBOUND_IGNORED);
    }

    /// A new link: what is awaited is asked for, and the rest by the first [#follow].
    void begin(long now, Broker.Link link) {
        interest.begin();
        blind = false;
        interestChanged.set(true);
        lost.clear();
        lostAgainAt = now;
        refusedAgainAt = Long.MAX_VALUE;
        interest.follow(filters(hearers.stream().filter(Inbound::isAwaited)), now, link);
        heard = interest.held();
    }

    private Set<String> wanted() {
        return filters(hearers.stream());
    }

    private static Set<String> filters(Stream<Inbound> hearers) {
        return hearers.flatMap(one -> one.filters().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @param codes one a filter, in order
    void answered(long number, List<Integer> codes) {
        interest.answered(number, codes);
        heard = interest.held();
        if (interest.isSpareRefused() && !blind) {
            blind = true;
            tally.add(Count.STATUS_UNHEARD);
        }
    }

    /// Follows what is wanted; what was refused, and what was lost, is asked for again later.
    void follow(long now, Broker.Link link) {
        if (now >= refusedAgainAt) {
            refusedAgainAt = Long.MAX_VALUE;
            interest.forgetRefused();
            interestChanged.set(true);
        }
        if (interestChanged.getAndSet(false)) {
            interest.follow(wanted(), now, link);
            heard = interest.held();
        }
        if (!lost.isEmpty() && now >= lostAgainAt) {
            lostAgainAt = now + LOST_AGAIN.toNanos();
            askForLost(now, link);
        }
        if (!refused().isEmpty() && refusedAgainAt == Long.MAX_VALUE) {
            refusedAgainAt = now + REFUSED_AGAIN.toNanos();
        }
    }

    /// Forgotten before it is asked for: what is lost meanwhile comes once more.
    private void askForLost(long now, Broker.Link link) {
        var topics = Set.copyOf(lost);
        lost.removeAll(topics);
        var wanted = wanted();
        interest.again(
                topics.stream().filter(wanted::contains).collect(Collectors.toSet()), now, link);
    }

    /// Whether every subscription that was asked for was answered.
    boolean isSettled() {
        return interest.settled();
    }

    /// What the broker does not tell us and should.
    Set<String> refused() {
        return interest.refused();
    }

    /// When the longest unanswered subscription was sent; `Long.MAX_VALUE` if all are answered.
    long oldestAsked() {
        return interest.oldestAsked();
    }
}
