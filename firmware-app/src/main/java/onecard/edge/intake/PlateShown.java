package onecard.edge.intake;

import java.time.Duration;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.plates.Match;

/// How a plate was read that a camera showed, never which.
///
/// @param match how it was found in the lists; absent: the camera was not sure enough to look
/// @param confidencePercent how sure it was
/// @param away a plate that was not read for so long is shown anew
public record PlateShown(Optional<Match> match, int confidencePercent, Duration away) {

    /// As events say it.
    public Json.Obj json() {
        var json = Json.Obj.EMPTY.with("confidence", confidencePercent);
        return match.map(how -> json.with("match", how.wire())).orElse(json);
    }
}
