package onecard.edge.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a site file: a profile, or every problem at once. Whatever the bytes, it answers.
public final class SiteFile {

    /// Longer than any honest site file.
    private static final int CHARS_MAX = 256 * 1024;

    /// So many characters at their longest in UTF-8.
    private static final int BYTES_MAX = 4 * CHARS_MAX;

    /// A hand-written file repeats a window or two by alias; more is a bomb.
    private static final int ALIASES_MAX = 8;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setLabel("site file")
                    .setCodePointLimit(CHARS_MAX)
                    .setMaxAliasesForCollections(ALIASES_MAX)
                    .setUseMarks(true)
                    .build();

    public sealed interface Read {
        record Good(SiteProfile profile) implements Read {}

        /// Every problem, in the file's order.
        record Bad(List<Problem> problems) implements Read {
            public Bad {
                problems =
                        problems.stream()
                                .sorted(
                                        Comparator.comparingInt(Problem::line)
                                                .thenComparingInt(Problem::column))
                                .toList();
            }
        }
    }

    private SiteFile() {}

    public static Read read(Path file) {
        // Not by its size: a pipe or a device has none and no end either.
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return bad("size", "more", "a site file has at most 256 KB");
            }
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (NoSuchFileException _) {
            return bad("file", "nothing", "there is no such file");
        } catch (CharacterCodingException _) {
            return bad("utf_8", "other bytes", "save the file as UTF-8");
        } catch (IOException unreadable) {
            return bad("file", String.valueOf(unreadable.getMessage()), "make the file readable");
        }
    }

    public static Read read(String text) {
        var problems = new ArrayList<Problem>();
        try {
            var root = new Composer(SETTINGS, new ShallowParser(SETTINGS, text)).getSingleNode();
            if (root.isEmpty()) {
                return bad("empty", "nothing", "start from profiles/door.yaml");
            }
            new ShapeCheck(problems).all(root.get(), SiteShape.SITE);
            if (problems.isEmpty()) {
                var bound = new SiteBinder(root.get(), problems).bind();
                if (bound.isPresent()) {
                    return new Read.Good(bound.get());
                }
            }
        } catch (MarkedYamlEngineException syntax) {
            var mark = syntax.getProblemMark();
            problems.add(
                    new Problem(
                            "",
                            mark.map(at -> at.getLine() + 1).orElse(0),
                            mark.map(at -> at.getColumn() + 1).orElse(0),
                            "yaml",
                            Nodes.shown(String.valueOf(syntax.getProblem())),
                            "mend the YAML here"));
        } catch (YamlEngineException other) {
            var what = Nodes.shown(String.valueOf(other.getMessage()));
            problems.add(new Problem("", 0, 0, "yaml", what, "mend the YAML"));
        }
        return new Read.Bad(problems);
    }

    private static Read bad(String rule, String value, String advice) {
        return new Read.Bad(List.of(new Problem("", 0, 0, rule, value, advice)));
    }
}
