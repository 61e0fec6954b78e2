package onecard.hal;

import java.time.Duration;
import java.util.Optional;
import onecard.hal.DeviceEvent.ContactChanged;
import onecard.hal.DeviceEvent.ContactLost;
import onecard.hal.DeviceEvent.Loss;

/// What becomes of the measurements of one supervised contact: a state counts when it has stayed
/// for the debounce time, and is told once. Used under its contact's lock.
public final class SupervisedLine {

    /// A line that has not confirmed what was told last for so long, and shows nothing else that
    /// stays, is lost: what was told is not current.
    static final Duration UNSETTLED = Duration.ofSeconds(1);

    private final String name;
    private final Bands bands;
    private final Duration debounce;

    private State told = new State(Loss.UNREAD);
    private State candidate = told;
    private long sinceNanos;
    private long confirmedNanos;
    private String why = "nothing was read yet";

    /// What a line is: a level, or why it has none.
    private record State(Optional<Boolean> active, Optional<Loss> loss) {
        State(boolean active) {
            this(Optional.of(active), Optional.empty());
        }

        State(Loss loss) {
            this(Optional.empty(), Optional.of(loss));
        }
    }

    /// @param name of its contact
    public SupervisedLine(String name, Bands bands, Duration debounce) {
        this.name = name;
        this.bands = bands;
        this.debounce = debounce;
    }

    /// What counts from now on, whatever was before: the first event of whoever listens.
    public DeviceEvent first(Measured measured, long nanos) {
        told = state(measured);
        candidate = told;
        confirmedNanos = nanos;
        why = why(measured);
        return event(nanos);
    }

    /// One more measurement.
    public Optional<DeviceEvent> next(Measured measured, long nanos) {
        var state = state(measured);
        if (!state.equals(candidate)) {
            candidate = state;
            sinceNanos = nanos;
        }
        if (state.equals(told)) {
            confirmedNanos = nanos;
            return Optional.empty();
        }
        if (nanos - sinceNanos >= debounce.toNanos()) {
            return Optional.of(tell(state, why(measured), nanos));
        }
        var unsettled = new State(Loss.ODD);
        return nanos - confirmedNanos >= UNSETTLED.toNanos() && !told.equals(unsettled)
                ? Optional.of(tell(unsettled, "does not settle", nanos))
                : Optional.empty();
    }

    /// The last level told, while it is current.
    public boolean active() {
        return told.active().orElse(false);
    }

    private DeviceEvent tell(State state, String because, long nanos) {
        told = state;
        confirmedNanos = nanos;
        why = because;
        return event(nanos);
    }

    private DeviceEvent event(long nanos) {
        return told.active()
                .<DeviceEvent>map(active -> new ContactChanged(name, active, nanos))
                .orElseGet(() -> new ContactLost(name, told.loss().orElseThrow(), why, nanos));
    }

    private State state(Measured measured) {
        return switch (measured) {
            case Measured.Unread _ -> new State(Loss.UNREAD);
            case Measured.Millivolts(var millivolts) ->
                    switch (bands.reading(millivolts)) {
                        case CLOSED -> new State(true);
                        case OPEN -> new State(false);
                        case SHORT -> new State(Loss.SHORT);
                        case CUT -> new State(Loss.CUT);
                        case ODD -> new State(Loss.ODD);
                    };
        };
    }

    private static String why(Measured measured) {
        return switch (measured) {
            case Measured.Unread(var why) -> why;
            case Measured.Millivolts(var millivolts) -> "at " + millivolts + " mV";
        };
    }

    /// What came of one measurement.
    public sealed interface Measured {
        record Millivolts(int millivolts) implements Measured {}

        /// Nobody could measure.
        record Unread(String why) implements Measured {}
    }
}
