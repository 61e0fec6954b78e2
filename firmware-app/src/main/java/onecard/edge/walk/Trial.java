package onecard.edge.walk;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.words.Words;

/// Something that is done at a point, and the record that is to come of it.
///
/// @param part as the site file names it
/// @param step which, for a program
/// @param ask what is to be done
record Trial(Block block, String part, String step, Words ask, Expected expected) {

    /// A record that is waited for.
    ///
    /// @param kind of event, `tap`
    /// @param fields what stands in it, each one of these
    /// @param times so many at least
    /// @param within so long after it was done
    record Expected(String kind, Map<String, Set<String>> fields, int times, Duration within) {
        Expected {
            fields = Map.copyOf(fields);
        }

        boolean isMetBy(Json.Obj event) {
            var data = event.object("data").orElse(Json.Obj.EMPTY);
            return event.text("type").filter(("onecard." + kind + ".v1")::equals).isPresent()
                    && fields.entrySet().stream()
                            .allMatch(
                                    field -> field.getValue().contains(text(data, field.getKey())));
        }

        /// `tap reader=in verdict=granted`
        @Override
        public String toString() {
            return kind
                    + new TreeMap<>(fields)
                            .entrySet().stream()
                                    .map(
                                            field ->
                                                    " "
                                                            + field.getKey()
                                                            + "="
                                                            + field.getValue().stream()
                                                                    .sorted()
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    "|")))
                                    .collect(Collectors.joining())
                    + (times > 1 ? " x" + times : "");
        }
    }

    static String text(Json.Obj data, String field) {
        return data.get(field)
                .map(
                        value ->
                                switch (value) {
                                    case Json.Str(var text) -> text;
                                    case Json.Num(var number) -> String.valueOf(number);
                                    case Json.Bool(var bool) -> String.valueOf(bool);
                                    case Json.Obj _, Json.Arr _ -> "";
                                })
                .orElse("");
    }
}
