package onecard.edge.walk;

import java.util.List;
import java.util.Map;

/// The first block: what the device and its site file are, and what time it is there.
///
/// @param values by name, as they go into the report
/// @param steps whether each is as it should be
public record Facts(Map<String, String> values, List<Stepped> steps) {
    public Facts {
        values = Map.copyOf(values);
        steps = List.copyOf(steps);
    }
}
