package onecard.edge.uplink;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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

    private final List<Inbound> hearers;
    private final Tally tally;
    private final Mailbox mailbox;
    private final Interest interest;
    private final AtomicBoolean interestChanged = new AtomicBoolean();
    private final Lost lost = new Lost();
    private volatile Set<String> heard = Set.of(); // read by any thread
    private long refusedAgainAt = Long.MAX_VALUE;
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
        if (!lost.add(topic)) {
            lost.addAll(filtersOf(topic));
        }
    }

    private List<String> filtersOf(String topic) {
        return wanted().stream().filter(it -> Topics.matches(it, topic)).toList();
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
        if (fate == Mailbox.Fate.LOST && isKept(message.topic())) {
            askAgain(message.topic());
        }
        return fate != Mailbox.Fate.UNWANTED;
    }

    private boolean isKept(String topic) {
        return hearers.stream().anyMatch(it -> it.wants(topic) && it.isKept(topic));
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
        lost.begin(now);
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
        var refused = interest.answered(number, codes);
        refused.forEach(topic -> lost.addAll(filtersOf(topic)));
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
        if (lost.isTime(now)) {
            interest.onceNoMore(link);
            if (lost.next() > 0 && mailbox.room() >= lost.next()) {
                askForLost(lost.take(now), now, link);
            }
        }
        if (!refused().isEmpty() && refusedAgainAt == Long.MAX_VALUE) {
            refusedAgainAt = now + REFUSED_AGAIN.toNanos();
        }
    }

    /// By the filter where that is what was lost, else under the topic alone: a filter with
    /// wildcards brings as many as the first time, of which as many are lost.
    private void askForLost(List<String> topics, long now, Broker.Link link) {
        var wanted = wanted();
        interest.again(topics.stream().filter(wanted::contains).toList(), now, link);
        interest.once(
                topics.stream()
                        .filter(topic -> !wanted.contains(topic))
                        .filter(topic -> !filtersOf(topic).isEmpty())
                        .toList(),
                now,
                link);
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
