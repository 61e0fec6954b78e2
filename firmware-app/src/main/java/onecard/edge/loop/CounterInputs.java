package onecard.edge.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.watch.Metrics;
import onecard.hal.Load;
import onecard.point.Call;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.Tray;
import onecard.time.Moment;

/// What is done at tills besides showing something: keys pressed, plates laid down, food weighed,
/// water drawn. Owned by the edge loop.
final class CounterInputs {

    private final List<PointSlot<?>> points;
    private final Map<String, PointSlot<?>> byKeypad;
    private final Map<String, PointSlot<?>> byTray = new HashMap<>();
    private final Map<String, PointSlot<?>> byScale = new HashMap<>();
    private final Taps taps;
    private final Postures.Mover mover;
    private final Metrics metrics;

    /// @param byKeypad the point at which each keypad stands
    CounterInputs(
            List<PointSlot<?>> points,
            Map<String, PointSlot<?>> byKeypad,
            Taps taps,
            Postures.Mover mover,
            Metrics metrics) {
        this.points = points;
        this.byKeypad = byKeypad;
        this.taps = taps;
        this.mover = mover;
        this.metrics = metrics;
        for (var point : points) {
            var sells = point.parts.sells();
            sells.flatMap(PointSlot.Sells::tray).ifPresent(tray -> byTray.put(tray, point));
            sells.flatMap(PointSlot.Sells::scale).ifPresent(scale -> byScale.put(scale, point));
        }
    }

    void keyed(String keypad, long number, Moment now) {
        at(
                byKeypad,
                keypad,
                slot -> {
                    if (!taps.keyed(slot, number, now)) {
                        mover.step(slot, new Input.AtTill.Keyed(number), Cause.COMMAND, now);
                    }
                });
    }

    void called(String keypad, Call call, Moment now) {
        at(
                byKeypad,
                keypad,
                slot -> {
                    taps.called(slot, now);
                    mover.step(slot, new Input.AtTill.Called(call), Cause.COMMAND, now);
                });
    }

    void rated(String keypad, int stars, Moment now) {
        at(
                byKeypad,
                keypad,
                slot -> mover.step(slot, new Input.AtTill.Rated(stars), Cause.COMMAND, now));
    }

    void laid(String antenna, Tray tray, Moment now) {
        at(
                byTray,
                antenna,
                slot -> {
                    mover.step(slot, new Input.AtTill.Laid(tray), Cause.CONTACT, now);
                    taps.laid(slot, now);
                });
    }

    /// Whoever takes goes on taking, though nobody new is heard.
    void weighed(String scale, Load load, Moment now) {
        var input =
                switch (load) {
                    case Load.Weight(var grams, var stable) ->
                            new Input.AtTill.Weighed(
                                    stable ? Optional.of(grams) : Optional.empty());
                    case Load.Over(), Load.Under() -> new Input.AtTill.Unweighed();
                };
        at(byScale, scale, slot -> mover.step(slot, input, Cause.CONTACT, now));
    }

    /// Of a device that stands at no point only the count is known.
    private void at(Map<String, PointSlot<?>> points, String device, Consumer<PointSlot<?>> then) {
        var slot = points.get(device);
        if (slot == null) {
            metrics.strayReader();
        } else {
            then.accept(slot);
        }
    }

    void counted(String meter, long total, Moment now) {
        for (var slot : points) {
            if (new Role.Sensing(Sensor.METER).equals(slot.parts.contacts().get(meter))) {
                var input = new Input.AtTill.OfMeter.Counted(total);
                mover.step(slot, input, Cause.CONTACT, now);
            }
        }
    }
}
