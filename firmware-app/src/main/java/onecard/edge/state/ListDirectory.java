package onecard.edge.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import onecard.edge.lists.DenyList;
import onecard.edge.lists.ListBucket;
import onecard.edge.words.Message;
import onecard.words.Words;

/// Published lists on a memory stick: `deny.json`, and of each list `NAME/head.json` and
/// `NAME/bucket/SHA256`.
final class ListDirectory {

    /// The order of things does not matter, nor how much of the time they take.
    private static final long NOW = 0;

    private final Path directory;
    private final ListFeed feed;

    private ListDirectory(Path directory, ListFeed feed) {
        this.directory = directory;
        this.feed = feed;
    }

    /// What became of one list.
    record Came(String list, Outcome outcome) {

        boolean good() {
            return outcome == Outcome.IN_FORCE || outcome == Outcome.OLD;
        }

        Words words() {
            return switch (outcome) {
                case IN_FORCE -> Message.LIST_IN_FORCE.with(list);
                case OLD -> Message.LIST_OLD.with(list);
                case NOT_TRUSTED -> Message.LIST_NOT_TRUSTED.with(list);
                case MALFORMED -> Message.LIST_MALFORMED.with(list);
                case TAKEN -> Message.LIST_INCOMPLETE.with(list);
            };
        }
    }

    /// Takes what is there.
    ///
    /// @param lists that may be held here
    /// @param feed that nobody else uses, nor `denies`
    static List<Came> into(Path directory, Collection<String> lists, DenyFeed denies, ListFeed feed)
            throws IOException {
        var stick = new ListDirectory(directory, feed);
        var came = new ArrayList<Came>();
        var deny = stick.file("deny.json", DenyList.BYTES_MAX);
        if (deny.isPresent()) {
            came.add(new Came(DenyList.NAME, denies.deny(deny.get())));
        }
        for (var list : lists.stream().sorted().toList()) {
            var head = stick.file(list + "/head.json", ListBucket.BYTES_MAX);
            if (head.isPresent()) {
                came.add(new Came(list, stick.list(list, head.get())));
            }
        }
        return came;
    }

    private Outcome list(String list, byte[] head) throws IOException {
        var outcome = feed.head(list, head);
        while (outcome == Outcome.TAKEN && !feed.wanted(NOW).isEmpty()) {
            for (var wanted : feed.wanted(NOW)) {
                var bucket = file(list + "/bucket/" + wanted.sha256(), ListBucket.BYTES_MAX);
                if (bucket.isEmpty()) {
                    feed.forget(list);
                    return Outcome.TAKEN;
                }
                outcome = feed.bucket(list, wanted.sha256(), bucket.get());
                if (outcome == Outcome.MALFORMED) {
                    feed.forget(list);
                    return outcome;
                }
            }
        }
        return outcome;
    }

    private Optional<byte[]> file(String name, int most) throws IOException {
        var file = directory.resolve(name);
        return Files.isRegularFile(file) && Files.size(file) <= most
                ? Optional.of(Files.readAllBytes(file))
                : Optional.empty();
    }
}
