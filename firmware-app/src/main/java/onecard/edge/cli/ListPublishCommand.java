package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import onecard.edge.cli.BrokerOptions.Choice;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListFolder;
import onecard.edge.publish.ListPublisher;
import onecard.edge.publish.ListPublisher.Sent;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.BrokerFailed;
import onecard.edge.uplink.Trouble;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `list publish`: what a directory of signed lists has, to a broker.
@Command(name = "publish", mixinStandardHelpOptions = true)
final class ListPublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", descriptionKey = "onecard.list.publish.directory")
    private Path directory = Path.of("");

    @Mixin private BrokerOptions broker = new BrokerOptions();

    @Option(names = "--list", paramLabel = "NAME", descriptionKey = "onecard.list.publish.list")
    private Optional<String> list = Optional.empty();

    @Option(names = "--follow")
    private boolean follow;

    private final Console console;

    ListPublishCommand(Console console) {
        this.console = console;
    }

    /// Where to, and what is believed there.
    private record Whither(Broker broker, String site, List<String> keys) {}

    @Override
    public Integer call() throws Exception {
        return switch (broker.choose(console)) {
            case Choice.None(var status) -> status;
            case Choice.Chosen chosen -> publish(chosen);
        };
    }

    private int publish(Choice.Chosen chosen) throws Exception {
        var folder = new ListFolder(directory);
        var lists = lists(folder);
        if (lists.isEmpty()) {
            console.complain(Message.LIST_NONE_TO_SEND, directory);
            return Exit.PROBLEMS;
        }
        var profile = chosen.profile();
        var whither =
                new Whither(
                        chosen.broker(),
                        profile.map(SiteProfile::site).orElse(site(folder, lists.getFirst())),
                        profile.map(it -> it.keys().lists()).orElse(List.of()));
        try {
            return follow ? following(folder, lists, whither) : once(folder, lists, whither);
        } catch (Failed unfit) {
            console.complain(unfit.words());
            return Exit.PROBLEMS;
        }
    }

    private List<String> lists(ListFolder folder) throws IOException {
        return folder.all().stream()
                .filter(name -> list.isEmpty() || list.get().equals(name))
                .toList();
    }

    private static String site(ListFolder folder, String list) throws IOException {
        var signed = list.equals(DenyList.NAME) ? folder.signedDeny() : folder.signedHead(list);
        return signed.flatMap(it -> it.text("site"))
                .orElseThrow(() -> new Failed(Message.LIST_NONE_TO_SEND.with(list)));
    }

    private int once(ListFolder folder, List<String> lists, Whither whither) throws Exception {
        try (var publisher = publisher(folder, whither)) {
            for (var name : lists) {
                tell(publisher.publish(name));
            }
            return 0;
        } catch (BrokerFailed failed) {
            console.complain(failed.words());
            return Exit.FAILED;
        }
    }

    /// Until it is stopped, over any number of connections; a broker that was away may have lost
    /// what it kept.
    private int following(ListFolder folder, List<String> lists, Whither whither) throws Exception {
        var backoff = Backoff.jittered(new SplittableRandom());
        for (int attempt = 0; ; attempt++) {
            try (var publisher = publisher(folder, whither)) {
                for (var name : lists) {
                    tell(publisher.publish(name));
                }
                attempt = 0;
                publisher.follow(lists, this::tell);
            } catch (BrokerFailed failed) {
                console.complain(failed.words());
                Thread.sleep(backoff.delay(Trouble.NETWORK, attempt));
            }
        }
    }

    private static ListPublisher publisher(ListFolder folder, Whither whither) throws Exception {
        var clientId = "oc-lists-" + CmdCommand.drawn();
        return new ListPublisher(
                whither.broker(),
                clientId,
                folder,
                whither.site(),
                whither.keys(),
                System::nanoTime);
    }

    private void tell(Sent sent) {
        console.tell(
                Message.LIST_SENT,
                sent.list(),
                sent.version(),
                sent.buckets(),
                sent.cleared(),
                sent.bytes());
    }
}
