package onecard.hal.lab;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.hal.DeviceEvent;

/// What a reader made of one card.
///
/// @param told what it told of it, one event if all is well
/// @param numbers how many numbers of the card went into the pseudonym
/// @param took from when the card left, or was there, to the first event; zero if there was none
/// @param next how long the next card took, from when it was there; absent: it was not read
public record Trial(List<DeviceEvent> told, int numbers, Duration took, Optional<Duration> next) {

    public Trial {
        told = List.copyOf(told);
    }
}
