package onecard.edge.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.attendance.ClosingReport;
import onecard.attendance.Session;
import onecard.attendance.Sitting;
import onecard.edge.record.AttendanceFold;
import onecard.edge.record.AttendanceFold.Closed;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// Which sessions each desk has open, and which it has closed: each is closed once, when it is over
/// and everybody who is to stand in its report is durable. Owned by the edge loop.
final class Sittings {

    /// The wall clock may be set: how far the next edge is away is looked at anew so often.
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final List<PointSlot<?>> desks;
    private final KnownAttendance known;
    private final Map<Closed, Sitting> open = new HashMap<>();
    private final Map<Closed, Instant> closed = new HashMap<>();
    private Optional<Mono> look = Optional.empty();

    /// A desk is to close a session.
    record Over(PointSlot<?> slot, ClosingReport report) {}

    Sittings(List<PointSlot<?>> desks, KnownAttendance known) {
        this.desks = desks;
        this.known = known;
    }

    /// Closed before this start.
    void remember(Map<Closed, Instant> before) {
        closed.putAll(before);
    }

    /// Goes on with what a loop knew that turns no more.
    void after(Sittings before) {
        closed.putAll(before.closed);
    }

    /// What begins, and what is on, as of now.
    void look(Moment now) {
        var next = now.wall().plus(LOOK);
        for (var slot : desks) {
            for (var sitting : known.near(slot, now)) {
                var one = new Closed(slot.parts.id(), sitting.session());
                next = sooner(next, sitting.opens(), now);
                next = sooner(next, sitting.closes(), now);
                if (now.trust() != ClockTrust.UNTRUSTED && isDue(slot, one, sitting, now)) {
                    open.put(one, sitting);
                }
            }
        }
        look = Optional.of(now.plus(Duration.between(now.wall(), next)));
    }

    /// At the next turn.
    void lookAgain() {
        look = Optional.empty();
    }

    boolean isLookDue(Moment now) {
        return !desks.isEmpty() && look.map(now::reached).orElse(true);
    }

    private static Instant sooner(Instant next, Instant edge, Moment now) {
        return edge.isAfter(now.wall()) && edge.isBefore(next) ? edge : next;
    }

    /// It is on; or it is over, somebody signed here, and nobody has closed it.
    private boolean isDue(PointSlot<?> slot, Closed one, Sitting sitting, Moment now) {
        boolean on = !now.wall().isBefore(sitting.opens()) && now.wall().isBefore(sitting.closes());
        boolean attended =
                !now.wall().isBefore(sitting.closes()) && known.isAttended(slot, sitting.session());
        return !closed.containsKey(one) && (on || attended);
    }

    /// What is to be closed now.
    ///
    /// @param onItsWay its report, or somebody who is to stand in it
    List<Over> over(Predicate<Closed> onItsWay, Moment now) {
        if (now.trust() == ClockTrust.UNTRUSTED) {
            return List.of();
        }
        open.entrySet()
                .removeIf(
                        it ->
                                closed.containsKey(it.getKey())
                                        && isOver(it.getValue(), now)
                                        && !onItsWay.test(it.getKey()));
        return desks.stream()
                .flatMap(
                        slot ->
                                open.entrySet().stream()
                                        .filter(it -> isOf(slot, it.getKey()))
                                        .filter(it -> isOver(it.getValue(), now))
                                        .filter(it -> !onItsWay.test(it.getKey()))
                                        .map(it -> new Over(slot, report(slot, it.getValue()))))
                .toList();
    }

    private static boolean isOver(Sitting sitting, Moment now) {
        return !now.wall().isBefore(sitting.closes());
    }

    private static boolean isOf(PointSlot<?> slot, Closed one) {
        return one.point().equals(slot.parts.id());
    }

    private ClosingReport report(PointSlot<?> slot, Sitting sitting) {
        var session = sitting.session();
        return new ClosingReport(
                slot.parts.id(), session, known.tally(slot, sitting), known.heardOf(session));
    }

    /// Its report is durable.
    ///
    /// @param at when that was made
    void closed(Closed one, Moment at) {
        closed.put(one, at.wall());
        open.remove(one);
    }

    /// Nothing is kept of what was closed long ago, as [AttendanceFold] does; what others said of
    /// what is over goes with it, and of what no desk here takes after as many days. By a clock
    /// that nobody believes only those of this device's own records go that are too many.
    ///
    /// @return of what this device has recorded, the sessions that are forgotten
    List<Session> forget(Moment now) {
        boolean certain = now.trust() != ClockTrust.UNTRUSTED;
        Predicate<Session> gone =
                certain
                        ? AttendanceFold.forgotten(known.ends(now), closed, now.wall())
                        : _ -> false;
        var over = new HashSet<Session>();
        closed.keySet().forEach(it -> over.add(it.session()));
        var near = known.near(now);
        var before =
                LocalDate.ofInstant(now.wall(), ZoneOffset.UTC)
                        .minusDays(AttendanceFold.KEPT.toDays());
        var had = List.copyOf(known.own().sessions().keySet());
        // One that began before and is on still is told of by nobody again.
        Predicate<Session> told =
                it -> !it.date().isBefore(before) || over.contains(it) || near.contains(it);
        known.keep(gone.negate(), certain ? gone.negate().and(told) : _ -> true);
        closed.keySet().removeIf(it -> gone.test(it.session()));
        return had.stream().filter(it -> !known.own().sessions().containsKey(it)).toList();
    }

    /// What is on at that desk: of several the one that began first.
    Optional<Sitting> on(PointSlot<?> slot, Moment now) {
        return open.entrySet().stream()
                .filter(it -> isOf(slot, it.getKey()))
                .map(Map.Entry::getValue)
                .filter(it -> !isOver(it, now))
                .min(Comparator.comparing(Sitting::starts));
    }

    Optional<Mono> nextWake() {
        return look;
    }
}
