package onecard.edge.walk;

import static onecard.edge.walk.Mistake.READERS_OVERHEAR;
import static onecard.edge.walk.Mistake.READERS_SWAPPED;
import static onecard.edge.walk.Mistake.READER_AT_OTHER;
import static onecard.edge.walk.Mistake.READER_LOST;
import static onecard.edge.walk.Mistake.READER_SILENT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.walk.Mistake.Finding;

/// What is wrong with readers, by which of them read the card that was held to one.
final class ReaderFaults {

    private static final String CARD = "card ";
    private static final String PART = "board.readers.";

    private final Map<String, Set<String>> readAt = new LinkedHashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();

    /// What was recorded by the way: readers that are lost, and back.
    void alarms(List<Json.Obj> seen) {
        for (var event : seen) {
            var data = event.object("data").orElse(Json.Obj.EMPTY);
            if (data.text("alarm").filter("reader_lost"::equals).isPresent()) {
                boolean active = data.bool("active").orElse(false);
                data.text("detail").ifPresent(active ? lost::add : lost::remove);
            }
        }
    }

    /// @param seen what was recorded
    void seen(Trial trial, List<Json.Obj> seen) {
        alarms(seen);
        if (trial.step().startsWith(CARD)) {
            var at = new LinkedHashSet<String>();
            seen.stream()
                    .map(event -> event.object("data").orElse(Json.Obj.EMPTY))
                    .filter(data -> data.text("verdict").isPresent())
                    .forEach(data -> data.text("reader").ifPresent(at::add));
            readAt.put(trial.step().substring(CARD.length()), at);
        }
    }

    List<Finding> findings() {
        var found = new LinkedHashSet<Finding>();
        var explained = new LinkedHashSet<String>();
        readAt.forEach(
                (reader, at) -> {
                    if (at.contains(reader)) {
                        at.stream()
                                .filter(other -> !other.equals(reader))
                                .forEach(
                                        other ->
                                                found.add(
                                                        READERS_OVERHEAR.at(
                                                                PART + reader, PART + other)));
                    } else if (!explained.contains(reader)) {
                        elsewhere(reader, at)
                                .ifPresentOrElse(
                                        other -> {
                                            boolean swapped =
                                                    readAt.getOrDefault(other, Set.of())
                                                            .contains(reader);
                                            found.add(
                                                    (swapped ? READERS_SWAPPED : READER_AT_OTHER)
                                                            .at(PART + reader, PART + other));
                                            explained.add(swapped ? other : reader);
                                        },
                                        () ->
                                                found.add(
                                                        (lost.contains(reader)
                                                                        ? READER_LOST
                                                                        : READER_SILENT)
                                                                .at(PART + reader)));
                    }
                });
        return new ArrayList<>(found);
    }

    private static Optional<String> elsewhere(String reader, Set<String> at) {
        return at.stream().filter(other -> !other.equals(reader)).findFirst();
    }
}
