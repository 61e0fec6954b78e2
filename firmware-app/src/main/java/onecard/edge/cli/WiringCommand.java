package onecard.edge.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import onecard.edge.draw.Drawing;
import onecard.edge.draw.Png;
import onecard.edge.draw.Svg;
import onecard.edge.wiring.Wiring;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `wiring`: what goes where, as a table, and as pictures to print.
@Command(name = "wiring", mixinStandardHelpOptions = true)
public final class WiringCommand implements Callable<Integer> {

    /// Sharp on paper, and small enough to mail.
    private static final int DOTS_PER_INCH = 200;

    /// Enough of the file's hash to tell two printed sheets apart.
    private static final int MARK_CHARS = 8;

    @Parameters(paramLabel = "FILE", descriptionKey = "wiring-file")
    private Path file = Path.of("");

    @Option(names = "--svg", paramLabel = "OUT")
    private Optional<Path> svg = Optional.empty();

    @Option(names = "--png", paramLabel = "OUT", descriptionKey = "wiring-png")
    private Optional<Path> png = Optional.empty();

    private final Console console;

    /// @param console where it speaks
    public WiringCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var profile = Sites.read(file, console);
        if (profile.isEmpty()) {
            return Exit.PROBLEMS;
        }
        Wiring.table(profile.get(), console.lang()).forEach(console::print);
        var mark = Sites.hash(file).substring(0, MARK_CHARS);
        boolean written = svg.isEmpty() || svg(svg.get(), profile.get(), mark);
        written &= png.isEmpty() || png(png.get(), profile.get(), mark);
        return written ? 0 : Exit.FAILED;
    }

    private boolean svg(Path out, SiteProfile site, String mark) {
        boolean good = true;
        var sheets = Wiring.sheets(site, mark, console.lang());
        for (int i = 0; i < sheets.size(); i++) {
            var text = Svg.of(sheets.get(i));
            good &= write(page(out, i), text.getBytes(StandardCharsets.UTF_8));
        }
        return good;
    }

    private boolean png(Path out, SiteProfile site, String mark) throws IOException {
        var lang = console.lang();
        switch (Png.fonts()) {
            case NONE -> {
                console.complain(Message.WIRING_NO_FONT);
                return false;
            }
            case LATIN -> {
                if (lang == Lang.ZH) {
                    console.complain(Message.WIRING_NO_CHINESE);
                }
                lang = Lang.EN;
            }
            case CHINESE -> {}
        }
        boolean good = true;
        List<Drawing> sheets = Wiring.sheets(site, mark, lang);
        for (int i = 0; i < sheets.size(); i++) {
            good &= write(page(out, i), Png.of(sheets.get(i), DOTS_PER_INCH));
        }
        return good;
    }

    /// The first page is the file that was asked for; `door.svg` goes on in `door-2.svg`.
    private static Path page(Path out, int index) {
        if (index == 0) {
            return out;
        }
        var name = String.valueOf(out.getFileName());
        int dot = name.lastIndexOf('.');
        var stem = dot > 0 ? name.substring(0, dot) : name;
        var end = dot > 0 ? name.substring(dot) : "";
        return out.resolveSibling(stem + "-" + (index + 1) + end);
    }

    private boolean write(Path out, byte[] bytes) {
        try {
            Files.write(out, bytes);
            console.tell(Message.WIRING_WRITTEN, out);
            return true;
        } catch (IOException failed) {
            console.complain(Message.WIRING_NOT_WRITTEN, out, String.valueOf(failed));
            return false;
        }
    }
}
