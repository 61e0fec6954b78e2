package onecard.edge.site;

import static onecard.edge.words.Message.DID_YOU_MEAN;
import static onecard.edge.words.Message.IS_ANOTHER;
import static onecard.edge.words.Message.KNOWN;
import static onecard.edge.words.Message.NO_SUCH;
import static onecard.edge.words.Message.WRITE_UNDER;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// The names of one kind that a site file gives; what refers to another joins nothing.
///
/// @param all names by what they are of: one of another kind is told as such
record Names(Thing thing, Map<Thing, Set<String>> all, Problems problems) {

    /// Offered where one is wrong: more than a door has.
    private static final int SHOWN = 16;

    /// For what the board itself refers to, while it is read: of other kinds, those that it has.
    static Names of(Thing thing, Set<String> known, Settings board, Problems problems) {
        var all = new EnumMap<Thing, Set<String>>(Thing.class);
        for (var other : Thing.values()) {
            if (other.isOnBoard()) {
                all.put(other, board.named(other.section().substring("board.".length())).keySet());
            }
        }
        all.put(thing, known);
        return new Names(thing, all, problems);
    }

    Set<String> known() {
        return all.getOrDefault(thing, Set.of());
    }

    void required(Settings section, String key) {
        if (section.find(key).isEmpty()) {
            problems.required(section, key);
        }
        optional(section, key);
    }

    void optional(Settings section, String key) {
        section.find(key)
                .filter(name -> !known().contains(name))
                .ifPresent(name -> none(section.place(key), section.path(key), name));
    }

    /// Each item of a sequence.
    void each(Settings section, String key) {
        section.eachItem(
                key,
                (name, place) -> {
                    if (!known().contains(name)) {
                        none(place, section.path(key), name);
                    }
                });
    }

    private void none(Node place, String path, String name) {
        var instead = instead(name);
        var advice =
                another(name)
                        .map(other -> IS_ANOTHER.with(name, other.one(), thing.one(), instead))
                        .orElse(NO_SUCH.with(thing.noun(), instead));
        problems.noSuch(thing, place, path, name, advice);
    }

    /// What is called so, and is of another kind.
    private Optional<Thing> another(String name) {
        return Arrays.stream(Thing.values())
                .filter(other -> all.getOrDefault(other, Set.of()).contains(name))
                .findFirst();
    }

    private Words instead(String name) {
        if (known().isEmpty()) {
            return WRITE_UNDER.with(thing.section());
        }
        return Nearest.of(name, List.copyOf(known()))
                .map(DID_YOU_MEAN::with)
                .orElseGet(
                        () ->
                                KNOWN.with(
                                        String.join(
                                                ", ",
                                                known().stream().sorted().limit(SHOWN).toList())));
    }
}
