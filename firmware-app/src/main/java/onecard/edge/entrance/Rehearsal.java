package onecard.edge.entrance;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Assurance;
import onecard.access.CardTerms;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Policy;
import onecard.access.Token;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.TapSource;
import onecard.edge.loop.Counter;
import onecard.edge.loop.DeskCounter;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.loop.Guard;
import onecard.edge.state.Stores;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.registry.Lists;
import onecard.edge.watch.Metrics;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.DeviceEvent;
import onecard.hal.Panel;
import onecard.hal.Pseudonym;
import onecard.hal.Relay;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimChannel;
import onecard.hal.sim.SimKind;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Sale;
import onecard.point.TapId;
import onecard.site.Board;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.time.Moment;
import org.tinylog.Logger;

/// Taps that nobody made, before a reader is opened: code that has never run is slow, and the
/// first person of the day is not the one to wait for it. The way is the real one, from a card's
/// bytes to the record, and every end of it leads nowhere: a card in memory, a list of its own, a
/// relay, a panel and a counter that are none, and records that are taken back.
public final class Rehearsal {

    /// Enough for the compiler to have seen what a tap runs, with the threshold that the scripts
    /// set.
    private static final int TAPS = 25;

    /// Fire line and exit button are not served yet, so a slow board stops earlier.
    public static final Duration LIMIT = Duration.ofMillis(300);

    private final SitePoint point;
    private final String reader;
    private final ReadingPlan plan;
    private final Supplier<SimCard> card;
    private final Pseudonym tokens;
    private final Lists lists;
    private final Supplier<Moment> clock;

    private Rehearsal(
            SitePoint point,
            String reader,
            ReadingPlan plan,
            Supplier<SimCard> card,
            Stores stores,
            Lists lists) {
        this.point = point;
        this.reader = reader;
        this.plan = plan;
        this.card = card;
        this.tokens = stores.tokens();
        this.lists = lists;
        this.clock = stores.clock();
    }

    /// At the first reader and with the first kind of card that open a point, if any do. Whatever
    /// fails here is no reason not to start: it will be told of when it matters.
    ///
    /// @param limit no tap begins after it
    /// @return what the last tap would have recorded
    public static List<Draft> of(SiteProfile site, Stores stores, Duration limit) {
        var records = List.<Draft>of();
        try (var lists = stores.registry().lists()) {
            var end = stores.clock().get().mono().plus(limit);
            var found =
                    all(site, stores, lists)
                            .takeWhile(_ -> !stores.clock().get().reached(end))
                            .filter(Rehearsal::opens)
                            .findFirst();
            if (found.isPresent()) {
                for (int i = 0; i < TAPS && !stores.clock().get().reached(end); i++) {
                    records = found.get().tap();
                    stores.file().rehearse(records);
                }
            }
        } catch (IOException | RuntimeException failed) {
            Logger.warn(failed, "no tap was rehearsed");
        }
        return records;
    }

    /// Inwards before outwards, then by name: the same at each start.
    private static Stream<Rehearsal> all(SiteProfile site, Stores stores, Lists lists) {
        return site.points().stream()
                .flatMap(
                        point ->
                                point.readers().entrySet().stream()
                                        .sorted(
                                                Map.Entry.<String, Direction>comparingByValue()
                                                        .thenComparing(Map.Entry.comparingByKey()))
                                        .map(Map.Entry::getKey)
                                        .filter(site.board().readers()::containsKey)
                                        .flatMap(name -> at(site, point, name, stores, lists)));
    }

    private static Stream<Rehearsal> at(
            SiteProfile site, SitePoint point, String name, Stores stores, Lists lists) {
        var reader = Objects.requireNonNull(site.board().readers().get(name));
        if (reader.source() instanceof Board.ReaderSource.IdModule) {
            return Stream.empty();
        }
        var plan = ReadingPlans.of(reader, site.cards());
        return Stream.of(SimKind.values())
                .flatMap(
                        kind ->
                                kind.faces().stream()
                                        .map(
                                                face ->
                                                        new Rehearsal(
                                                                easy(point),
                                                                name,
                                                                plan,
                                                                () -> kind.card(face),
                                                                stores,
                                                                lists)));
    }

    /// The point without what may refuse today: assurance, region, schedule.
    private static SitePoint easy(SitePoint point) {
        var policy = point.policy();
        return point.with(
                new Policy(
                        policy.lists(),
                        policy.groups(),
                        Optional.empty(),
                        policy.schedules(),
                        policy.calendar(),
                        Assurance.A0,
                        policy.zone(),
                        policy.staleAfter(),
                        policy.untimed(),
                        CardTerms.NONE,
                        policy.exitAlways()));
    }

    private boolean opens() {
        return tap().stream()
                .anyMatch(record -> record.data().text("verdict").equals(Optional.of("granted")));
    }

    /// One tap, its answer, and the records of both.
    private List<Draft> tap() {
        var records = new ArrayList<Draft>();
        var nowhere = new Nowhere();
        var relays =
                point.relays().values().stream()
                        .collect(Collectors.toMap(name -> name, _ -> nowhere));
        var slots =
                Points.of(
                        List.of(point),
                        relays,
                        Map.of(point.id(), nowhere),
                        _ -> nowhere,
                        _ -> Guard.NONE,
                        _ -> Optional::empty,
                        _ -> DeskCounter.BARE,
                        _ -> Map.of());
        var metrics = new Metrics();
        var loop = new EdgeLoop(slots, EdgeLoop.Before.nothing(), records::add, metrics);
        var inbox = new Inbox();
        var source =
                new TapSource(
                        () -> new Granting(lists, point.policy(), clock.get()),
                        inbox,
                        nowhere,
                        metrics,
                        () -> clock.get().mono().nanos());
        source.accept(read());
        turn(loop, inbox);
        inbox.offer(new Stimulus.Recorded(new TapId(1), 1));
        turn(loop, inbox);
        return records;
    }

    private void turn(EdgeLoop loop, Inbox inbox) {
        try {
            var now = clock.get();
            inbox.take(Duration.ZERO).ifPresent(stimulus -> loop.turn(stimulus, now));
            loop.due(now);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private DeviceEvent read() {
        long seen = clock.get().mono().nanos();
        try {
            var facts = plan.read(SimChannel.of(card.get()), tokens);
            return new DeviceEvent.CardSeen(reader, facts, seen);
        } catch (CardLost | Unreadable failed) {
            return new DeviceEvent.CardUnreadable(reader, plan.fault(failed), seen);
        }
    }

    /// Looks the card up as ever, finds nobody, and lets it in.
    private record Granting(Lists real, Policy policy, Moment now) implements Lists {
        @Override
        public Found find(CredentialKind kind, Token token) {
            var found = real.find(kind, token);
            var granted =
                    policy.lists().stream()
                            .map(name -> new ListVersion(name, 1, now.wall(), Optional.empty()))
                            .collect(Collectors.toCollection(ArrayList::new));
            var entries = granted.stream().map(list -> entry(list, token)).toList();
            granted.addAll(found.lists());
            return new Found(entries, List.copyOf(granted));
        }

        private Entry entry(ListVersion list, Token token) {
            return new Entry(
                    list,
                    token,
                    policy.groups(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        @Override
        public void close() {}
    }

    /// A relay, a panel and a counter that are none.
    private static final class Nowhere implements Relay, Panel, Counter {
        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public void release(long untilNanos, String cause) {}

        @Override
        public void hold(String cause) {}

        @Override
        public void drop(String cause) {}

        @Override
        public boolean energised() {
            return false;
        }

        @Override
        public void show(Signal signal, String zh, String en) {}

        @Override
        public void warn(boolean on) {}

        @Override
        public void post(Optional<Price> price, Moment now) {}

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {}

        @Override
        public void close() {}
    }
}
