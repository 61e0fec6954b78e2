package onecard.edge.walk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.words.Words;

/// Something that is done at a point, and the records that are to come of it.
///
/// @param part as the site file names it
/// @param step which, for a program
/// @param ask what is to be done
/// @param expected all of them
record Trial(Block block, String part, String step, Words ask, List<Expected> expected) {

    Trial {
        expected = List.copyOf(expected);
    }

    /// So long after it was done everything expected is there.
    Duration within() {
        return expected.stream().map(Expected::within).max(Duration::compareTo).orElseThrow();
    }

    /// What is expected and not among the records.
    List<Expected> missing(List<Json.Obj> seen) {
        return expected.stream().filter(it -> it.metIn(seen) < it.times()).toList();
    }

    boolean isMetBy(List<Json.Obj> seen) {
        return missing(seen).isEmpty();
    }

    /// A record that is waited for.
    ///
    /// @param kind of event, `tap`
    /// @param fields what stands in it, each one of these
    /// @param times so many at least
    /// @param within so long after it was done
    /// @param meanwhile its tap came behind that of one of these, and before that one was recorded
    record Expected(
            String kind,
            Map<String, Set<String>> fields,
            int times,
            Duration within,
            Optional<Expected> meanwhile) {
        Expected {
            fields = Map.copyOf(fields);
        }

        Expected(String kind, Map<String, Set<String>> fields, int times, Duration within) {
            this(kind, fields, times, within, Optional.empty());
        }

        /// The same, by a tap that came while the first was still awaited.
        Expected during(Expected first) {
            return new Expected(kind, fields, times, within, Optional.of(first));
        }

        /// How many of the records are it.
        long metIn(List<Json.Obj> seen) {
            return seen.stream().filter(this::isMetBy).filter(it -> isMeanwhile(it, seen)).count();
        }

        private boolean isMeanwhile(Json.Obj event, List<Json.Obj> seen) {
            long tapped = number(event, "cause_seq");
            return meanwhile.isEmpty()
                    || seen.stream()
                            .filter(meanwhile.get()::isMetBy)
                            .anyMatch(
                                    first ->
                                            number(first, "cause_seq") < tapped
                                                    && tapped < number(first, "seq"));
        }

        private boolean isMetBy(Json.Obj event) {
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

    /// Of an event; 0: it has none.
    private static long number(Json.Obj event, String field) {
        return event.object("data").flatMap(data -> data.number(field)).orElse(0L);
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
