package onecard.edge.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.edge.watch.Device.Standing;
import onecard.edge.watch.Metrics;
import onecard.hal.DeviceEvent.Loss;
import onecard.point.Cause;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;

/// What is known of each device: what its driver told last, and whether anybody observes it still.
/// The points it belongs to hear of every change; of one that belongs to none, the device tells
/// itself. Owned by the edge loop.
final class Devices {

    private final List<PointSlot<?>> points;
    private final Ports ports;
    private final Metrics metrics;
    private final Map<Device, Known> known = new HashMap<>();

    /// Of no point, and told as lost.
    private final Set<Device> alarmed = new HashSet<>();

    /// What they reach.
    ///
    /// @param names for what a contact moves
    /// @param alarm told of a point, beside its machine
    record Ports(
            Supplier<TapId> names, Postures.Mover mover, Alarm alarm, Consumer<Draft> journal) {}

    /// Tells an alarm of a point.
    interface Alarm {
        void tell(PointSlot<?> slot, Fact.Alarm alarm, Moment now);
    }

    /// @param told by its driver
    /// @param silent nobody observes it, whatever was told
    /// @param level of a contact, as told last
    /// @param loss what was wrong with a contact's line, as told last
    private record Known(
            Standing told, boolean silent, Optional<Boolean> level, Optional<Loss> loss) {
        static final Known NOTHING = told(Standing.UNKNOWN);

        static Known told(Standing standing) {
            return new Known(standing, false, Optional.empty(), Optional.empty());
        }

        static Known at(boolean level) {
            return new Known(Standing.UP, false, Optional.of(level), Optional.empty());
        }

        static Known without(Loss loss) {
            return new Known(Standing.LOST, false, Optional.empty(), Optional.of(loss));
        }

        Known fallenSilent() {
            return new Known(told, true, level, loss);
        }

        Known heard(Standing standing) {
            return new Known(standing, false, level, loss);
        }

        Standing standing() {
            return silent ? Standing.UNKNOWN : told;
        }
    }

    Devices(List<PointSlot<?>> points, Ports ports, Metrics metrics) {
        this.points = points;
        this.ports = ports;
        this.metrics = metrics;
    }

    /// Its driver said that it is gone.
    void lost(Device device, Moment now) {
        note(device, Known.told(Standing.LOST));
        tellLost(device, now);
    }

    /// Its driver said that the line of a contact failed, and how.
    void lost(String contact, Loss loss, Moment now) {
        var device = new Device(Kind.CONTACT, contact);
        var before = known(device).loss();
        boolean again = before.equals(Optional.of(loss));
        note(device, Known.without(loss));
        before.filter(_ -> !again).ifPresent(old -> tamper(contact, old, false, now));
        tellLost(device, now);
        if (!again) {
            tamper(contact, loss, true, now);
        }
    }

    /// Its driver said that it is there.
    void back(Device device, Moment now) {
        note(device, Known.told(Standing.UP));
        tellBack(device, now);
    }

    /// Its driver reset it by one step.
    void reset(Stimulus.ReaderReset reset, Moment now) {
        metrics.readerReset(reset.reader(), reset.step(), reset.failure().isEmpty());
        ports.journal()
                .accept(
                        Events.readerReset(
                                reset.reader(), reset.step(), reset.why(), reset.failure(), now));
    }

    /// Its driver told the level of a contact.
    void level(String contact, boolean active, Moment now) {
        var device = new Device(Kind.CONTACT, contact);
        var before = known(device);
        note(device, Known.at(active));
        before.loss().ifPresent(loss -> tamper(contact, loss, false, now));
        if (before.standing() != Standing.UP) {
            tellBack(device, now);
        }
        tellLevel(contact, active, now);
    }

    /// Nobody observes it any more.
    void silent(Device device, Moment now) {
        note(device, known(device).fallenSilent());
        tellLost(device, now);
    }

    /// It is observed, from now on or again: what it told last holds. Outputs and panels are well
    /// as long as they tell nothing.
    void heard(Device device, Moment now) {
        var before = known(device);
        var told =
                switch (device.kind()) {
                    case READER, CONTACT, MODULE, DISPLAY, VOICE, PRINTER, TRAY, SCALE ->
                            before.told();
                    case RELAY, PANEL ->
                            before.told() == Standing.LOST ? Standing.LOST : Standing.UP;
                };
        note(device, before.heard(told));
        if (before.silent() && told == Standing.UP) {
            tellBack(device, now);
            before.level().ifPresent(active -> tellLevel(device.name(), active, now));
        }
    }

    private Known known(Device device) {
        return known.getOrDefault(device, Known.NOTHING);
    }

    private void note(Device device, Known next) {
        known.put(device, next);
        metrics.device(device, next.standing());
        if (device.kind() == Kind.CONTACT) {
            metrics.contact(
                    device.name(), next.level().filter(_ -> next.standing() == Standing.UP));
        }
    }

    private void tellLost(Device device, Moment now) {
        boolean anybody = false;
        for (var slot : points) {
            var input = input(slot.parts, device, true);
            input.ifPresent(told -> ports.mover().step(slot, told, Cause.FAULT, now));
            anybody |= input.isPresent();
        }
        if (!anybody && alarmed.add(device)) {
            alarm(device, true, now);
        }
    }

    private void tellBack(Device device, Moment now) {
        for (var slot : points) {
            input(slot.parts, device, false)
                    .ifPresent(told -> ports.mover().step(slot, told, Cause.FAULT, now));
        }
        if (alarmed.remove(device)) {
            alarm(device, false, now);
        }
    }

    /// Empty for a point that it does not belong to, and where its return says nothing by itself.
    private static Optional<Input> input(PointSlot.Parts<?> parts, Device device, boolean lost) {
        var name = device.name();
        return switch (device.kind()) {
            case READER ->
                    Optional.of(name)
                            .filter(parts::reads)
                            .map(lost ? Input.ReaderLost::new : Input.ReaderBack::new);
            case TRAY, SCALE ->
                    Optional.of(name)
                            .filter(it -> parts.stands(device.kind(), it))
                            .map(lost ? Input.ReaderLost::new : Input.ReaderBack::new);
            case CONTACT ->
                    Optional.ofNullable(parts.contacts().get(name))
                            .flatMap(role -> lost ? Optional.of(role.lost(name)) : role.back(name));
            case RELAY ->
                    Optional.of(name)
                            .filter(parts::moves)
                            .map(lost ? Input.LineLost::new : Input.LineBack::new);
            case PANEL, MODULE, DISPLAY, VOICE, PRINTER -> Optional.empty();
        };
    }

    /// Whatever a point makes of not seeing a contact any more: somebody may have been at its line.
    private void tamper(String contact, Loss loss, boolean active, Moment now) {
        if (!loss.isTamper()) {
            return;
        }
        var part = contact + " " + loss.name().toLowerCase(Locale.ROOT);
        var alarm = new Fact.Alarm(Fact.Kind.TAMPER, active, part);
        points.stream()
                .filter(slot -> slot.parts.contacts().containsKey(contact))
                .forEach(slot -> ports.alarm().tell(slot, alarm, now));
    }

    private void tellLevel(String contact, boolean active, Moment now) {
        for (var slot : points) {
            var role = slot.parts.contacts().get(contact);
            if (role != null) {
                var input = role.input(active, ports.names().get());
                ports.mover().step(slot, input, role.cause(), now);
            }
        }
    }

    private void alarm(Device device, boolean active, Moment now) {
        var name = device.kind().wire() + "_lost";
        metrics.alarm(name, active);
        ports.journal().accept(Events.deviceAlarm(name, active, device.name(), now));
    }
}
