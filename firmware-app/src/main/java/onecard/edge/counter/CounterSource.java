package onecard.edge.counter;

import java.util.function.Consumer;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.intake.Stimulus.AtCounter;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Kind;
import onecard.edge.watch.Metrics;
import onecard.hal.DisplayEvent;
import onecard.hal.Load;
import onecard.hal.PrinterEvent;
import onecard.hal.ScaleEvent;
import onecard.hal.TrayEvent;
import onecard.hal.TrayStability;
import onecard.hal.VoiceEvent;
import org.tinylog.Logger;

/// Turns what printers, displays, voices, antennas and scales tell into what the loop can hear,
/// each on its own thread.
public record CounterSource(Inbox inbox, Metrics metrics) {

    void printer(PrinterEvent event) {
        switch (event) {
            case PrinterEvent.Lost(var printer, var why, _) -> lost(Kind.PRINTER, printer, why);
            case PrinterEvent.Back(var printer, _) -> back(Kind.PRINTER, printer);
            case PrinterEvent.Troubled(var printer, var troubles, _) ->
                    inbox.offer(new AtCounter.Troubled(printer, troubles));
            case PrinterEvent.NotPrinted(var receipt, var why, _) ->
                    inbox.offer(new AtCounter.NotPrinted(receipt, why));
            case PrinterEvent.Printed _ -> metrics.receipt("printed");
        }
    }

    void display(DisplayEvent event) {
        switch (event) {
            case DisplayEvent.Lost(var display, var why, _) -> lost(Kind.DISPLAY, display, why);
            case DisplayEvent.Back(var display, _) -> back(Kind.DISPLAY, display);
        }
    }

    void voice(VoiceEvent event) {
        switch (event) {
            case VoiceEvent.Lost(var voice, var why, _) -> lost(Kind.VOICE, voice, why);
            case VoiceEvent.Back(var voice, _) -> back(Kind.VOICE, voice);
        }
    }

    void scale(ScaleEvent event) {
        switch (event) {
            case ScaleEvent.Weight(var scale, var grams, var stable, _) ->
                    inbox.offer(new Stimulus.Weighed(scale, new Load.Weight(grams, stable)));
            case ScaleEvent.Overloaded(var scale, _) ->
                    inbox.offer(new Stimulus.Weighed(scale, new Load.Over()));
            case ScaleEvent.Underloaded(var scale, _) ->
                    inbox.offer(new Stimulus.Weighed(scale, new Load.Under()));
            case ScaleEvent.Lost(var scale, var why, _) -> lost(Kind.SCALE, scale, why);
            case ScaleEvent.Back(var scale, _) -> back(Kind.SCALE, scale);
        }
    }

    /// Of one antenna.
    Consumer<TrayEvent> tray(TrayStability.Rules rules) {
        return new TraySource(this, rules);
    }

    /// The log alone says why, and what to install.
    void lost(Kind kind, String name, String why) {
        Logger.warn("{} {} is lost: {}", kind.wire(), name, why);
        inbox.offer(new AtCounter.Lost(new Device(kind, name)));
    }

    void back(Kind kind, String name) {
        Logger.info("{} {} is there", kind.wire(), name);
        inbox.offer(new AtCounter.Back(new Device(kind, name)));
    }
}
