package onecard.access;

import java.util.Map;

/// What earlier taps left behind that later decisions need. Immutable; owned by the edge loop,
/// rebuilt from
/// the journal at boot.
public record Memory(Map<Tries.Key, Tries> tries) {

    public static final Memory EMPTY = new Memory(Map.of());

    public Memory {
        tries = Map.copyOf(tries);
    }
}
