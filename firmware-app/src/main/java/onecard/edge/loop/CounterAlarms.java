package onecard.edge.loop;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Device.Kind;
import onecard.edge.watch.Metrics;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.PrinterEvent.Why;
import onecard.time.Moment;

/// What goes wrong on the counters of tills, as alarms of the device. No sale waits for any of it,
/// and none is undone by it. Owned by the edge loop.
final class CounterAlarms {

    private final Devices devices;
    private final Consumer<Draft> journal;
    private final Metrics metrics;

    /// What each printer said is wrong with it.
    private final Map<String, Set<Trouble>> troubled = new HashMap<>();

    CounterAlarms(Devices devices, Consumer<Draft> journal, Metrics metrics) {
        this.devices = devices;
        this.journal = journal;
        this.metrics = metrics;
    }

    void told(Stimulus.AtCounter told, Moment now) {
        switch (told) {
            case Stimulus.AtCounter.Lost(var device) -> {
                if (device.kind() == Kind.PRINTER) {
                    troubled(device.name(), Set.of(), now); // nobody knows any more
                }
                devices.lost(device, now);
            }
            case Stimulus.AtCounter.Back(var device) -> devices.back(device, now);
            case Stimulus.AtCounter.Troubled(var printer, var troubles) ->
                    troubled(printer, troubles, now);
            case Stimulus.AtCounter.NotPrinted(var receipt, var why) ->
                    notPrinted(receipt, why, now);
        }
    }

    /// One alarm for each, as it begins and as it ends.
    private void troubled(String printer, Set<Trouble> troubles, Moment now) {
        var before = troubled.getOrDefault(printer, Set.of());
        for (var trouble : EnumSet.allOf(Trouble.class)) {
            boolean active = troubles.contains(trouble);
            if (active != before.contains(trouble)) {
                alarm("printer_trouble", active, printer + " " + wire(trouble), now);
            }
        }
        troubled.put(printer, troubles);
    }

    /// The sale stands: its number is what its receipt can be written by hand from.
    private void notPrinted(String receipt, Why why, Moment now) {
        metrics.receipt(wire(why));
        alarm("receipt_not_printed", true, receipt + " " + wire(why), now);
    }

    private void alarm(String name, boolean active, String detail, Moment now) {
        metrics.alarm(name, active);
        journal.accept(Events.deviceAlarm(name, active, detail, now));
    }

    private static String wire(Enum<?> what) {
        return what.name().toLowerCase(Locale.ROOT);
    }
}
