package onecard.edge.fleet;

import java.util.Optional;
import java.util.SortedSet;

/// What is known of one device from its messages.
///
/// @param site and device: its name
/// @param online absent: it never said so
/// @param session of the run that said the last status
/// @param version of the program
/// @param clock how far its clock is to be trusted
/// @param oldestListSeconds age of its oldest list; absent: it holds none
/// @param unsent events that wait on the device; absent: not told yet
/// @param alarms raised and not lowered, `point alarm`, and ` x2` where two passes have it there
/// @param lastTap time, point and reason of the newest tap heard
/// @param taps heard since watching began
public record Seen(
        String site,
        String device,
        Optional<Boolean> online,
        long session,
        String version,
        String clock,
        Optional<Long> oldestListSeconds,
        Optional<Long> unsent,
        SortedSet<String> alarms,
        Optional<Tap> lastTap,
        long taps) {

    /// @param time as the device wrote it
    /// @param lateness of the news of it
    public record Tap(String time, String point, String reason, Lateness lateness) {}
}
