package onecard.edge.uplink;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps what one link is subscribed to equal to what is wanted, some filters a packet. Owned by
/// the stepping thread.
final class Interest {

    /// A packet of these has some 5 KB at most.
    private static final int FILTERS_A_PACKET = 32;

    /// @param nanos when
    /// @param once for what is retained, and not for what comes later
    private record Asked(List<String> filters, long nanos, boolean once) {}

    private final Set<String> spare;
    private final SequencedMap<Long, Asked> asked = new LinkedHashMap<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> once = new HashSet<>(); // granted, beside what is held
    private long ticket;

    /// @param spare filters that the broker may refuse for good: in a packet of their own, which it
    ///     may refuse as a whole
    Interest(Set<String> spare) {
        this.spare = Set.copyOf(spare);
    }

    /// A new link, which is subscribed to nothing.
    void begin() {
        asked.clear();
        held.clear();
        refused.clear();
        once.clear();
    }

    /// Asks for what is wanted and neither held, asked nor refused; gives back what is held and
    /// not wanted.
    void follow(Set<String> wanted, long now, Broker.Link link) {
        var gone = held.stream().filter(filter -> !wanted.contains(filter)).toList();
        for (var packet : packets(gone)) {
            link.unsubscribe(packet);
        }
        gone.forEach(held::remove);
        var known = new HashSet<>(held);
        known.addAll(refused);
        asked.values().stream()
                .filter(packet -> !packet.once())
                .forEach(packet -> known.addAll(packet.filters()));
        ask(wanted.stream().filter(it -> !known.contains(it)).toList(), now, link);
    }

    /// Asks once more for what is held already: whoever retains something of it sends it again.
    void again(List<String> filters, long now, Broker.Link link) {
        ask(filters.stream().filter(it -> !refused.contains(it)).toList(), now, link);
    }

    /// Asks for what is retained under these topics, which some filter has that is held.
    void once(List<String> topics, long now, Broker.Link link) {
        packets(topics).forEach(packet -> ask(packet, true, now, link));
    }

    /// Gives back what was asked for once, and is not held for good meanwhile.
    void onceNoMore(Broker.Link link) {
        packets(once.stream().filter(it -> !held.contains(it)).toList()).forEach(link::unsubscribe);
        once.clear();
    }

    private void ask(List<String> packet, boolean once, long now, Broker.Link link) {
        long number = ++ticket;
        asked.put(number, new Asked(packet, now, once));
        link.subscribe(packet, number);
    }

    private void ask(List<String> filters, long now, Broker.Link link) {
        var bySpare = filters.stream().collect(Collectors.partitioningBy(spare::contains));
        for (var sort : bySpare.values()) {
            packets(sort).forEach(packet -> ask(packet, false, now, link));
        }
    }

    private static List<List<String>> packets(List<String> filters) {
        var packets = new ArrayList<List<String>>();
        for (int from = 0; from < filters.size(); from += FILTERS_A_PACKET) {
            int to = Math.min(filters.size(), from + FILTERS_A_PACKET);
            packets.add(List.copyOf(filters.subList(from, to)));
        }
        return packets;
    }

    /// @param codes one a filter, in order; what has none was not granted
    /// @return what was asked for once and not granted: it is wanted by its filter alone
    List<String> answered(long number, List<Integer> codes) {
        var packet = asked.remove(number);
        if (packet == null) {
            return List.of();
        }
        var not = new ArrayList<String>();
        var filters = packet.filters();
        for (int i = 0; i < filters.size(); i++) {
            boolean good = i < codes.size() && codes.get(i) < 0x80;
            if (packet.once()) {
                (good ? once : not).add(filters.get(i));
            } else {
                (good ? refused : held).remove(filters.get(i));
                (good ? held : refused).add(filters.get(i));
            }
        }
        return not;
    }

    /// Whether every packet was answered.
    boolean settled() {
        return asked.isEmpty();
    }

    /// When the longest unanswered packet was sent; `Long.MAX_VALUE` if all are answered.
    long oldestAsked() {
        return asked.isEmpty() ? Long.MAX_VALUE : asked.firstEntry().getValue().nanos();
    }

    Set<String> held() {
        return Set.copyOf(held);
    }

    /// But for what is spare.
    Set<String> refused() {
        return refused.stream()
                .filter(it -> !spare.contains(it))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isSpareRefused() {
        return refused.stream().anyMatch(spare::contains);
    }

    /// What was refused may be asked for once more, but for what is spare.
    void forgetRefused() {
        refused.retainAll(spare);
    }
}
