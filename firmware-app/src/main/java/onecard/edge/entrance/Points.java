package onecard.edge.entrance;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import onecard.access.Factor;
import onecard.access.Guests;
import onecard.edge.intake.Matcher;
import onecard.edge.loop.Counter;
import onecard.edge.loop.DeskCounter;
import onecard.edge.loop.Gate;
import onecard.edge.loop.Guard;
import onecard.edge.loop.PointSlot;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.Output;
import onecard.point.Point;
import onecard.site.SitePoint;
import onecard.site.SiteTill;

/// What the site file says of points, as machines with their devices.
public final class Points {

    private Points() {}

    /// @param panels what a person sees and hears, by point
    /// @param counters what stands on the counter of each till; asked once, and of tills alone
    /// @param guards who watches each gate for visitors
    /// @param guests whom a list expects there
    /// @param desks what stands on each desk; asked once, and of desks alone
    /// @param looks what looks at whoever taps at each reader
    public static List<PointSlot<?>> of(
            List<SitePoint> points,
            Map<String, ? extends Relay> relays,
            Map<String, ? extends Panel> panels,
            Function<SitePoint, Counter> counters,
            Function<SitePoint, Guard> guards,
            Function<String, Supplier<Optional<Guests>>> guests,
            Function<SitePoint, DeskCounter> desks,
            Function<SitePoint, Map<String, Map<Factor, Matcher>>> looks) {
        return points.stream()
                .<PointSlot<?>>map(
                        point ->
                                slot(
                                        point,
                                        point.profile().machine(),
                                        wired(point, relays),
                                        Objects.requireNonNull(panels.get(point.id())),
                                        sells(point, counters),
                                        gate(point, guards, guests),
                                        attends(point, desks),
                                        looks.apply(point)))
                .toList();
    }

    private static <S> PointSlot<S> slot(
            SitePoint point,
            Point<S> machine,
            Map<Output, Relay> relays,
            Panel panel,
            Optional<PointSlot.Sells> sells,
            Optional<Gate> gate,
            Optional<PointSlot.Attends> attends,
            Map<String, Map<Factor, Matcher>> looks) {
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        point.id(),
                        point.profile().scene(),
                        machine,
                        point.policy(),
                        point.hours(),
                        point.readers(),
                        point.keypads(),
                        point.contacts(),
                        relays,
                        panel,
                        sells,
                        gate,
                        attends,
                        looks));
    }

    private static Optional<Gate> gate(
            SitePoint point,
            Function<SitePoint, Guard> guards,
            Function<String, Supplier<Optional<Guests>>> guests) {
        return point.visitors()
                .map(
                        it ->
                                new Gate(
                                        it.closedAfter(),
                                        it.returns(),
                                        guards.apply(point),
                                        guests.apply(it.list())));
    }

    private static Optional<PointSlot.Attends> attends(
            SitePoint point, Function<SitePoint, DeskCounter> desks) {
        return point.profile()
                .attends()
                .map(terms -> new PointSlot.Attends(terms, desks.apply(point)));
    }

    private static Optional<PointSlot.Sells> sells(
            SitePoint point, Function<SitePoint, Counter> counters) {
        return point.profile()
                .sells()
                .map(
                        terms ->
                                new PointSlot.Sells(
                                        terms,
                                        point.till().flatMap(SiteTill::keypad),
                                        point.till().flatMap(SiteTill::tray),
                                        point.till().flatMap(SiteTill::scale),
                                        point.till().flatMap(SiteTill::prices),
                                        point.till().map(SiteTill::checkPercent).orElse(0),
                                        counters.apply(point),
                                        point.profile().operators()));
    }

    private static Map<Output, Relay> wired(SitePoint point, Map<String, ? extends Relay> relays) {
        var wired = new EnumMap<Output, Relay>(Output.class);
        point.relays()
                .forEach(
                        (output, name) ->
                                wired.put(output, Objects.requireNonNull(relays.get(name), name)));
        return wired;
    }
}
