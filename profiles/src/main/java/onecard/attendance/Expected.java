package onecard.attendance;

import java.time.Instant;
import java.util.Optional;
import onecard.access.Token;

/// One row of a roster: somebody is expected at a meeting.
///
/// @param from when they are due, where that is later than the meeting's own begin
/// @param until when they may go, where that is earlier than its end
/// @param consent whether they, or whoever speaks for them, agreed that their face, finger or vein
///     says who they are
public record Expected(
        Token person,
        Optional<String> role,
        Optional<String> seat,
        Optional<Instant> from,
        Optional<Instant> until,
        boolean consent) {}
