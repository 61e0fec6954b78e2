package onecard.edge.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import onecard.edge.cli.BrokerOptions.Choice;
import onecard.edge.fleet.Fleet;
import onecard.edge.fleet.FleetTable;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Watcher;
import onecard.edge.uplink.Watcher.Heard;
import onecard.edge.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `watch`: a fleet from its messages alone. A table that is drawn anew on a terminal, a line a
/// change elsewhere.
@Command(name = "watch", mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {

    private static final Duration FRAME = Duration.ofSeconds(1);

    /// Cursor home, and nothing below what is drawn.
    private static final String HOME = "\u001b[H";
    private static final String REST_AWAY = "\u001b[J";
    private static final String LINE_AWAY = "\u001b[K";

    @Mixin private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--site", paramLabel = "NAME", descriptionKey = "onecard.watch.site")
    private String site = "+";

    @Option(names = "--seconds", paramLabel = "N", descriptionKey = "onecard.watch.seconds")
    private long seconds;

    private final Console console;
    private final Fleet fleet = new Fleet(InstantSource.system());
    private final Map<String, String> told = new HashMap<>();

    /// @param console where it speaks
    public WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        return switch (broker.choose(console)) {
            case Choice.None(var status) -> status;
            case Choice.Chosen(var chosen, _) -> watch(chosen);
        };
    }

    private int watch(Broker broker) throws InterruptedException {
        var filters =
                Stream.of("status", "birth", "metrics", "evt/+/#")
                        .map(what -> "oc/v1/" + site + "/+/" + what)
                        .toList();
        var client = "oc-watch-" + CmdCommand.drawn();
        try (var watcher = new Watcher(broker, client, filters)) {
            watch(watcher, System.console() != null);
        }
        return 0;
    }

    private void watch(Watcher watcher, boolean terminal) throws InterruptedException {
        long start = System.nanoTime();
        long drawn = start - FRAME.toNanos();
        var link = Message.WATCH_CONNECTING.with().in(console.lang());
        if (terminal) {
            draw(link);
        }
        while (seconds == 0 || System.nanoTime() - start < Duration.ofSeconds(seconds).toNanos()) {
            var heard = watcher.next(FRAME);
            if (heard.isPresent()) {
                link = link(heard.get(), link, terminal);
            }
            if (System.nanoTime() - drawn >= FRAME.toNanos()) {
                drawn = System.nanoTime();
                if (terminal) {
                    draw(link);
                } else {
                    tellChanges();
                }
            }
        }
    }

    /// How the link is, in words.
    private String link(Heard heard, String before, boolean terminal) {
        var now =
                switch (heard) {
                    case Heard.Said(var topic, var message) -> {
                        boolean _ = fleet.heard(topic, message);
                        yield before;
                    }
                    case Heard.Listening _ -> Message.WATCH_LISTENING.with().in(console.lang());
                    case Heard.Away(var why) -> why.in(console.lang());
                };
        if (!terminal && !now.equals(before)) {
            console.point(now);
        }
        return now;
    }

    private void draw(String link) {
        var frame = new StringBuilder(HOME);
        for (var line : lines(link)) {
            frame.append(line).append(LINE_AWAY).append('\n');
        }
        console.out().print(frame.append(REST_AWAY));
        console.out().flush();
    }

    private List<String> lines(String link) {
        var devices = fleet.devices();
        var online = devices.stream().filter(seen -> seen.online().orElse(false)).count();
        var head = Message.WATCH_HEAD.with(devices.size(), online).in(console.lang()) + "  " + link;
        return Stream.concat(Stream.of(head), FleetTable.lines(devices).stream()).toList();
    }

    private void tellChanges() {
        for (var seen : fleet.devices()) {
            var line = FleetTable.line(seen);
            if (!line.equals(told.put(seen.site() + "/" + seen.device(), line))) {
                console.print(line);
            }
        }
    }
}
