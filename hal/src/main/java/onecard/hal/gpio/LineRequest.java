package onecard.hal.gpio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What is asked of the kernel for one line.
///
/// @param offset the line's number on its chip
/// @param consumer who holds it, as the kernel will tell others
record LineRequest(int offset, String consumer, boolean activeHigh, Bias bias, Use use) {

    sealed interface Use {}

    /// @param active the level from the very request on: one set afterwards would be a click
    record Output(boolean active, Drive drive) implements Use {}

    /// Tells both edges.
    ///
    /// @param debounce a level that stays shorter is none; zero tells every edge
    record Input(Duration debounce) implements Use {}

    /// A `struct gpio_v2_line_request`.
    MemorySegment encode(Arena arena) {
        var request = arena.allocate(Uapi.REQUEST);
        request.set(Uapi.U32, Uapi.REQUEST_OFFSET, offset);
        Uapi.putName(request, Uapi.REQUEST_CONSUMER, consumer);
        request.set(Uapi.U32, Uapi.REQUEST_LINES, 1);
        request.set(Uapi.U64, Uapi.REQUEST_FLAGS, flags());
        switch (use) {
            case Output(var active, _) -> {
                attribute(request, Uapi.ATTR_OUTPUT_VALUES);
                request.set(Uapi.U64, Uapi.ATTR_VALUE, active ? Uapi.FIRST : 0);
            }
            case Input(var debounce) -> {
                request.set(Uapi.U32, Uapi.REQUEST_EVENTS, Uapi.EVENTS_MAX);
                if (debounce.isPositive()) {
                    attribute(request, Uapi.ATTR_DEBOUNCE);
                    int micros = (int) TimeUnit.MICROSECONDS.convert(debounce);
                    request.set(Uapi.U32, Uapi.ATTR_VALUE, micros);
                }
            }
        }
        return request;
    }

    private static void attribute(MemorySegment request, int id) {
        request.set(Uapi.U32, Uapi.REQUEST_ATTRS, 1);
        request.set(Uapi.U32, Uapi.ATTR_ID, id);
        request.set(Uapi.U64, Uapi.ATTR_MASK, Uapi.FIRST);
    }

    private long flags() {
        return (activeHigh ? 0 : Uapi.FLAG_ACTIVE_LOW)
                | switch (bias) {
                    case AS_IS -> 0;
                    case PULL_UP -> Uapi.FLAG_BIAS_PULL_UP;
                    case PULL_DOWN -> Uapi.FLAG_BIAS_PULL_DOWN;
                    case NONE -> Uapi.FLAG_BIAS_DISABLED;
                }
                | switch (use) {
                    case Input _ ->
                            Uapi.FLAG_INPUT | Uapi.FLAG_EDGE_RISING | Uapi.FLAG_EDGE_FALLING;
                    case Output(_, var drive) ->
                            Uapi.FLAG_OUTPUT
                                    | switch (drive) {
                                        case PUSH_PULL -> 0;
                                        case OPEN_DRAIN -> Uapi.FLAG_OPEN_DRAIN;
                                        case OPEN_SOURCE -> Uapi.FLAG_OPEN_SOURCE;
                                    };
                };
    }
}
