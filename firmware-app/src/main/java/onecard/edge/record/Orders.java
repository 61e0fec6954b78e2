package onecard.edge.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import onecard.access.Reason;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.point.Commanded;

/// What commands left behind: what each point is ordered to be, and which commands were answered.
/// A value; rebuilt from the journal at boot.
///
/// @param standing by point; a point that nothing is ordered of is absent
/// @param answered by the command's id, oldest first
public record Orders(Map<String, Given> standing, SequencedMap<String, Answered> answered) {

    public static final Orders NONE = new Orders(Map.of(), new LinkedHashMap<>());

    /// Commands whose answers are remembered: more than are sent anywhere while one is still fresh.
    public static final int ANSWERED_MAX = 256;

    /// @param by who gave it
    public record Given(Commanded commanded, String by) {}

    /// @param asked what was asked under the id: something else under it is another command
    public record Answered(Reason reason, String asked) {}

    /// What tells one command from another, in the members of its record.
    private static final List<String> ASKED =
            List.of(
                    "verb",
                    "direction",
                    "kind",
                    "token",
                    "for_s",
                    "area",
                    "subject",
                    "operator",
                    "meeting",
                    "counted");

    public Orders {
        standing = Map.copyOf(standing);
        answered = new LinkedHashMap<>(answered);
    }

    /// Remembers an answer; the oldest makes room.
    public static void remember(
            SequencedMap<String, Answered> answered, String id, Answered answer) {
        answered.putLast(id, answer);
        if (answered.size() > ANSWERED_MAX) {
            answered.pollFirstEntry();
        }
    }

    /// What a command asks, as its record says it.
    public static String asked(String point, Json.Obj said) {
        return ASKED.stream()
                .map(
                        name ->
                                said.text(name)
                                        .or(() -> said.number(name).map(String::valueOf))
                                        .or(() -> said.object(name).map(Canonical::text))
                                        .orElse("-"))
                .collect(Collectors.joining(" ", point + " ", ""));
    }
}
