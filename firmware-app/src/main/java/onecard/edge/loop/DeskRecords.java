package onecard.edge.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import onecard.attendance.ClosingReport;
import onecard.attendance.Signing;
import onecard.edge.record.AttendanceFold.Closed;
import onecard.edge.record.Attendances;
import onecard.edge.store.journal.Draft;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Signs and reports on their way to the journal, each by its name. Owned by the edge loop.
final class DeskRecords {

    /// Between two offers of what the journal would not hold.
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final KnownAttendance known;
    private final Map<TapId, OnItsWay> booking = new HashMap<>();

    private Optional<Mono> again = Optional.empty();

    /// A record on its way to the journal.
    sealed interface OnItsWay {

        /// @param at when it was made
        record OfSign(PointSlot<?> slot, Signing.Yes signing, By by, boolean burst, Moment at)
                implements OnItsWay {}

        record OfReport(PointSlot<?> slot, ClosingReport report, Moment at) implements OnItsWay {}
    }

    /// How somebody was signed in, and so who waits for the journal's answer.
    sealed interface By {

        record OfTap(TapId tap) implements By {}

        /// By hand.
        record OfOrder(TapId order) implements By {}

        /// From which the record follows.
        private Optional<TapId> tap() {
            return switch (this) {
                case OfTap(var tap) -> Optional.of(tap);
                case OfOrder _ -> Optional.empty();
            };
        }
    }

    /// @param names for each record, until it is durable
    DeskRecords(Supplier<TapId> names, Consumer<Draft> journal, KnownAttendance known) {
        this.names = names;
        this.journal = journal;
        this.known = known;
    }

    /// Goes on with what is on its way from a loop that turns no more.
    ///
    /// @param here the desk of this loop
    void after(DeskRecords before, UnaryOperator<PointSlot<?>> here) {
        before.booking.forEach((name, what) -> booking.put(name, at(here, what)));
        again = before.again;
    }

    private static OnItsWay at(UnaryOperator<PointSlot<?>> here, OnItsWay what) {
        return switch (what) {
            case OnItsWay.OfSign(var slot, var signing, var by, var burst, var at) ->
                    new OnItsWay.OfSign(here.apply(slot), signing, by, burst, at);
            case OnItsWay.OfReport(var slot, var report, var at) ->
                    new OnItsWay.OfReport(here.apply(slot), report, at);
        };
    }

    void send(OnItsWay what) {
        var name = names.get();
        booking.put(name, what);
        if (what instanceof OnItsWay.OfSign(_, var signing, _, _, _)) {
            known.meant(signing);
        }
        journal.accept(draft(name, what));
    }

    /// Dated when it was made, however often it is offered.
    private Draft draft(TapId name, OnItsWay what) {
        return switch (what) {
            case OnItsWay.OfSign(var slot, var signing, var by, var burst, var at) ->
                    Attendances.signed(
                            name,
                            slot.parts.id(),
                            signing,
                            by.tap(),
                            burst,
                            known.roster(slot),
                            known.tally(slot, signing.sitting()),
                            at);
            case OnItsWay.OfReport(_, var report, var at) -> Attendances.report(name, report, at);
        };
    }

    /// The journal has answered: empty if nothing of a desk is called so.
    Optional<OnItsWay> answered(TapId name) {
        return Optional.ofNullable(booking.remove(name));
    }

    /// A report that was refused, or that waited for what was, is looked for again then.
    void refused(Moment now) {
        again = again.or(() -> Optional.of(now.plus(AGAIN)));
    }

    /// Whether it is time for that.
    boolean isAgain(Moment now) {
        boolean due = again.filter(now::reached).isPresent();
        again = due ? Optional.empty() : again;
        return due;
    }

    /// Of a session's report, or of somebody who is to stand in it.
    boolean isOnItsWay(Closed one) {
        return booking.values().stream()
                .anyMatch(
                        what ->
                                switch (what) {
                                    case OnItsWay.OfReport(_, var report, _) ->
                                            report.point().equals(one.point())
                                                    && report.session().equals(one.session());
                                    case OnItsWay.OfSign(_, var signing, _, _, _) ->
                                            signing.sitting().session().equals(one.session());
                                });
    }

    Collection<Signing.Yes> signs() {
        return booking.values().stream()
                .filter(OnItsWay.OfSign.class::isInstance)
                .map(what -> ((OnItsWay.OfSign) what).signing())
                .toList();
    }

    /// Whether the journal has answered everything. What a full one refuses does not count.
    boolean isQuiet() {
        return booking.isEmpty();
    }

    Optional<Mono> nextWake() {
        return again;
    }
}
