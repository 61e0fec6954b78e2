package onecard.access;

import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A part of the site whose people are counted. The points of one device share its areas; what
/// passes other devices is not known here.
///
/// @param occupancy persons let in at most; absent: any number
/// @param exempt groups let in although it is full
/// @param reset when, each day in site time, nobody is taken to be in it any more; absent: never
public record Area(
        String name,
        Optional<AntiPassback> passback,
        OptionalInt occupancy,
        Set<String> exempt,
        Optional<LocalTime> reset) {

    public Area {
        exempt = Set.copyOf(exempt);
        if (occupancy.isPresent() && occupancy.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "occupancy must be at least 1, but was " + occupancy.getAsInt());
        }
    }
}
