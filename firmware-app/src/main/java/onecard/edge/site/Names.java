package onecard.edge.site;

import static onecard.edge.words.Message.NAME_A;
import static onecard.edge.words.Message.NO_SUCH_KNOWN;
import static onecard.edge.words.Message.NO_SUCH_NEAR;

import java.util.List;
import java.util.Set;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// The names of one kind that a site file gives; what refers to another joins nothing.
record Names(String kind, Set<String> known, Problems problems) {

    /// Offered where one is wrong: more than a door has.
    private static final int SHOWN = 16;

    void required(Settings section, String key) {
        if (section.find(key).isEmpty()) {
            problems.add(section, key, "required", "nothing", NAME_A.with(kind));
        }
        optional(section, key);
    }

    void optional(Settings section, String key) {
        section.find(key)
                .filter(name -> !known.contains(name))
                .ifPresent(name -> none(section.place(key), section.path(key), name));
    }

    /// Each item of a sequence.
    void each(Settings section, String key) {
        section.eachItem(
                key,
                (name, place) -> {
                    if (!known.contains(name)) {
                        none(place, section.path(key), name);
                    }
                });
    }

    private void none(Node place, String path, String name) {
        problems.noSuch(kind, place, path, name, instead(name));
    }

    private Words instead(String name) {
        return Nearest.of(name, List.copyOf(known))
                .map(near -> NO_SUCH_NEAR.with(kind, near))
                .orElseGet(
                        () ->
                                NO_SUCH_KNOWN.with(
                                        kind,
                                        String.join(
                                                ", ",
                                                known.stream().sorted().limit(SHOWN).toList())));
    }
}
