package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.words.Lang;

/// What stood on the displays of a till, what its reader's panel showed, what was said and printed,
/// step by step, held against a file that people can read. Simulated devices write what they show
/// to the log, and the log goes by here.
///
/// With `-Dday.write=true` the file is written instead, from what comes until nothing does any
/// more: it is to be read before it is believed.
final class TillTape implements AutoCloseable {

    private static final boolean WRITES = Boolean.getBoolean("day.write");

    /// Nothing more comes after it; where the file is written alone.
    private static final Duration QUIET = Duration.ofMillis(1_500);

    /// Time, level and thread of a line of the log, and what it says.
    private static final Pattern LINE = Pattern.compile("[0-9:.]{12} [A-Z]+ \\[[^\\]]*\\] (.*)");

    private static final Pattern PANEL =
            Pattern.compile("(?:till-1|desk-1|bench): ([A-Z_]+) (.*) / (.*)");

    private static final Pattern GLASS = Pattern.compile("(front|back)\\| (.*)");
    private static final Pattern PAPER = Pattern.compile("paper\\| ?(.*)");
    private static final Pattern VOICE = Pattern.compile("speaker: (.*)");

    /// In this order a step is written down, whichever came first.
    private static final List<String> DEVICES =
            List.of("panel", "front", "back", "speaker", "paper");

    private final Path file;
    private final Lang lang;
    private final SequencedMap<String, String> expected;
    private final SequencedMap<String, String> taped = new LinkedHashMap<>();
    private final Map<String, List<String>> seen = new TreeMap<>(); // guarded by itself
    private final PrintStream out = System.out;
    private long lastNanos = System.nanoTime();

    /// @param file of goldens, in that language
    TillTape(Path file, Lang lang) throws IOException {
        this.file = file;
        this.lang = lang;
        this.expected = WRITES ? new LinkedHashMap<>() : read(Files.readString(file));
        System.setOut(new PrintStream(new Lines(), true, StandardCharsets.UTF_8));
    }

    /// All that goes to the console, line by line, and on to it.
    private final class Lines extends OutputStream {
        private final StringBuilder bytes = new StringBuilder(); // Latin-1, to be decoded whole

        @Override
        public synchronized void write(int one) {
            if (one == '\n') {
                var line =
                        new String(
                                bytes.toString().getBytes(StandardCharsets.ISO_8859_1),
                                StandardCharsets.UTF_8);
                bytes.setLength(0);
                out.println(line);
                heard(line);
            } else if (one != '\r') {
                bytes.append((char) (one & 0xff));
            }
        }
    }

    private void heard(String line) {
        var told = LINE.matcher(line);
        if (!told.matches()) {
            return;
        }
        var what = told.group(1);
        var panel = PANEL.matcher(what);
        var glass = GLASS.matcher(what);
        var paper = PAPER.matcher(what);
        var voice = VOICE.matcher(what);
        if (panel.matches()) {
            var text =
                    switch (lang) {
                        case ZH -> panel.group(2);
                        case EN -> panel.group(3);
                    };
            add("panel", panel.group(1) + " " + text);
        } else if (glass.matches()) {
            add(glass.group(1), glass.group(2));
        } else if (paper.matches()) {
            add("paper", paper.group(1));
        } else if (voice.matches()) {
            add("speaker", voice.group(1));
        }
    }

    private void add(String device, String text) {
        synchronized (seen) {
            seen.computeIfAbsent(device, _ -> new ArrayList<>()).add(text.stripTrailing());
            lastNanos = System.nanoTime();
        }
    }

    /// Something that begins so was seen there in this step.
    void awaits(String device, String beginning) {
        Await.until(beginning, Watched.SOON, () -> isSeen(device, beginning));
    }

    /// Whether the one was seen there in this step, and none of the others instead.
    boolean comes(String device, String beginning, String... instead) {
        var others = List.of(instead);
        Await.until(
                beginning,
                Watched.SOON,
                () ->
                        isSeen(device, beginning)
                                || others.stream().anyMatch(it -> isSeen(device, it)));
        return others.stream().noneMatch(it -> isSeen(device, it));
    }

    private boolean isSeen(String device, String beginning) {
        synchronized (seen) {
            return seen.getOrDefault(device, List.of()).stream()
                    .anyMatch(line -> line.startsWith(beginning));
        }
    }

    /// What was done is over, and all that came of it was seen: no more and no less than the file
    /// says.
    void step(String heading) {
        if (WRITES) {
            synchronized (seen) {
                lastNanos = System.nanoTime();
            }
            Await.until("quiet", Watched.SOON, this::isQuiet);
        } else {
            awaitAll(expected.getOrDefault(heading, ""));
        }
        synchronized (seen) {
            taped.put(heading, section());
            seen.clear();
        }
        if (!WRITES) {
            assertEquals(expected.get(heading), taped.get(heading), heading);
        }
    }

    /// As many lines as are expected; whether they are the right ones is seen then.
    private void awaitAll(String section) {
        long lines = section.lines().count();
        long end = System.nanoTime() + Watched.SOON.toNanos();
        while (lines() < lines && System.nanoTime() < end) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    private long lines() {
        synchronized (seen) {
            return seen.values().stream().mapToLong(List::size).sum();
        }
    }

    private boolean isQuiet() {
        synchronized (seen) {
            return System.nanoTime() - lastNanos > QUIET.toNanos();
        }
    }

    private String section() {
        var text = new StringBuilder();
        for (var device : DEVICES) {
            seen.getOrDefault(device, List.of())
                    .forEach(
                            line ->
                                    text.append("%-8s %s".formatted(device, line).stripTrailing())
                                            .append('\n'));
        }
        return text.toString();
    }

    private static SequencedMap<String, String> read(String text) {
        var sections = new LinkedHashMap<String, String>();
        for (var section : text.split("(?m)^== ", -1)) {
            int end = section.indexOf(" ==\n");
            if (end > 0) {
                sections.put(section.substring(0, end), section.substring(end + 4).stripTrailing());
            }
        }
        sections.replaceAll((_, lines) -> lines.isEmpty() ? "" : lines + "\n");
        return sections;
    }

    /// The day is over: no step of the file was left out.
    void end() throws IOException {
        if (WRITES) {
            var text = new StringBuilder();
            taped.forEach(
                    (heading, lines) ->
                            text.append("== ")
                                    .append(heading)
                                    .append(" ==\n")
                                    .append(lines)
                                    .append('\n'));
            Files.writeString(file, text.toString().stripTrailing() + "\n");
        } else {
            assertEquals(
                    List.copyOf(expected.sequencedKeySet()), List.copyOf(taped.sequencedKeySet()));
        }
    }

    @Override
    public void close() {
        System.setOut(out);
    }
}
