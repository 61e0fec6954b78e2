package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// Good site files: those that are shipped, and those grown from them and from a few that have what
/// is wired to few, so that every key of the schema stands in one. A key that stands in none is
/// written into the first that stays good with it.
final class GoodSites {

    /// Keys that no good file has: where they stand, a rule says why not, rather than that they are
    /// unknown. What stands below each is in none either.
    static final Map<String, String> IN_NONE =
            Map.ofEntries(
                    Map.entry("points[door].out.relay", "unsupported"),
                    Map.entry("points[turnstile].two_person", "one_at_a_time"),
                    Map.entry("points[barrier].two_person", "one_at_a_time"),
                    Map.entry("points[barrier].extended_groups", "without_effect"),
                    Map.entry("points[canteen].two_person", "unsupported"),
                    Map.entry("points[canteen].first_person", "unsupported"),
                    Map.entry("points[canteen].escort", "unsupported"),
                    Map.entry("points[canteen].area", "unsupported"),
                    Map.entry("points[canteen].from_area", "unsupported"),
                    Map.entry("points[canteen].false_match_one_in", "without_effect"),
                    Map.entry("points[meeting].two_person", "unsupported"),
                    Map.entry("points[meeting].first_person", "unsupported"),
                    Map.entry("points[meeting].escort", "unsupported"),
                    Map.entry("points[meeting].area", "unsupported"),
                    Map.entry("points[meeting].from_area", "unsupported"));

    private static final Path RICH = Path.of("src", "test", "resources", "onecard", "edge", "site");

    private static final Path PROFILES = Path.of("..", "profiles");

    private final SchemaKeys schema;
    private final List<SiteText> trees;

    private GoodSites(SchemaKeys schema, List<SiteText> seeds) {
        this.schema = schema;
        this.trees = new ArrayList<>(seeds);
    }

    /// Those for people to start from.
    static List<SiteText> shipped() throws IOException {
        var trees = new ArrayList<>(in(PROFILES));
        trees.addAll(in(PROFILES.resolve("examples")));
        assertTrue(trees.size() >= 20, () -> trees.size() + " good files");
        return trees;
    }

    /// Those in which every key stands but [#IN_NONE].
    static List<SiteText> all(SchemaKeys schema) throws IOException {
        var seeds = new ArrayList<>(in(RICH));
        seeds.addAll(shipped());
        var sites = new GoodSites(schema, seeds);
        sites.grow();
        return List.copyOf(sites.trees);
    }

    private static List<SiteText> in(Path directory) throws IOException {
        var trees = new ArrayList<SiteText>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                var text = Files.readString(file);
                if (SiteFile.read(text) instanceof SiteFile.Read.Good) {
                    trees.add(SiteText.of(file.getFileName().toString(), text));
                }
            }
        }
        return trees;
    }

    /// Whether no good file has it, itself or for what it stands below.
    static boolean isInNone(String key) {
        return IN_NONE.keySet().stream().anyMatch(it -> key.equals(it) || key.startsWith(it + "."));
    }

    /// The keys of the schema that should stand in one of these, and do not.
    static TreeSet<String> absent(SchemaKeys schema, List<SiteText> trees) {
        var absent = new TreeSet<>(schema.entries().keySet());
        absent.removeIf(key -> isInNone(key) || trees.stream().anyMatch(tree -> tree.has(key)));
        return absent;
    }

    /// Some are good only beside others, which may be written later in one round.
    private void grow() {
        int before;
        var absent = absent(schema, trees);
        do {
            before = absent.size();
            absent.forEach(key -> write(Objects.requireNonNull(schema.entries().get(key))));
            absent = absent(schema, trees);
        } while (absent.size() < before);
    }

    private void write(SchemaKeys.Entry entry) {
        for (int i = 0; i < trees.size(); i++) {
            var grown = with(trees.get(i), entry);
            if (grown.isPresent()) {
                trees.set(i, grown.get());
                return;
            }
        }
    }

    private Optional<SiteText> with(SiteText tree, SchemaKeys.Entry entry) {
        return new Fitting(tree)
                .of(entry).stream()
                        .flatMap(value -> Graft.all(tree, schema, entry, value).stream())
                        .map(graft -> graft.in(tree.text()))
                        .filter(text -> SiteFile.read(text) instanceof SiteFile.Read.Good)
                        .findFirst()
                        .map(text -> SiteText.of(tree.file(), text));
    }
}
