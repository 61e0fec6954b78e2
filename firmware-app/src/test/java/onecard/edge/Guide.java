package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import onecard.words.Lang;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The installer's guide in one language, taken apart: what must be the same in the other, and what
/// must work as it stands there.
///
/// @param headings each as its level and its number
/// @param commands the lines of fences without a name, as they stand there
/// @param snippets the fences that are parts of a site file
/// @param said the lines of fences of what a command says
/// @param prose all that stands in no fence
record Guide(
        Lang lang,
        List<String> headings,
        List<String> commands,
        List<String> snippets,
        List<String> said,
        List<String> prose) {

    static final Path FOLDER = Path.of("..", "profiles");

    private static final String FENCE = "```";
    private static final Pattern HEADING = Pattern.compile("(#+ (?:[0-9]+)?).*");
    private static final Pattern LINK = Pattern.compile("(!?)\\[[^\\]]*\\]\\(([^)]*)\\)");
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    private static final Pattern EDIT =
            Pattern.compile("\\| \\([0-9]\\) \\| `(.*)` \\| `(.*)` \\|");

    /// A line of a file, and what it is to be.
    record Edit(String from, String to) {}

    static Guide in(Lang lang) throws IOException {
        var name =
                switch (lang) {
                    case EN -> "GUIDE.md";
                    case ZH -> "GUIDE.zh-CN.md";
                };
        var guide =
                new Guide(
                        lang,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        var fence = new ArrayList<String>();
        for (var line : Files.readAllLines(FOLDER.resolve(name))) {
            if (!fence.isEmpty() && line.equals(FENCE)) {
                guide.keep(fence.getFirst(), fence.subList(1, fence.size()));
                fence.clear();
            } else if (!fence.isEmpty() || line.startsWith(FENCE)) {
                fence.add(line);
            } else {
                guide.prose.add(line);
            }
        }
        for (var line : guide.prose) {
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                guide.headings.add(heading.group(1));
            }
        }
        return guide;
    }

    private void keep(String kind, List<String> lines) {
        switch (kind) {
            case FENCE -> commands.addAll(lines);
            case FENCE + "yaml" -> snippets.add(String.join("\n", lines));
            case FENCE + "text" -> said.addAll(lines);
            default -> throw new IllegalArgumentException("what is a fence of " + kind + "?");
        }
    }

    /// Without what they say to people at the line's end.
    List<String> bareCommands() {
        return commands.stream().map(line -> line.replaceFirst(" +# .*", "")).toList();
    }

    /// What the snippets say to the program.
    List<Object> data() {
        return snippets.stream().map(Guide::yaml).toList();
    }

    static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /// The rows of a section's tables, cell by cell, without their heads.
    List<List<String>> table(int section) {
        var rows = new ArrayList<List<String>>();
        boolean isHere = false;
        boolean isBody = false;
        for (var line : prose) {
            if (line.startsWith("## ")) {
                isHere = line.startsWith("## " + section + " ");
            }
            if (isHere && isBody && line.startsWith("| ")) {
                var cells = line.substring(1).split("[|]");
                rows.add(Stream.of(cells).map(String::strip).toList());
            }
            isBody = line.startsWith("|---") || isBody && line.startsWith("|");
        }
        return rows;
    }

    /// How many rows each table has, in order.
    List<Integer> rows() {
        var rows = new ArrayList<Integer>();
        int count = 0;
        for (var line : prose) {
            if (line.startsWith("|")) {
                count++;
            } else if (count > 0) {
                rows.add(count);
                count = 0;
            }
        }
        return rows;
    }

    /// Where links lead and pictures lie; within this book, that is its section's number.
    List<String> links() {
        var links = new ArrayList<String>();
        for (var line : prose) {
            var link = LINK.matcher(line);
            while (link.find()) {
                var to = link.group(2).replaceFirst("^#([0-9]+)-.*", "#$1");
                if (!to.equals("GUIDE.md") && !to.equals("GUIDE.zh-CN.md")) {
                    links.add(link.group(1) + to.replace("." + lang.tag() + ".svg", ".LANG.svg"));
                }
            }
        }
        return links.stream().sorted().toList();
    }

    /// What stands between `` ` ``, but for what a person is to read: words of both languages.
    List<String> spans() {
        var spans = new ArrayList<String>();
        for (var line : prose) {
            var span = SPAN.matcher(line);
            while (span.find()) {
                spans.add(span.group(1));
            }
        }
        return spans;
    }

    /// The lines of the first tap, as the package's own test takes them.
    List<Edit> edits() {
        var edits = new ArrayList<Edit>();
        for (var line : between("<!-- first tap: edits -->")) {
            var edit = EDIT.matcher(line);
            if (edit.matches()) {
                edits.add(new Edit(edit.group(1), edit.group(2)));
            }
        }
        return edits;
    }

    /// How often the commands of the first tap are marked.
    long marked() {
        return prose.stream().filter("<!-- first tap: commands -->"::equals).count();
    }

    private List<String> between(String mark) {
        var from = prose.subList(prose.indexOf(mark), prose.size());
        return from.subList(0, from.indexOf("<!-- end -->"));
    }
}
