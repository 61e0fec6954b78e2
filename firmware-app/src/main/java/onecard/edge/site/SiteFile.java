package onecard.edge.site;

import static onecard.edge.words.Message.FILE_ABSENT;
import static onecard.edge.words.Message.FILE_EMPTY;
import static onecard.edge.words.Message.FILE_LARGE;
import static onecard.edge.words.Message.FILE_MODE;
import static onecard.edge.words.Message.FILE_UTF_8;
import static onecard.edge.words.Message.YAML;
import static onecard.edge.words.Message.YAML_HERE;

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
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import onecard.words.Words;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a site file: a profile, or every problem at once. Whatever the bytes, it answers.
public final class SiteFile {

    /// Longer than any honest site file.
    private static final int CHARS_MAX = 256 * 1024;

    /// So many characters at their longest in UTF-8.
    private static final int BYTES_MAX = 4 * CHARS_MAX;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setLabel("site file")
                    .setCodePointLimit(CHARS_MAX)
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

    /// What is wrong with a site file that is good by itself, by what it names.
    @FunctionalInterface
    public interface More {
        /// @param places where its keys stand
        List<Problem> of(SiteProfile profile, SitePlaces places);
    }

    private SiteFile() {}

    public static Read read(Path file) {
        return read(file, (_, _) -> List.of());
    }

    /// @param more of a file that is good otherwise
    public static Read read(Path file, More more) {
        // Not by its size: a pipe or a device has none and no end either.
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return bad("size", "more", FILE_LARGE.with());
            }
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return read(text.toString(), more);
        } catch (NoSuchFileException _) {
            return bad("file", "nothing", FILE_ABSENT.with());
        } catch (CharacterCodingException _) {
            return bad("utf_8", "other bytes", FILE_UTF_8.with());
        } catch (IOException unreadable) {
            return bad("file", String.valueOf(unreadable.getMessage()), FILE_MODE.with());
        }
    }

    public static Read read(String text) {
        return read(text, (_, _) -> List.of());
    }

    /// @param more of a text that is good otherwise
    public static Read read(String text, More more) {
        if (text.length() > CHARS_MAX) {
            return bad("size", "more", FILE_LARGE.with());
        }
        var problems = new ArrayList<Problem>();
        try {
            var tree = tree(text);
            if (tree.isEmpty()) {
                return bad("empty", "nothing", FILE_EMPTY.with());
            }
            var bound = Bound.of(tree.get(), problems);
            if (bound.isPresent()) {
                problems.addAll(more.of(bound.get().profile(), new SitePlaces(bound.get().root())));
            }
            if (problems.isEmpty()) {
                return new Read.Good(bound.orElseThrow().profile());
            }
        } catch (MarkedYamlEngineException syntax) {
            // Where the file ends says nothing of a quote that was opened and never closed.
            boolean ends = String.valueOf(syntax.getProblem()).contains("end of stream");
            var mark = syntax.getContextMark().filter(_ -> ends).or(syntax::getProblemMark);
            problems.add(
                    new Problem(
                            "",
                            mark.map(at -> at.getLine() + 1).orElse(0),
                            mark.map(at -> at.getColumn() + 1).orElse(0),
                            "yaml",
                            Nodes.shown(String.valueOf(syntax.getProblem())),
                            YAML_HERE.with()));
        } catch (YamlEngineException other) {
            var what = Nodes.shown(String.valueOf(other.getMessage()));
            problems.add(new Problem("", 0, 0, "yaml", what, YAML.with()));
        }
        return new Read.Bad(problems);
    }

    /// A site file together with what the ready profiles say that it names: all that decides what
    /// a device does by it.
    public static String whole(String text) {
        try {
            return tree(text).map(Underlay::uses).orElse(List.of()).stream()
                    .map(use -> use.profile().said())
                    .distinct()
                    .collect(Collectors.joining("", text, ""));
        } catch (YamlEngineException _) {
            return text;
        }
    }

    /// A file as it stands; empty if nothing does.
    ///
    /// @throws YamlEngineException if it is no YAML
    static Optional<Node> tree(String text) {
        return new Composer(SETTINGS, new ShallowParser(SETTINGS, text)).getSingleNode();
    }

    private static Read bad(String rule, String value, Words advice) {
        return new Read.Bad(List.of(new Problem("", 0, 0, rule, value, advice)));
    }
}
