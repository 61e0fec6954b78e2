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
import onecard.edge.lists.ListHead;
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
    ///
    /// @param why it failed; else empty
    record Came(String list, Outcome outcome, String why) {

        boolean good() {
            return switch (outcome) {
                case IN_FORCE, IN_FORCE_IN_PART, OLD -> true;
                case NOT_TRUSTED, MALFORMED, TAKEN, FAILED -> false;
            };
        }

        Words words() {
            return switch (outcome) {
                case IN_FORCE -> Message.LIST_IN_FORCE.with(list);
                case IN_FORCE_IN_PART -> Message.LIST_IN_FORCE_IN_PART.with(list);
                case OLD -> Message.LIST_OLD.with(list);
                case NOT_TRUSTED -> Message.LIST_NOT_TRUSTED.with(list);
                case MALFORMED -> Message.LIST_MALFORMED.with(list);
                case TAKEN -> Message.LIST_INCOMPLETE.with(list);
                case FAILED -> Message.LIST_UNREADABLE.with(list, why);
            };
        }
    }

    /// Takes what is there, each for itself: one that cannot be taken keeps no other out.
    ///
    /// @param lists that may be held here
    /// @param feed that nobody else uses, nor `denies`
    static List<Came> into(
            Path directory, Collection<String> lists, DenyFeed denies, ListFeed feed) {
        var stick = new ListDirectory(directory, feed);
        var came = new ArrayList<Came>();
        stick.came(DenyList.NAME, "deny.json", DenyList.BYTES_MAX, denies::deny)
                .ifPresent(came::add);
        for (var list : lists.stream().sorted().toList()) {
            stick.came(
                            list,
                            list + "/head.json",
                            ListHead.BYTES_MAX,
                            head -> stick.list(list, head))
                    .ifPresent(came::add);
        }
        return came;
    }

    private interface Taking {
        Outcome of(byte[] file) throws IOException;
    }

    private Optional<Came> came(String list, String name, int most, Taking taking) {
        try {
            var file = file(name, most);
            return file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Came(list, taking.of(file.get()), ""));
        } catch (IOException failed) {
            feed.forget(list);
            var why = String.valueOf(failed.getMessage());
            return Optional.of(new Came(list, Outcome.FAILED, why));
        }
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

    /// Empty if it is not there.
    private Optional<byte[]> file(String name, int most) throws IOException {
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > most) {
            throw new IOException(name + " must have at most " + most + " bytes");
        }
        return Optional.of(Files.readAllBytes(file));
    }
}
