package onecard.access;

import java.util.Optional;

/// What a house wants besides, of those whom a point lets in.
///
/// @param anonymous whoever comes and goes is counted, and nothing is kept that tells who it was
/// @param late while it is open whoever comes in is late: let in, and noted; on holidays, too.
///     Absent: nobody ever is
public record HouseRules(boolean anonymous, Optional<Schedule> late) {

    /// Who comes is kept, and nobody is late.
    public static final HouseRules NONE = new HouseRules(false, Optional.empty());
}
