package onecard.edge.walk;

import onecard.hal.DeviceEvent.Loss;

/// What is known of a contact's line.
public sealed interface Level {

    /// In the declared sense.
    record Known(boolean active) implements Level {}

    /// It has none.
    record Lost(Loss loss) implements Level {}
}
